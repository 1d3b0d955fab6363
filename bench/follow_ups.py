"""Does the bot understand what hangs on the answer before, and what does not? Prints a table.

Run it from the project's root, after `clinic-bot train`:

    .venv/bin/python bench/follow_ups.py bench/follow_ups.tsv
    .venv/bin/python bench/follow_ups.py bench/follow_ups.tsv --behind bench/validation.tsv --rows rows.tsv

Each row of the first file is a talk: a first message, the answer it should get, and a follow-up with the answers
that are right then. Nothing is learned from its messages; those of data/talks are by the same writers. Talks whose
first message was answered otherwise are left out, and counted.

- `right`: an accepted answer was given; `none`, `boundary`, `smalltalk` and `person` stand for those kinds of reply.
- `topic`: an accepted answer, or another one of its topic.
- `offered`: that, or an accepted one's topic among the choices.
- `alarms`: met with an emergency reply; no follow-up is a danger.

With `--behind`, each message of a labelled file is sent twice: by itself, and behind one of the first messages. What
stands by itself must not be drawn to the answer before it.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.content import topic_of
from bot.conversation import Conversations
from bot.evaluation import Case, EvaluationError, Outcome, read_cases
from bot.reply import Reply
from bot.settings import Settings
from bot.stack import StackError, on_free_ports
from bot.talking import open_door
from bot.training import TrainingError

KINDS = {"none": "out_of_scope", "boundary": "out_of_scope", "smalltalk": "smalltalk", "person": "handoff"}


@dataclass(frozen=True)
class Talk:
    """One row."""

    id: str
    first: str
    last: str
    text: str
    accept: frozenset[str]


@dataclass(frozen=True)
class Played:
    """One row, the reply to its first message and those to its follow-up."""

    talk: Talk
    before: tuple[Reply, ...]
    replies: tuple[Reply, ...]

    @property
    def is_begun(self) -> bool:
        """Whether its first message was answered as the row says."""
        return any(self.talk.last in reply.answer_ids for reply in self.before)

    @property
    def is_right(self) -> bool:
        """Whether an accepted answer, or a reply of an accepted kind, came."""
        kinds = {KINDS[each] for each in self.talk.accept if each in KINDS}
        return any(reply.kind in kinds or self.talk.accept & set(reply.answer_ids) for reply in self.replies)

    @property
    def is_of_topic(self) -> bool:
        """Whether that, or an answer of its topic."""
        topics = {topic_of(each) for each in self.talk.accept}
        return self.is_right or any(topics & set(reply.topics) for reply in self.replies)

    @property
    def is_offered(self) -> bool:
        """Whether that, or a choice of its topic."""
        topics = {topic_of(each) for each in self.talk.accept}
        offered = {choice.topic for reply in self.replies for choice in reply.choices}
        return self.is_of_topic or bool(topics & offered)

    @property
    def is_alarm(self) -> bool:
        """Whether an emergency reply came."""
        return any(reply.kind == "emergency" for reply in self.replies)


def main() -> int:
    """Measure and print; 0, or 2 if it failed."""
    options = _parser().parse_args()
    try:
        talks = read_talks(options.file)
        cases = [case for path in options.behind for case in read_cases(path)]
        played, alone, behind = measure(talks, cases)
    except (EvaluationError, StackError, TrainingError, OSError) as error:
        _say(str(error))
        return 2
    if options.rows:
        options.rows.write_text("\n".join(map(_row, played)) + "\n", encoding="utf-8")
    print("\n".join([*_table(played), *_behind_table(alone, behind)]))
    return 0


def read_talks(path: Path) -> list[Talk]:
    """The rows of a file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Talk(row["id"], row["first"], row["last"], row["text"], frozenset(row["accept"].split("|")))
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def measure(
    talks: Sequence[Talk], cases: Sequence[Case]
) -> tuple[list[Played], list[Outcome], list[Outcome]]:
    """The talks, and the cases by themselves and behind a first message, on one bot that is started for them."""
    with tempfile.TemporaryDirectory(prefix="clinic-bot-bench-") as folder:
        settings = on_free_ports(replace(Settings.from_environment(), data=Path(folder)))
        with open_door(settings, _say, own=True) as door:
            return asyncio.run(_play(door, talks, cases))


async def _play(
    door: Conversations, talks: Sequence[Talk], cases: Sequence[Case]
) -> tuple[list[Played], list[Outcome], list[Outcome]]:
    played = [Played(talk, *(await _say_in_turn(door, talk.first, talk.text))) for talk in talks]
    _say(f"  {len(talks)} talks")
    draw = random.Random(0)
    alone, behind = [], []
    for case in cases:
        (replies,) = await _say_in_turn(door, case.text)
        _, after = await _say_in_turn(door, draw.choice(talks).first, case.text)
        alone.append(Outcome(case, replies))
        behind.append(Outcome(case, after))
    return played, alone, behind


async def _say_in_turn(door: Conversations, *texts: str) -> list[tuple[Reply, ...]]:
    conversation = door.start("bench")
    found = []
    for text in texts:
        messages = await door.receive_text(conversation, text)
        found.append(tuple(each.reply for each in messages if each.reply))
    return found


def _table(played: Sequence[Played]) -> list[str]:
    begun = [each for each in played if each.is_begun]
    shares = {
        "right": [each.is_right for each in begun],
        "topic": [each.is_of_topic for each in begun],
        "offered": [each.is_offered for each in begun],
    }
    lines = [f"{len(begun)} follow-ups ({len(played) - len(begun)} more began otherwise)"]
    lines += [
        f"  {name:<10}{sum(hits):>5}{100 * sum(hits) / len(hits):>7.1f}%" for name, hits in shares.items()
    ]
    return [*lines, f"  {'alarms':<10}{sum(each.is_alarm for each in begun):>5}"]


def _behind_table(alone: Sequence[Outcome], behind: Sequence[Outcome]) -> list[str]:
    groups = list(dict.fromkeys(outcome.case.group for outcome in alone))
    lines = [f"{'behind another question':<24}{'n':>5}{'alone':>8}{'behind':>8}"] if groups else []
    for group in groups:
        pair = [
            [each.verdict == "right" for each in outcomes if each.case.group == group]
            for outcomes in (alone, behind)
        ]
        shares = "".join(f"{100 * sum(hits) / len(hits):>7.1f}%" for hits in pair)
        lines.append(f"  {group:<22}{len(pair[0]):>5}{shares}")
    return lines


def _row(each: Played) -> str:
    verdict = "right" if each.is_right else "topic" if each.is_of_topic else "wrong"
    given = "|".join(answer_id for reply in each.replies for answer_id in reply.answer_ids)
    kind = each.replies[0].kind if each.replies else ""
    return "\t".join(
        [each.talk.id, verdict if each.is_begun else "began otherwise", kind, given, each.talk.last,
         "|".join(sorted(each.talk.accept)), each.talk.text]
    )  # fmt: skip


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure how well follow-ups are understood.")
    parser.add_argument("file", type=Path, help="talks: id, first, last, text, accept, tab-separated")
    parser.add_argument("--behind", type=Path, nargs="*", default=[], help="files as for `clinic-bot eval`")
    parser.add_argument("--rows", type=Path, metavar="FILE", help="write one line for each talk")
    return parser


if __name__ == "__main__":
    sys.exit(main())
