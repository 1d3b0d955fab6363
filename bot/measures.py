"""Measures: the shares the project is judged by, each over the messages it applies to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.evaluation import Outcome
from bot.wilson import wilson

RESAMPLES = 10_000
PERCENTILES = (2.5, 97.5)
SEED = 0


@dataclass(frozen=True)
class Measure:
    """A share of outcomes, and how good it has to be."""

    name: str
    applies: Callable[[Outcome], bool]
    hit: Callable[[Outcome], bool]
    target: float | None
    at_most: bool = False
    """Whether the share counts against the bot."""

    def hits(self, outcomes: Sequence[Outcome]) -> list[bool]:
        """For each outcome that it applies to, whether it hit."""
        return [self.hit(outcome) for outcome in outcomes if self.applies(outcome)]

    def reached(self, share: float) -> bool:
        """Whether the share is as good as it has to be."""
        return self.target is None or self.loss(self.target, share) <= 0

    def loss(self, before: float, after: float) -> float:
        """By how much the bot got worse, as a share; less than 0 if it got better."""
        return after - before if self.at_most else before - after


@dataclass(frozen=True)
class Share:
    """How many of how many, and the 95% interval of that share."""

    hits: int
    messages: int
    interval: tuple[float, float]

    @property
    def value(self) -> float:
        """The share itself."""
        return self.hits / self.messages


def share_of(hits: Sequence[bool]) -> Share:
    """The share of true values; there must be at least one value."""
    return Share(sum(hits), len(hits), bootstrap(hits))


def bootstrap(hits: Sequence[bool]) -> tuple[float, float]:
    """The 95% percentile interval of a share (Efron 1979), seeded; Wilson's where no resample can differ."""
    if all(hits) or not any(hits):
        return wilson(sum(hits), len(hits))
    # How many of n rows drawn with replacement hit: that is a binomial number, so it is drawn at once.
    counts = np.random.default_rng(SEED).binomial(len(hits), sum(hits) / len(hits), RESAMPLES)
    low, high = np.percentile(counts / len(hits), PERCENTILES)
    return float(low), float(high)


def _verdict(*verdicts: str) -> Callable[[Outcome], bool]:
    return lambda outcome: outcome.verdict in verdicts


def _group(name: str) -> Callable[[Outcome], bool]:
    return lambda outcome: outcome.case.group == name


def _kind(kind: str) -> Callable[[Outcome], bool]:
    return lambda outcome: outcome.case.kind == kind


MEASURES = (
    Measure("lay right", _group("lay"), _verdict("right"), 0.80),
    Measure("lay right or offered", _group("lay"), _verdict("right", "offered"), 0.95),
    Measure("faq right", _group("faq"), _verdict("right"), 0.92),
    Measure("answered wrong", _kind("answer"), _verdict("wrong"), 0.06, at_most=True),
    Measure("out of scope answered", _kind("out_of_scope"), _verdict("wrong"), 0.04, at_most=True),
    Measure("handoff", _kind("handoff"), _verdict("right"), 0.98),
    Measure("smalltalk", _kind("smalltalk"), _verdict("right"), 0.95),
    Measure("emergencies", _kind("emergency"), _verdict("right"), None),
    Measure("lookalikes alarmed", _kind("lookalike"), _verdict("wrong"), None, at_most=True),
)
"""Of the answerable questions, by group and over all; then of every other kind."""


def figures(outcomes: Sequence[Outcome]) -> dict[str, Share]:
    """Each measure that applies to at least one outcome."""
    found = {measure.name: measure.hits(outcomes) for measure in MEASURES}
    return {name: share_of(hits) for name, hits in found.items() if hits}
