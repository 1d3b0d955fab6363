"""Failures: where the bot was not right, counted by group and by what was asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.confusion import asked, taken
from bot.evaluation import Outcome

MOST_TAKEN = 3
"""So many of the things it was taken for are named."""


@dataclass(frozen=True)
class Failure:
    """One group's messages about one thing, and how they went wrong."""

    group: str
    asked: str
    messages: int
    failed: tuple[Outcome, ...]

    def row(self) -> tuple[object, ...]:
        """Its line in a table: counts by verdict, what it was taken for, and the ids."""
        verdicts = Counter(outcome.verdict for outcome in self.failed)
        counts = [verdicts[verdict] for verdict in ("offered", "wrong", "missed")]
        often = Counter(taken(outcome) for outcome in self.failed).most_common(MOST_TAKEN)
        named = ", ".join(f"{name} {count}" for name, count in often)
        ids = ", ".join(outcome.case.id for outcome in self.failed)
        return self.group, self.asked, self.messages, *counts, named, ids


def failures(outcomes: Sequence[Outcome]) -> list[Failure]:
    """Every group and thing asked that had a message not answered right, the most failures first."""
    cells: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in outcomes:
        cells.setdefault((outcome.case.group, asked(outcome)), []).append(outcome)
    found = [
        Failure(*cell, len(members), tuple(each for each in members if each.verdict != "right"))
        for cell, members in cells.items()
    ]
    return sorted((each for each in found if each.failed), key=lambda each: -len(each.failed))
