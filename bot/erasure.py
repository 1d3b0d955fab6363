"""Erasure: all that is known of one conversation is deleted, with a receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.cleaning import Cleaning
from bot.counting import noun_for
from bot.erased import Erased
from bot.feed import Feed, Signal
from bot.store import Message, Store
from bot.trackers import Trackers


class UnknownConversationError(Exception):
    """There is no conversation with this id."""


@dataclass(frozen=True)
class Receipt:
    """How much was deleted, and whether the file's log and indexes were cleaned of it."""

    counts: Mapping[str, int]
    """By kind: messages, turns, handoffs, alerts, contacts, choices, tracker_events."""
    pages_cleaned: bool
    """False if others kept the file busy; the daily purge of `clinic-bot run`, also at its start, then cleans it."""

    def lines(self) -> list[str]:
        """The receipt to read."""
        lines = [
            f"{count:6d} {noun_for(count, kind.replace('_', ' '))} deleted"
            for kind, count in sorted(self.counts.items())
        ]
        if not self.pages_cleaned:
            lines.append("The file was in use: traces in it are overwritten at the next daily purge.")
        return lines


class Eraser:
    """Erases in the order that can be tried again: Rasa's trackers first, then our own rows at once."""

    def __init__(self, store: Store, trackers: Trackers, feed: Feed | None = None) -> None:
        """The `feed` hears of what was erased, so that nobody goes on showing it."""
        self._store = store
        self._trackers = trackers
        self._feed = feed or Feed()
        self._cleaning = Cleaning(store.path)
        self._erased = Erased(store.path.parent)

    async def erase(self, conversation: str, event: str, keep: Message | None = None) -> Receipt:
        """Delete a conversation; the audit notes the `event`.

        `keep` is the patient's own "yes", to which the receipt is the reply. Raises UnknownConversationError,
        or AssistantUnavailableError if the assistant runs but cannot forget: then nothing of ours is deleted.
        """
        if not self._store.has_conversation(conversation):
            raise UnknownConversationError
        events = await self._trackers.forget([conversation])
        # First: whoever restores a backup must not bring back what was erased right before a crash.
        self._erased.note(conversation, keep.seq if keep else None)
        counts = self._store.erase(conversation, event, keep)
        self._feed.publish(Signal(conversation, "erased"))
        return Receipt({**counts, "tracker_events": events}, await self._cleaning.clean())
