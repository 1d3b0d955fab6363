"""The evaluation report: a page and a picture that say how good the bot is and where it still fails."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.confusion import Confusion
from bot.confusion_picture import described, draw
from bot.evaluation import EvaluationError, Outcome
from bot.failures import failures
from bot.markdown import share_with_interval, table, tables_of
from bot.measures import MEASURES, Measure, Share, figures, share_of
from bot.model import fingerprint, pipeline
from bot.robustness import ALLOWED_POINTS, Robustness, Writing
from bot.settings import ROOT

Sets = Mapping[Path, Sequence[Outcome]]
"""Each labelled file and the outcomes of its messages."""

GROUP_COLUMNS = ("group", "kind", "messages", "right", "right or offered", "wrong")
MEASURE_COLUMNS = ("measure", "messages", "share", "95% interval", "aim", "reached")
FAILURE_COLUMNS = ("group", "asked", "messages", "offered", "wrong", "missed", "taken for")
SECTIONS = (
    "What was measured",
    "How good it is",
    "Robustness",
    "Public data",
    "What is taken for what",
    "Where it still fails",
)
EXPLANATION = (
    "Intervals hold 95%: percentiles of 10,000 seeded bootstrap samples; Wilson's where every message, or none,",
    "hit. *Right*: an accepted topic was answered, or the reply was of the right kind. *Offered*: an accepted topic",
    "was among at most three choices. *Wrong*: answered, and no accepted topic; a false alarm for a lookalike.",
)


@dataclass(frozen=True)
class Extras:
    """What other measurements left in files, to stand in the same report."""

    robust: tuple[Path, Robustness] | None = None
    nlu: tuple[Path, Mapping[str, Any]] | None = None


def read_extras(robust: Path | None = None, nlu: Path | None = None) -> Extras:
    """The figures of bench/robust.py and bench/nlu.py; raises EvaluationError for a file that is neither's."""
    found = _object(robust) if robust else {}
    try:
        writings = (robust, Robustness.from_dict(found)) if robust else None
    except (KeyError, TypeError) as error:
        raise EvaluationError(f"{robust} is not a file of bench/robust.py: {error}") from error
    return Extras(writings, (nlu, _object(nlu)) if nlu else None)


