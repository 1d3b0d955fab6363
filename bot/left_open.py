"""Left open: a request for a person that nobody ended, closed after many quiet days so that its words can go."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.content import Content
from bot.feed import Feed, Signal
from bot.handoff import Handoff, Handoffs
from bot.replies import say
from bot.staff_audit import StaffAudit
from bot.store import Store

ACTION = "closed by itself, nobody had ended it"


class LeftOpen:
    """Closes what patients and staff alike have forgotten; an alert stays before the staff all the same."""

    def __init__(self, store: Store, feed: Feed, days: int) -> None:
        """Quiet for `days` counts as forgotten: not a word of the patient or the staff, and no other change."""
        self._store = store
        self._feed = feed
        self._days = timedelta(days=days)
        self._handoffs = Handoffs(store)
        self._audit = StaffAudit(store)

    def close(self, content: Content, now: datetime) -> None:
        """Close what is due; a patient who would still wait hears that nobody will come, and whom to call."""
        for handoff in self._handoffs.quiet(now - self._days):
            with self._store.writing():
                held = self._handoffs.expire(handoff)
                if held is None:
                    continue
                self._audit.note(None, ACTION, handoff.conversation)
                if held != "bot" or handoff.is_awaited:
                    self._tell(content, handoff)
            self._feed.publish(Signal(handoff.conversation, "message", "system"))
            self._feed.publish(Signal(handoff.conversation, "state"))

    def _tell(self, content: Content, handoff: Handoff) -> None:
        reply = say(content, "handoff.left_open", "handoff")
        self._store.add_reply(handoff.conversation, reply, sender="system")
        self._handoffs.tell(handoff.conversation)
