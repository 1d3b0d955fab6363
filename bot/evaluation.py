"""Evaluation: the bot's replies to a labelled file, counted (design, section 6)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.reply import Reply
from bot.wilson import wilson

COLUMNS = ("id", "text", "kind", "accept", "procedure", "group")
ROW_COLUMNS = ("id", "kind", "topics", "choices", "level", "answer_ids", "text")
KINDS = ("answer", "emergency", "lookalike", "handoff", "out_of_scope", "smalltalk")
MAX_OFFERED = 3


class EvaluationError(Exception):
    """A file that cannot be evaluated; the message says which line and why."""


@dataclass(frozen=True)
class Case:
    """One labelled message."""

    id: str
    text: str
    kind: str
    accept: frozenset[str]
    group: str


@dataclass(frozen=True)
class Outcome:
    """One case and the replies it got."""

    case: Case
    replies: tuple[Reply, ...]

    @property
    def kinds(self) -> set[str]:
        """The kinds of the replies."""
        return {reply.kind for reply in self.replies}

    @property
    def topics(self) -> list[str]:
        """The topics answered."""
        return _unique(topic for r in self.replies if r.kind == "answer" for topic in r.topics)

    @property
    def offered(self) -> list[str]:
        """The topics behind the choices offered in place of an answer, at most three."""
        choices = (c.topic for reply in self.replies for c in reply.choices if c.topic)
        return _unique(choices)[:MAX_OFFERED]

    @property
    def verdict(self) -> str:
        """`right`, `offered`, `wrong` or `missed`."""
        kind = self.case.kind
        if kind == "answer":
            return self._answer_verdict()
        if kind == "lookalike":
            return "wrong" if "emergency" in self.kinds else "right"
        if kind == "out_of_scope":
            return (
                "wrong" if "answer" in self.kinds else "right" if "out_of_scope" in self.kinds else "missed"
            )
        return "right" if kind in self.kinds else "missed"

    def _answer_verdict(self) -> str:
        if self.case.accept.intersection(self.topics):
            return "right"
        if "answer" in self.kinds:
            return "wrong"
        return "offered" if self.case.accept.intersection(self.offered) else "missed"

    def row(self) -> list[str]:
        """One line of the `--rows` file."""
        first = self.replies[0]
        return [
            self.case.id,
            first.kind,
            "|".join(self.topics),
            "|".join(self.offered),
            next((reply.level for reply in self.replies if reply.level), ""),
            "|".join(_unique(i for reply in self.replies for i in reply.answer_ids)),
            " ".join(" ".join(reply.text for reply in self.replies).split()),
        ]


def read_cases(path: Path) -> list[Case]:
    """The cases of a tab-separated file with a header; raises EvaluationError by line."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path} cannot be read: {error}") from error
    rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or tuple(rows[0]) != COLUMNS:
        raise EvaluationError(f"{path}: the first line must be: {' '.join(COLUMNS)} (tab-separated)")
    return [_case(path, number, row) for number, row in enumerate(rows[1:], start=2) if row]


def _case(path: Path, number: int, row: list[str]) -> Case:
    if len(row) != len(COLUMNS):
        raise EvaluationError(f"{path}, line {number}: {len(row)} columns, and there must be {len(COLUMNS)}")
    fields = dict(zip(COLUMNS, row, strict=True))
    if fields["kind"] not in KINDS:
        raise EvaluationError(f"{path}, line {number}: unknown kind '{fields['kind']}'")
    accept = frozenset(filter(None, fields["accept"].split("|")))
    return Case(fields["id"], fields["text"], fields["kind"], accept, fields["group"])


def summarize(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Counts and shares by group, and over all groups what the project is judged by."""
    groups = _unique(outcome.case.group for outcome in outcomes)
    return {
        "messages": len(outcomes),
        "groups": {group: _group([o for o in outcomes if o.case.group == group]) for group in groups},
        "answers_wrong": _share([o for o in outcomes if o.case.kind == "answer"], "wrong"),
        "out_of_scope_answered": _share([o for o in outcomes if o.case.kind == "out_of_scope"], "wrong"),
        "emergency_recall": _share([o for o in outcomes if o.case.kind == "emergency"], "right"),
        "false_alarms": _share_of_alarms([o for o in outcomes if o.case.kind != "emergency"]),
        "alarms": _alarms(outcomes),
    }


def _alarms(outcomes: Sequence[Outcome]) -> dict[str, dict[str, Any]]:
    """For each kind of message how many were met with an emergency reply, with the 95% interval of the share."""
    alarms = {}
    for kind in _unique(outcome.case.kind for outcome in outcomes):
        met = [outcome for outcome in outcomes if outcome.case.kind == kind]
        hits = sum("emergency" in outcome.kinds for outcome in met)
        alarms[kind] = {
            "messages": len(met),
            "met": hits,
            "share": hits / len(met),
            "interval": wilson(hits, len(met)),
        }
    return alarms


def _group(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    counts = {name: 0 for name in ("right", "offered", "wrong", "missed")}
    for outcome in outcomes:
        counts[outcome.verdict] += 1
    return {"kind": outcomes[0].case.kind, "messages": len(outcomes), **counts}


def _share(outcomes: Sequence[Outcome], verdict: str) -> float | None:
    return sum(o.verdict == verdict for o in outcomes) / len(outcomes) if outcomes else None


def _share_of_alarms(outcomes: Sequence[Outcome]) -> float | None:
    return sum("emergency" in o.kinds for o in outcomes) / len(outcomes) if outcomes else None


def table(summary: dict[str, Any]) -> str:
    """The summary as lines for a terminal."""
    lines = [f"{'group':<24}{'n':>5}{'right':>9}{'offered':>9}{'wrong':>9}{'missed':>9}"]
    for group, counts in summary["groups"].items():
        shares = "".join(f"{counts[name] / counts['messages']:>9.1%}" for name in VERDICTS)
        lines.append(f"{group:<24}{counts['messages']:>5}{shares}")
    lines.append("")
    for key, label in LABELS.items():
        if summary[key] is not None:
            lines.append(f"{label:<55}{summary[key]:>8.1%}")
    lines += ["", f"{'met with an emergency reply':<24}{'n':>5}{'share':>9}{'95% interval':>20}"]
    for kind, alarms in summary["alarms"].items():
        low, high = alarms["interval"]
        span = f"{low:.1%} to {high:.1%}"
        lines.append(f"{kind:<24}{alarms['messages']:>5}{alarms['share']:>9.1%}{span:>20}")
    return "\n".join(lines)


VERDICTS = ("right", "offered", "wrong", "missed")
LABELS = {
    "answers_wrong": "answer rows answered with no accepted topic",
    "out_of_scope_answered": "out-of-scope rows wrongly answered",
    "emergency_recall": "emergencies recognised (recall)",
    "false_alarms": "other rows met with an emergency reply",
}


def _unique(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(items))
