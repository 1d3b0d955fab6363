"""The waiting room: as time goes by patients are told what is new, staff are reminded, then someone else is."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.content import Content
from bot.expectation import offers, opening
from bot.feed import Feed, Signal
from bot.handoff import CLOSED, LATE, SYSTEM, Handoff, Handoffs
from bot.left_open import LeftOpen
from bot.live_content import LiveContent
from bot.moment import stamp, utc_now
from bot.patient_handoff import PatientHandoff
from bot.replies import say
from bot.reply import Choice, Reply
from bot.store import Store

logger = logging.getLogger(__name__)

LOOK_EVERY = 2.0
"""Seconds between two looks."""


class WaitingRoom:
    """Looks at every open request again and again; all it does is kept, so that a restart repeats nothing."""

    def __init__(
        self,
        store: Store,
        content: LiveContent,
        feed: Feed,
        *,
        minutes: int,
        open_days: int,
        can_call_back: bool,
        answer_seconds: float,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        """Nobody should wait longer than `minutes`; without `can_call_back` no call is offered.

        A request that nobody ends is closed after `open_days` without a word. That one is noted is told here only
        after `answer_seconds`: until then the answer to the message that made it may come.
        """
        self._store = store
        self._content = content
        self._feed = feed
        self._limit = timedelta(minutes=minutes)
        self._can_call_back = can_call_back
        self._answer_time = timedelta(seconds=answer_seconds)
        self._now = now or utc_now
        self._handoffs = Handoffs(store)
        self._patients = PatientHandoff(store, can_call_back, self._now)
        self._left_open = LeftOpen(store, feed, open_days)

    async def run(self) -> None:
        """Look until cancelled; an error is logged and the next look comes all the same."""
        while True:
            try:
                self.look()
            except sqlite3.Error as error:
                logger.error("The waiting room could not be looked at (%s).", type(error).__name__)
            await asyncio.sleep(LOOK_EVERY)

    def look(self) -> None:
        """Do what is due."""
        content, now = self._content.current(), self._now()
        for conversation in self._handoffs.untold(asked_until=now - self._answer_time):
            self._patients.announce_untold(content, conversation)
            self._changed(conversation)
        for position, handoff in enumerate(self._handoffs.untaken(), start=1):
            self._look_at(content, handoff, position, now)
        for handoff in self._handoffs.taken():
            self._remind(handoff, self._unanswered_since(handoff), now)
        self._left_open.close(content, now)

    def _look_at(self, content: Content, handoff: Handoff, position: int, now: datetime) -> None:
        opened = content.clinic.hours.opened(now)
        if opened is None:
            self._leave_to_bot(handoff, CLOSED)
            self._tell_closing(content, handoff, now)
            return
        self._remind(handoff, max(opened, self._handoffs.waits_since(handoff)), now)
        # A danger may have been there for the staff long before its patient asked for anyone.
        is_late = now - max(opened, self._handoffs.awaited_since(handoff)) >= self._limit
        if is_late:
            self._leave_to_bot(handoff, LATE)
        if is_late and not handoff.told_late_at:
            self._tell(handoff, self._late(content), "told_late_at", now)
        elif position == 1 and (handoff.told_position or 0) > 1:
            self._tell(handoff, say(content, "handoff.now_next", "handoff"), "told_position", now)

    def _leave_to_bot(self, handoff: Handoff, why: str) -> None:
        """Let the bot answer what it can: nobody should sit there without a word until the staff come."""
        # Looked at first: it is so for most, every two seconds all night, and a change locks the file.
        is_waiting = self._store.holder(handoff.conversation) == "waiting"
        if is_waiting and self._handoffs.go_on(handoff.conversation, SYSTEM, why):
            self._changed(handoff.conversation)

    def _tell_closing(self, content: Content, handoff: Handoff, now: datetime) -> None:
        """Tell who asked in time, or was put back into the queue then, that the clinic has closed."""
        asked_in_time = content.clinic.hours.closes(self._handoffs.awaited_since(handoff))
        if not asked_in_time or handoff.told_closed_at:
            return
        back = opening(content.clinic.hours, now)
        reply = say(content, "handoff.closing", "handoff", opens=back)
        self._tell(handoff, reply.with_choices(*self._offers(content)), "told_closed_at", now)

    def _late(self, content: Content) -> Reply:
        key = "handoff.late" if self._can_call_back else "handoff.late_call_us"
        return say(content, key, "handoff").with_choices(*self._offers(content))

    def _offers(self, content: Content) -> list[Choice]:
        return offers(content, call_me=self._can_call_back, go_on=False)

    def _tell(self, handoff: Handoff, reply: Reply, mark: str, now: datetime) -> None:
        """Tell the patient, who may be talking to the bot meanwhile, unless somebody came this very moment."""
        with self._store.writing():
            current = self._handoffs.find(handoff.id)
            if current is None or current.taken_by is not None or current.ended_at is not None:
                return
            self._handoffs.mark(handoff.id, mark, 1 if mark == "told_position" else stamp(now))
            if current.requested_by == SYSTEM and self._store.holder(handoff.conversation) != "waiting":
                # A sign of danger raised it: this patient has not asked for anyone.
                return
            self._store.add_reply(handoff.conversation, reply, sender="system")
        self._feed.publish(Signal(handoff.conversation, "message", "system"))

    def _remind(self, handoff: Handoff, since: datetime | None, now: datetime) -> None:
        """Remind the staff when it is time, and the leads after as long again."""
        if since is None or now - since < self._limit:
            return
        if not handoff.reminded_at:
            self._handoffs.mark(handoff.id, "reminded_at", stamp(now))
            self._changed(handoff.conversation)
        elif not handoff.escalated_at and now - since >= 2 * self._limit:
            self._handoffs.mark(handoff.id, "escalated_at", stamp(now))
            self._changed(handoff.conversation)

    def _unanswered_since(self, handoff: Handoff) -> datetime | None:
        """When the patient wrote what the staff have not answered yet; None if all is answered."""
        since = None
        for message in self._store.messages(handoff.conversation):
            if message.sender == "patient" and message.created_at >= (handoff.taken_at or ""):
                since = since or datetime.fromisoformat(message.created_at)
            elif message.staff is not None:
                since = None
        return since

    def _changed(self, conversation: str) -> None:
        self._feed.publish(Signal(conversation, "state"))
