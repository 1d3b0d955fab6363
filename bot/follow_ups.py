"""Follow-ups: what patients write after an answer, and what it asks for (data/talks/follow_ups.tsv)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from bot.content import topic_of
from bot.settings import ROOT

FOLLOW_UPS = ROOT / "data" / "talks" / "follow_ups.tsv"
KINDS = {"none": "out_of_scope", "boundary": "boundary", "smalltalk": "smalltalk", "person": "request.human"}
"""What stands for an intent, or for all intents of a group."""


@dataclass(frozen=True)
class FollowUp:
    """One message of a talk."""

    last: str
    """The id of the answer before it."""
    text: str
    accept: frozenset[str]
    """The answer ids that it asks for, and `KINDS`."""

    def accepts(self, intent: str) -> bool:
        """Whether this intent is what the message asks for."""
        kinds = {KINDS[each] for each in self.accept if each in KINDS}
        return intent in self.accept or not kinds.isdisjoint((intent, topic_of(intent)))


def read_follow_ups(path: Path = FOLLOW_UPS) -> list[FollowUp]:
    """The rows of a file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            FollowUp(row["last"], row["text"], frozenset(row["accept"].split("|")))
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]
