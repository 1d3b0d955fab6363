"""Written: what a patient wrote, as it is stored and in their own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.contacts import Contact, contacts_in
from bot.privacy import Redacted
from bot.readings import readings
from bot.store import Message


@dataclass(frozen=True)
class Written:
    """A stored message beside what it was before it was redacted."""

    message: Message
    original: str
    """The patient's own words, in memory only."""
    redacted: Redacted
    """The same words as they may be written down, and where in them is what was taken out."""

    @property
    def readings(self) -> Sequence[str]:
        """The ways in which a danger in it is looked for."""
        return readings(self.original, self.redacted)

    @property
    def contacts(self) -> Sequence[Contact]:
        """Where the patient can be reached, if the message tells."""
        return contacts_in(self.original, self.redacted)
