"""Hand-off: note that a person is wanted, and say honestly when the clinic can be expected."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from bot.clinic import clock, day_and_clock
from bot.content import Content
from bot.replies import say
from bot.reply import Reply
from bot.store import Store

Holder = Literal["bot", "waiting", "staff"]
"""Who may answer in a conversation; while it waits for a person the bot still does."""


def request_person(store: Store, content: Content, conversation: str, reason: str, now: datetime) -> Reply:
    """Record the request and tell the patient what to expect by the clinic's hours.

    It never says that someone is there: nobody has taken the request yet.
    """
    if not store.request_handoff(conversation, reason):
        return say(content, "handoff.repeat", "handoff")
    hours = content.clinic.hours
    closes = hours.closes(now)
    if closes:
        return say(content, "handoff.open", "handoff", closes=clock(closes))
    opens = hours.opens(now)
    return say(content, "handoff.closed", "handoff", opens=day_and_clock(opens, now) if opens else "soon")


def cancel_request(store: Store, content: Content, conversation: str) -> Reply:
    """Record that the patient does not want a person any more."""
    key = "handoff.cancelled" if store.end_handoff(conversation) else "handoff.none"
    return say(content, key, "handoff")


def holder_of(store: Store, conversation: str) -> Holder:
    """Who has the conversation now."""
    return "waiting" if store.has_open_handoff(conversation) else "bot"
