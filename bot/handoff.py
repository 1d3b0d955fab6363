"""Hand-off: note that a person is wanted, and say honestly when the clinic can be expected."""

from __future__ import annotations

from datetime import datetime

from bot.clinic import clock, day_and_clock
from bot.content import Content
from bot.replies import say
from bot.reply import Reply
from bot.store import Store


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
