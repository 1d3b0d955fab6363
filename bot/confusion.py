"""Confusion: what was asked against what was made of it, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bot.content import TOPICS
from bot.evaluation import Outcome

OTHER_KINDS = ("out_of_scope", "handoff", "smalltalk", "emergency")
"""What a message may be besides a question with an answer, and how the bot may take it."""
OFFERED = "offered"
NOTHING = "nothing"
ASKED = (*TOPICS, *OTHER_KINDS)
TAKEN = (*TOPICS, *OTHER_KINDS, OFFERED, NOTHING)


@dataclass(frozen=True)
class Confusion:
    """How often each of `ASKED` was taken for each of `TAKEN`."""

    counts: Counter[tuple[str, str]]

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> Confusion:
        """Counted over outcomes; harmless lookalikes are left out, because they have no topic."""
        shown = [outcome for outcome in outcomes if outcome.case.kind != "lookalike"]
        return cls(Counter((asked(outcome), taken(outcome)) for outcome in shown))

    def row(self, asked: str) -> list[int]:
        """How often this was taken for each of `TAKEN`."""
        return [self.counts[asked, taken] for taken in TAKEN]


def asked(outcome: Outcome) -> str:
    """The kind that was right, or the topic: the one answered where that is accepted, else the first accepted."""
    case = outcome.case
    if case.kind != "answer":
        return case.kind
    answered = [topic for topic in outcome.topics if topic in case.accept]
    return answered[0] if answered else next((t for t in TOPICS if t in case.accept), NOTHING)


def taken(outcome: Outcome) -> str:
    """The topic answered or the kind of the reply; `offered` when an accepted topic was among the choices."""
    if outcome.verdict == "right":
        return asked(outcome)
    if "emergency" in outcome.kinds:
        return "emergency"
    if outcome.topics:
        return outcome.topics[0]
    if outcome.verdict == "offered":
        return OFFERED
    return next((kind for kind in OTHER_KINDS if kind in outcome.kinds), NOTHING)