def _object(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EvaluationError(f"{path} cannot be read as JSON: {error}") from error
    if not isinstance(found, dict):
        raise EvaluationError(f"{path} must hold a JSON object")
    return found


def write_report(path: Path, sets: Sets, extras: Extras, today: date | None = None) -> None:
    """Write the report to `path` and its picture beside it."""
    picture = path.with_name(f"{path.stem}-confusion.svg")
    confusion = Confusion.of(outcome for outcomes in sets.values() for outcome in outcomes)
    title = f"What was asked, and what the bot took it for ({sum(confusion.counts.values())} messages)"
    picture.write_text(draw(confusion, title), encoding="utf-8")
    lines = [
        *_head(path, sets, extras),
        *_measured(sets, today or date.today()),
        *_how_good(sets),
        *_robustness(extras),
        *_public_data(extras),
        *_confusion(picture, confusion),
        *_still_fails(sets),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _head(path: Path, sets: Sets, extras: Extras) -> Iterator[str]:
    options = [f"--report {name_of(path)}"]
    options += [f"--robust {extras.robust[0].name}"] if extras.robust else []
    options += [f"--nlu {extras.nlu[0].name}"] if extras.nlu else []
    yield from ("# Evaluation", "")
    yield from ("Made by this command, which makes it anew; not to be edited by hand:", "", "```sh")
    if extras.robust:
        yield f".venv/bin/python bench/robust.py FILE.tsv --json {extras.robust[0].name}"
    if extras.nlu:
        yield f".venv/bin/python bench/nlu.py DATA_DIR --json {extras.nlu[0].name}"
    yield " ".join(["clinic-bot eval", *map(name_of, sets), *options])
    yield from ("```", "")


def _measured(sets: Sets, today: date) -> Iterator[str]:
    yield from (f"## {SECTIONS[0]}", "")
    yield f"- Date: {today.isoformat()}"
    yield f"- Model: `clinic-{fingerprint()}`"
    yield f"- Understanding: {', '.join(f'`{name}`' for name in pipeline())}"
    yield "- Every message went through the whole bot: door, red flags, assistant, actions, content; each in a"
    yield "  conversation of its own."
    yield "- `bench/validation.tsv` was looked at while the bot was made, so its figures flatter. `bench/blind.tsv` was"
    yield "  written apart from the training data. What asking for a person weighs against despair was chosen on it,"
    yield "  and its misses were read before examples of sayings, of other complaints and of asking for a person were"
    yield "  added (none nearer to a row than .83). `bench/unseen.tsv` was written apart by someone who had seen no"
    yield "  example; nothing was changed for a row of it. `bench/alike.tsv` was written by two who had read `dev.tsv`"
    yield "  and the answers only, for more messages of that kind; after it had been measured once, wordings akin"
    yield "  to a few of its misses were taught. `bench/voices.tsv` is a part, mostly half, of what"
    yield "  16 writers wrote who knew the topics, or the signs of danger, alone; the rest is taught. In this part the"
    yield "  mistakes and false alarms were read. `dev.tsv` is real patients' wording; its mistakes were read, its rows"
    yield "  stand nowhere in this project."
    rows = [(f"`{name_of(path)}`", len(outcomes), _groups(outcomes)) for path, outcomes in sets.items()]
    yield from ("", *table(("file", "messages", "groups"), rows), "")


def _groups(outcomes: Sequence[Outcome]) -> str:
    return ", ".join(f"{group} {len(members)}" for group, members in by_group(outcomes).items())


def by_group(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """The outcomes of each group, in the order of the file."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.case.group, []).append(outcome)
    return groups


def _how_good(sets: Sets) -> Iterator[str]:
    yield from (f"## {SECTIONS[1]}", "")
    yield from EXPLANATION
    for path, outcomes in sets.items():
        yield from ("", f"### `{name_of(path)}`", "")
        found = figures(outcomes)
        rows = [_measure_row(m, found[m.name]) for m in MEASURES if m.name in found]
        yield from (*table(MEASURE_COLUMNS, rows), "")
        yield from table(GROUP_COLUMNS, [_group_row(g, each) for g, each in by_group(outcomes).items()])
    yield ""


def _measure_row(measure: Measure, share: Share) -> tuple[object, ...]:
    low, high = share.interval
    interval = f"{low:.1%} to {high:.1%}"
    if measure.target is None:
        return measure.name, share.messages, f"{share.value:.1%}", interval, "", ""
    aim = f"at {'most' if measure.at_most else 'least'} {measure.target:.0%}"
    reached = "yes" if measure.reached(share.value) else "no"
    return measure.name, share.messages, f"{share.value:.1%}", interval, aim, reached


def _group_row(group: str, outcomes: Sequence[Outcome]) -> tuple[object, ...]:
    def share(*verdicts: str) -> str:
        return share_with_interval(share_of([outcome.verdict in verdicts for outcome in outcomes]))

    kind = outcomes[0].case.kind
    return group, kind, len(outcomes), share("right"), share("right", "offered"), share("wrong")


def _robustness(extras: Extras) -> Iterator[str]:
    yield from (f"## {SECTIONS[2]}", "")
    if not extras.robust:
        yield from (
            "Not measured for this report (`bench/robust.py FILE.tsv --json FILE`, then `--robust FILE`).",
            "",
        )
        return
    _, found = extras.robust
    once = found.rounds == 1
    drawn = "once" if once else f"{found.rounds} times, with seeds 0 to {found.rounds - 1}"
    behind = "" if once else "; behind them the lowest and the highest draw"
    mean = "" if once else ", as the mean of its draws,"
    yield f"`{found.file}`, the same messages written otherwise; what is left to chance was drawn {drawn}."
    yield f"In brackets: points above or below clean{behind}."
    yield f"Within: no measure{mean} more than {ALLOWED_POINTS:g} points worse."
    names = tuple(measure.name for measure in MEASURES if measure.name in found.clean.shares)
    rows = [_writing_row(writing, found.clean, names) for writing in found.writings]
    yield from ("", *table(("written", "changed", *names, "within"), rows), "")


def _writing_row(writing: Writing, clean: Writing, names: Sequence[str]) -> tuple[object, ...]:
    cells = [writing.shown(clean, name) for name in names]
    far = ", ".join(writing.too_far(clean))
    return writing.name, f"{writing.changed} of {writing.messages}", *cells, f"no: {far}" if far else "yes"


def _public_data(extras: Extras) -> Iterator[str]:
    yield from (f"## {SECTIONS[3]}", "")
    if not extras.nlu:
        yield from (
            "Not measured for this report (`bench/nlu.py DATA_DIR --json FILE`, then `--nlu FILE`).",
            "",
        )
        return
    yield from (*tables_of(extras.nlu[1]), "")


def _confusion(picture: Path, confusion: Confusion) -> Iterator[str]:
    yield from (f"## {SECTIONS[4]}", "", "All files together.", "")
    yield from (f"![{described(confusion)}]({picture.name})", "")


def _still_fails(sets: Sets) -> Iterator[str]:
    yield from (f"## {SECTIONS[5]}", "")
    yield "Only what was not answered right. *Asked*: the topic, or the kind, that would have been right."
    for path, outcomes in sets.items():
        # The rows of files from elsewhere may not stand in the project, and their ids say nothing here.
        columns = (*FAILURE_COLUMNS, "ids") if _is_ours(path) else FAILURE_COLUMNS
        rows = [failure.row()[: len(columns)] for failure in failures(outcomes)]
        yield from ("", f"### `{name_of(path)}`", "", *table(columns, rows))


def name_of(path: Path) -> str:
    """The file as the report names it: within the project by its path, elsewhere by its name alone."""
    return path.resolve().relative_to(ROOT).as_posix() if _is_ours(path) else path.name


def _is_ours(path: Path) -> bool:
    return path.resolve().is_relative_to(ROOT)
