"""Robustness: how much worse the bot gets when the same messages are written otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from bot.evaluation import Outcome
from bot.measures import MEASURES, figures

ALLOWED_POINTS = 4.0
"""How far below the clean figure each measure may fall, in percentage points."""
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Writing:
    """One way of writing the messages, and what the bot made of them."""

    name: str
    messages: int
    changed: int
    """How many messages this way of writing changed at all."""
    shares: Mapping[str, float]
    """Over all draws: each has the same messages, so this is their mean."""
    spread: Mapping[str, Sequence[float]] = field(default_factory=dict)
    """The lowest and the highest draw's share, if there is more than one draw."""

    @classmethod
    def of(cls, name: str, draws: Sequence[Sequence[Outcome]], changed: int) -> Writing:
        """The figures of these outcomes, of every draw."""
        outcomes = [outcome for draw in draws for outcome in draw]
        each = [_shares(draw) for draw in draws] if len(draws) > 1 else []
        shares = _shares(outcomes)
        spread = {name: [min(values), max(values)] for name in shares if (values := [s[name] for s in each])}
        return cls(name, len(outcomes), changed, shares, spread)

    def points_lost(self, clean: Writing) -> dict[str, float]:
        """For each measure by how many points it is worse than clean; less than 0 is better."""
        return {
            measure.name: 100 * measure.loss(clean.shares[measure.name], self.shares[measure.name])
            for measure in MEASURES
            if measure.name in self.shares and measure.name in clean.shares
        }

    def too_far(self, clean: Writing) -> list[str]:
        """The measures that fell by more than is allowed."""
        lost = self.points_lost(clean).items()
        return [name for name, points in lost if points > ALLOWED_POINTS + _ROUNDING]

    def shown(self, clean: Writing, measure: str) -> str:
        """A measure's share, with its difference to clean in points and the lowest and highest draw."""
        share = self.shares[measure]
        if self is clean:
            return f"{share:.1%}"
        points = f"{share:.1%} ({100 * (share - clean.shares[measure]):+.1f})"
        if measure not in self.spread:
            return points
        low, high = self.spread[measure]
        return f"{points} {100 * low:.1f} to {100 * high:.1f}"


@dataclass(frozen=True)
class Robustness:
    """All ways of writing one labelled file; the first is clean."""

    file: str
    rounds: int
    """How often each way of writing that leaves something to chance was drawn."""
    writings: tuple[Writing, ...]

    @property
    def clean(self) -> Writing:
        """The messages as they are."""
        return self.writings[0]

    def as_dict(self) -> dict[str, Any]:
        """For a JSON file."""
        return asdict(self)

    @classmethod
    def from_dict(cls, found: Mapping[str, Any]) -> Robustness:
        """What `as_dict` made; raises KeyError or TypeError for anything else."""
        writings = tuple(Writing(**writing) for writing in found["writings"])
        return cls(found["file"], found["rounds"], writings)


def _shares(outcomes: Sequence[Outcome]) -> dict[str, float]:
    return {measure: share.value for measure, share in figures(outcomes).items()}
