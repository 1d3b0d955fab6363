"""The one door for every message of every channel: store it, screen it, pass it on, store the reply."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from itertools import takewhile

from bot.asking import Asking
from bot.assistant import Assistant
from bot.callback import Callback
from bot.contacts import Contacts
from bot.danger_so_far import DangerSoFar
from bot.edits import Edits
from bot.erasure import Eraser, Receipt
from bot.failure import where_it_failed
from bot.feed import Feed
from bot.feedback import Rating
from bot.first_help import FirstHelp
from bot.greeting import greeting
from bot.live_content import LiveContent
from bot.notice import notice
from bot.observer import Observer
from bot.one_at_a_time import OneAtATime
from bot.patient_handoff import ASKED, PatientHandoff
from bot.privacy import redactor_for
from bot.replies import human_choice
from bot.reply import Reply
from bot.responding import ERASED, Responding
from bot.rights import Rights
from bot.safety import LearnedCheck
from bot.screening import Screening
from bot.settings import TRACKER_FILE
from bot.store import Holder, Message, Store
from bot.thumbs import Thumbs
from bot.trackers import Trackers
from bot.transcript import Transcript
from bot.unsaved import Unsaved
from bot.written import Written

logger = logging.getLogger(__name__)

RESUMED_WITHIN = timedelta(days=1)
"""A message that nothing was done with because the bot was stopped is taken up again within this time."""


class UnknownChoiceError(Exception):
    """A button that this conversation never offered."""


class Conversations:
    """Takes patients' messages and gives back what was stored: the message and the replies to it."""

    def __init__(
        self,
        store: Store,
        assistant: Assistant,
        content: LiveContent,
        learned: LearnedCheck | None = None,
        *,
        retention_days: int = 30,
        contact_key: str | None = None,
        feed: Feed | None = None,
        observer: Observer | None = None,
    ) -> None:
        """Without the `learned` check, rules alone look for red flags; without a key no contact is kept.

        The `feed` hears of everything that is stored, the `observer` counts it.
        """
        feed, observer = feed or Feed(), observer or Observer()
        contacts = Contacts(store, contact_key)
        callback = Callback(store, contacts)
        redactor = redactor_for(content.current().clinic.country)
        screening = Screening(content, learned)
        trackers = Trackers(assistant, store.path.with_name(TRACKER_FILE))
        self._store = store
        self._content = content
        self._days = retention_days
        self._turns = OneAtATime()
        self._eraser = Eraser(store, trackers, feed)
        danger = DangerSoFar(store, content, screening)
        self._handoff = PatientHandoff(store, contacts.can_keep, danger=danger)
        self._transcript = Transcript(store, redactor, feed, observer)
        self._first_help = FirstHelp(
            store, content, screening, self._transcript, self._handoff, callback, observer, danger
        )
        self._unsaved = Unsaved(store, content, self._transcript, self._handoff, self._first_help)
        self._edits = Edits(store, content, self._transcript, self._first_help, callback)
        self._thumbs = Thumbs(store, content, self._transcript, self._first_help, callback)
        asking = Asking(
            store, content, assistant, self._transcript, self._handoff, self._first_help, observer
        )
        rights = Rights(store, self._eraser, retention_days)
        self._responding = Responding(
            store, content, self._transcript, self._handoff, rights, callback, asking
        )

    def start(self, channel: str) -> str:
        """Begin a conversation with the privacy notice as its first message; returns its id."""
        first = notice(self._content.current(), channel, self._days)
        with self._store.writing():
            conversation = self._store.add_conversation(channel, first.version)
            self._store.add_reply(conversation, first.reply, sender="system")
        return conversation

    def greet(self, conversation: str) -> Message:
        """Store the greeting with its starter choices, for channels that show it before the first question."""
        return self._store.add_reply(conversation, greeting(self._content.current()))

    def opening(self, conversation: str) -> list[Message]:
        """What a channel shows before the patient has written a word: the notice."""
        return list(takewhile(lambda each: each.sender == "system", self._store.messages(conversation)))

    async def receive_text(self, conversation: str, text: str, client_id: str | None = None) -> list[Message]:
        """What the patient typed, under a photo too. The same `client_id` again stores nothing and gives the same.

        Behind another message that is still being answered, it is stored and its danger met before that ends.
        """
        if client_id and self._turns.is_taken(conversation):
            self.note_text(conversation, text, client_id)
        async with self._turn(conversation):
            known = self._transcript.known(conversation, client_id)
            if self._transcript.is_done(known):
                return known
            return await self._deal_with(
                self._transcript.write(conversation, text, client_id, known), known[1:]
            )

    def note_text(self, conversation: str, text: str, client_id: str) -> list[Message]:
        """Store what the patient typed and help at once if it names a danger; whatever else is in it has time.

        Waits for nothing. `receive_text` with the same id goes on from here; until then `resume` would.
        """
        known = self._transcript.known(conversation, client_id)
        if known:
            return known
        with self._store.writing():
            written = self._transcript.write(conversation, text, client_id, known)
            self._responding.keep_contacts(written)
        emergency = self._first_help.before_all(written)
        if emergency:
            self._store.settle(written.message)
        return [written.message, *emergency]

    def note_choice(self, conversation: str, token: str, client_id: str) -> list[Message]:
        """Store that a button was pressed; `receive_choice` goes on from here. Raises UnknownChoiceError."""
        known = self._transcript.known(conversation, client_id)
        if known:
            return known
        choice = self._store.choice(conversation, token)
        if choice is None:
            raise UnknownChoiceError
        return [self._transcript.add(conversation, choice[0], client_id)]

    def note_known(self, conversation: str, text: str, reply: Reply, client_id: str) -> list[Message]:
        """Store what needs no understanding, a command or a picture, with the channel's `reply` to it.

        A danger named beside it is met in its place.
        """
        known = self._transcript.known(conversation, client_id)
        if self._transcript.is_done(known):
            return known
        written = self._transcript.write(conversation, text, client_id, known)
        message, said = written.message, known[1:]
        replies = said or self._first_help.before_all(written) or [self._transcript.reply(message, reply)]
        self._store.settle(message)
        return [message, *replies]

    def note_edit(self, conversation: str, client_id: str, text: str) -> list[Message]:
        """Store and screen the new words of a message that was changed; nothing if that message never came."""
        known = self._transcript.known(conversation, client_id)
        return self._edits.take(known[0], known[1:], client_id, text) if known else []

    async def receive_choice(
        self, conversation: str, token: str, client_id: str | None = None
    ) -> list[Message]:
        """A button the patient pressed; raises UnknownChoiceError for one of another conversation."""
        if client_id and self._turns.is_taken(conversation):
            # As what is typed is: what comes after it must not be stored before it.
            self.note_choice(conversation, token, client_id)
        async with self._turn(conversation):
            known = self._transcript.known(conversation, client_id)
            if self._transcript.is_done(known):
                return known
            choice = self._store.choice(conversation, token)
            if choice is None and not known:
                raise UnknownChoiceError
            # A button that was there when it was pressed first: its conversation has been erased since.
            label, payload = choice or (known[0].text, ERASED)
            message = known[0] if known else self._transcript.add(conversation, label, client_id)
            return [message, *await self._press(message, label, payload, known[1:])]

    async def request_person(self, conversation: str, client_id: str | None = None) -> list[Message]:
        """The patient pressed "talk to a person", which is there at all times; it works with Rasa stopped."""
        content = self._content.current()
        label = human_choice(content).label
        if client_id and self._turns.is_taken(conversation):
            self._pressed(conversation, label, client_id)
        async with self._turn(conversation):
            pressed = self._pressed(conversation, label, client_id)
            if self._transcript.is_done(pressed):
                return pressed
            message, *said = pressed
            replies = said or self._transcript.told(message, self._handoff.request(content, message, ASKED))
            self._store.settle(message)
            return [message, *replies]

    def _pressed(self, conversation: str, label: str, client_id: str | None) -> list[Message]:
        """A button as it is stored, now or before, and the replies to it."""
        known = self._transcript.known(conversation, client_id)
        return known or [self._transcript.add(conversation, label, client_id)]

    def holder(self, conversation: str) -> Holder:
        """Who the patient is with; who waits for the staff waits, though the bot goes on meanwhile."""
        return self._handoff.holder_as_seen(conversation)

    async def cancel_request(self, conversation: str) -> list[Message]:
        """The patient does not want to wait for a person any more."""
        async with self._turn(conversation):
            cancelled = self._handoff.cancel(self._content.current(), conversation)
            self._transcript.tell(conversation, "message", "system")
            self._transcript.tell(conversation, "state")
            return [cancelled]

    def help_unsaved(self, conversation: str | None, text: str) -> list[Reply]:
        """What must be said to a text that could not be stored, if it names a danger; it is to be sent again."""
        return self._unsaved.help(conversation, text)

    async def rate(self, rated: Message, rating: Rating, comment: str | None) -> list[Message]:
        """Keep what the patient thinks of a reply; the messages that this brings up: help, or the offer of a person."""
        async with self._turn(rated.conversation):
            if self._store.message(rated.conversation, rated.seq) is None:
                # Erased while others were dealt with.
                return []
            return self._thumbs.take(rated, rating, comment)

    async def erase(self, conversation: str) -> Receipt:
        """Delete all that is known of a conversation at its patient's word.

        Raises UnknownConversationError, or AssistantUnavailableError if the assistant runs but cannot forget.
        """
        async with self._turn(conversation):
            return await self._eraser.erase(conversation, "erased by patient")

    async def resume(self) -> int:
        """Deal with messages that were stored just before the bot was stopped; returns how many.

        One that cannot be dealt with keeps no other waiting. Raises sqlite3.OperationalError, when all were tried, if
        the database could not be used: what is left may be tried again.
        """
        left = self._store.unsettled(datetime.now(UTC) - RESUMED_WITHIN)
        unusable = None
        for message in left:
            try:
                await self._resume(message)
            except sqlite3.OperationalError as error:
                unusable = error
        if unusable:
            raise unusable
        return len(left)

    async def _resume(self, message: Message) -> None:
        """Deal with one message, unless that was done meanwhile; if it fails it is put before the staff."""
        try:
            async with self._turn(message.conversation):
                # Others were dealt with first, and that takes time: the patient may have had this one erased.
                current = self._store.message(message.conversation, message.seq)
                if current and not self._store.is_settled(current):
                    await self._take_up(current, self._store.replies_to(current))
        except sqlite3.OperationalError:
            # The disk is full or the file is locked: that is not this message's fault.
            raise
        except Exception as error:
            logger.error("A message from before the start cannot be dealt with: %s", where_it_failed(error))
            self._transcript.leave_to_staff(message, error)

    def leave_to_staff(self, conversation: str, client_id: str, error: Exception) -> None:
        """Put a message that cannot be dealt with before the staff, if it is there; the next start tries again."""
        for message in self._transcript.known(conversation, client_id)[:1]:
            self._transcript.leave_to_staff(message, error)

    async def _take_up(self, message: Message, said: Sequence[Message]) -> None:
        """Deal with a message of which only the stored words are left: those of a button count as pressing it."""
        payload = self._store.payload(message.conversation, message.text)
        if payload is None:
            await self._deal_with(self._transcript.read(message), said)
            self._responding.ask_for_lost_contact(message)
        else:
            await self._press(message, message.text, payload, said)

    async def _deal_with(self, written: Written, said: Sequence[Message]) -> list[Message]:
        """Help first, else respond, with what was not `said` already before a crash; the message and all replies."""
        message, replies = written.message, list(said)
        if self._transcript.is_answered(message, said):
            self._responding.keep_contacts(written)
        else:
            replies += self._first_help.before_all(written) or await self._responding.to_text(written)
        self._store.settle(message)
        return [message, *replies]

    async def _press(
        self, message: Message, label: str, payload: str, said: Sequence[Message]
    ) -> list[Message]:
        """Help first, if the label of a button names a danger, else respond; all replies, each said once."""
        replies = list(said)
        if not self._transcript.is_answered(message, said):
            help = [] if said else self._first_help.help(message, label)
            replies += help or await self._responding.to_press(message, payload)
        self._store.settle(message)
        return replies

    def _turn(self, conversation: str) -> AbstractAsyncContextManager[None]:
        return self._turns.turn(conversation)
