"""Finding: a place in a text that tells who someone is, and the mark that takes its place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """Something that points to a person, by character offsets (end exclusive)."""

    start: int
    end: int
    mark: str
    """What it is: `phone`, `name`, ..."""

    def overlaps(self, other: Finding) -> bool:
        """Whether both stand in the same place."""
        return self.start < other.end and other.start < self.end


def settle(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in the order of the text; where two overlap, the one given first stands."""
    kept: list[Finding] = []
    for finding in findings:
        place = bisect_left(kept, finding.start, key=lambda other: other.end - 1)
        if place == len(kept) or not finding.overlaps(kept[place]):
            kept.insert(place, finding)
    return kept
