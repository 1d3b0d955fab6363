"""The observer: who counts what happens at the door; it hears of kinds and durations, never of words or ids."""

from __future__ import annotations


class Observer:
    """Counts nothing; a channel that measures overrides what it counts."""

    def message(self, channel: str) -> None:
        """A patient's message was stored."""

    def reply(self, channel: str, kind: str) -> None:
        """A reply was stored."""

    def alert(self, level: str) -> None:
        """A message was put before the staff."""

    def screening(self, seconds: float) -> None:
        """A message was screened for red flags."""

    def turn(self, seconds: float) -> None:
        """The assistant was asked, and answered or failed."""

    def assistant_failed(self) -> None:
        """The assistant gave no reply."""
