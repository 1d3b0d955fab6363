"""Delivery: what reached a patient is noted, and those who watch the conversation see it at once."""

from __future__ import annotations

from collections.abc import Sequence

from bot.feed import Feed, Signal
from bot.store import Message, Store


def note_delivered(store: Store, feed: Feed, messages: Sequence[Message]) -> None:
    """Mark messages of one conversation as delivered and tell of it where that is news."""
    if store.mark_delivered(messages):
        feed.publish(Signal(messages[0].conversation, "delivered"))
