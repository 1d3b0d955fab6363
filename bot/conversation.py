"""The one door for every message of every channel: store it, screen it, pass it on, store the reply."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from itertools import takewhile

from bot.assistant import Assistant, AssistantUnavailableError
from bot.callback import Callback, asks_more, is_only_contact, refuse
from bot.contacts import Contacts
from bot.content import Content
from bot.edits import Edits
from bot.erasure import Eraser, Receipt
from bot.expectation import CALL_ME, CANCEL, GO_ON
from bot.feed import Feed
from bot.feedback import Rating
from bot.first_help import FirstHelp
from bot.greeting import greeting
from bot.live_content import LiveContent
from bot.notice import notice
from bot.observer import Observer
from bot.one_at_a_time import OneAtATime
from bot.patient_handoff import (
    ASKED,
    PatientHandoff,
    asks_for_person,
    is_command_for_person,
)
from bot.privacy import redactor_for, without_marks
from bot.replies import human_choice, say
from bot.reply import Reply
from bot.rights import PAYLOADS, Rights
from bot.safety import LearnedCheck
from bot.screening import Screening
from bot.settings import TRACKER_FILE
from bot.standing_danger import with_reminder
from bot.store import BOT, Message, Store
from bot.thumbs import Thumbs
from bot.trackers import Trackers
from bot.transcript import Transcript
from bot.typed_choice import chosen
from bot.written import Written

logger = logging.getLogger(__name__)

MAX_CHARACTERS = 4000
"""More than a long letter; what is beyond it is stored but not answered."""
RESUMED_WITHIN = timedelta(days=1)
"""A message that nothing was done with because the bot was stopped is taken up again within this time."""

ERASED = "privacy.erased"
"""What a button is taken for whose conversation was erased by pressing it."""

_COMMAND = re.compile(r"/+[\w.]*(@[\d.]+)?\s*(\{.*\})?", re.DOTALL)


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
        self._store = store
        self._assistant = assistant
        self._content = content
        self._days = retention_days
        contacts = Contacts(store, contact_key)
        self._callback = Callback(store, contacts)
        self._handoff = PatientHandoff(store, contacts.can_keep)
        feed, self._observer = feed or Feed(), observer or Observer()
        redactor = redactor_for(content.current().clinic.country)
        self._transcript = Transcript(store, redactor, feed, self._observer)
        screening = Screening(content, learned)
        self._first_help = FirstHelp(
            store, content, screening, self._transcript, self._handoff, self._callback, self._observer
        )
        trackers = Trackers(assistant, store.path.with_name(TRACKER_FILE))
        self._eraser = Eraser(store, trackers, feed)
        self._rights = Rights(store, self._eraser, retention_days)
        self._edits = Edits(store, self._transcript, self._first_help)
        self._thumbs = Thumbs(store, content, self._transcript, self._first_help)
        self._turns = OneAtATime()

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
        """What the patient typed, under a photo too. The same `client_id` again stores nothing and gives the same."""
        async with self._turn(conversation):
            known = self._transcript.known(conversation, client_id)
            if self._transcript.is_done(known):
                return known
            return await self._deal_with(self._transcript.write(conversation, text, client_id, known))

    def note_text(self, conversation: str, text: str, client_id: str) -> list[Message]:
        """Store what the patient typed and help at once if it names a danger; whatever else is in it has time.

        Waits for nothing. `receive_text` with the same id goes on from here; until then `resume` would.
        """
        known = self._transcript.known(conversation, client_id)
        if known:
            return known
        written = self._transcript.write(conversation, text, client_id, known)
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
        message = written.message
        replies = self._first_help.before_all(written) or [self._transcript.reply(message, reply)]
        self._store.settle(message)
        return [message, *replies]

    def note_edit(self, conversation: str, client_id: str, text: str) -> list[Message]:
        """Store and screen the new words of a message that was changed; nothing if that message never came."""
        known = self._transcript.known(conversation, client_id)
        return self._edits.take(known[0], known[1:], client_id, text) if known else []

    async def _deal_with(self, written: Written) -> list[Message]:
        emergency = self._first_help.before_all(written)
        replies = emergency or await self._answer(written)
        self._store.settle(written.message)
        return [written.message, *replies]

    async def receive_edit(self, conversation: str, client_id: str, text: str) -> list[Message]:
        """A message the patient changed after sending it: `client_id` is the message's own.

        The new words are stored and screened, and not answered: the old ones were.
        """
        async with self._turn(conversation):
            known = self._transcript.known(conversation, client_id)
            if self._transcript.is_done(known):
                return self._edits.take(known[0], known[1:], client_id, text)
        # What was changed never came, or was never answered: this is the message now.
        return await self.receive_text(conversation, text, client_id)

    async def receive_choice(
        self, conversation: str, token: str, client_id: str | None = None
    ) -> list[Message]:
        """A button the patient pressed; raises UnknownChoiceError for one of another conversation."""
        async with self._turn(conversation):
            known = self._transcript.known(conversation, client_id)
            if self._transcript.is_done(known):
                return known
            choice = self._store.choice(conversation, token)
            if choice is None and not known:
                raise UnknownChoiceError
            # A button that was there when it was pressed first: its conversation has been erased since.
            label, payload = choice or (known[0].text, ERASED)
            stored = known[0] if known else self._transcript.add(conversation, label, client_id)
            replies = self._first_help.help(stored, label) or await self._press(stored, payload)
            self._store.settle(stored)
            return [stored, *replies]

    async def request_person(self, conversation: str, client_id: str | None = None) -> list[Message]:
        """The patient pressed "talk to a person", which is there at all times; it works with Rasa stopped."""
        async with self._turn(conversation):
            known = self._transcript.known(conversation, client_id)
            if self._transcript.is_done(known):
                return known
            content = self._content.current()
            stored = (
                known[0]
                if known
                else self._transcript.add(conversation, human_choice(content).label, client_id)
            )
            replies = self._transcript.told(stored, self._handoff.request(content, stored, ASKED))
            self._store.settle(stored)
            return [stored, *replies]

    async def cancel_request(self, conversation: str) -> list[Message]:
        """The patient does not want to wait for a person any more."""
        async with self._turn(conversation):
            cancelled = self._handoff.cancel(self._content.current(), conversation)
            self._transcript.tell(conversation, "message", "system")
            self._transcript.tell(conversation, "state")
            return [cancelled]

    async def rate(self, rated: Message, rating: Rating, comment: str | None) -> list[Message]:
        """Keep what the patient thinks of a reply; the messages that this brings up: help, or the offer of a person."""
        async with self._turn(rated.conversation):
            return self._thumbs.take(rated, rating, comment)

    async def erase(self, conversation: str) -> Receipt:
        """Delete all that is known of a conversation at its patient's word.

        Raises UnknownConversationError, or AssistantUnavailableError if the assistant runs but cannot forget.
        """
        async with self._turn(conversation):
            return await self._eraser.erase(conversation, "erased by patient")

    async def resume(self) -> int:
        """Deal with messages that were stored just before the bot was stopped; returns how many."""
        left = self._store.unsettled(datetime.now(UTC) - RESUMED_WITHIN)
        for message in left:
            async with self._turn(message.conversation):
                if self._store.is_settled(message):
                    continue
                if self._store.replies_to(message):
                    self._store.settle(message)
                else:
                    await self._take_up(message)
        return len(left)

    async def _take_up(self, message: Message) -> None:
        """Deal with a message of which only the stored words are left: those of a button count as pressing it."""
        payload = self._store.payload(message.conversation, message.text)
        if payload is None:
            await self._deal_with(self._transcript.read(message))
            return
        if not self._first_help.help(message, message.text):
            await self._press(message, payload)
        self._store.settle(message)

    def _turn(self, conversation: str) -> AbstractAsyncContextManager[None]:
        return self._turns.turn(conversation)

    async def _press(self, message: Message, payload: str) -> list[Message]:
        content = self._content.current()
        if payload == ERASED:
            return [self._transcript.reply(message, self._rights.erased_before(content))]
        if payload in PAYLOADS:
            return [self._transcript.reply(message, await self._rights.press(content, message, payload))]
        if self._handoff.presses(payload):
            return self._transcript.told(message, self._handoff.press(content, message, payload))
        if self._transcript.holder(message) != "bot":
            return self._transcript.published(self._handoff.take(content, message))
        return await self._ask(message, payload=payload)

    async def _answer(self, written: Written) -> list[Message]:
        content, message = self._content.current(), written.message
        if is_command_for_person(written.original):
            return self._transcript.told(message, self._handoff.request(content, message, ASKED))
        payload = self._meant_button(message, written.original)
        if payload:
            return await self._press(message, payload)
        if self._transcript.holder(message) != "bot":
            return await self._answer_held(content, written)
        own = await self._rights.take(content, message, written.redacted.text)
        if own:
            return [self._transcript.reply(message, own)]
        refused = _refuse(content, written.original)
        if refused:
            return self._transcript.reply_if_bots(message, refused)
        return await self._pass_on(content, written)

    async def _answer_held(self, content: Content, written: Written) -> list[Message]:
        """While a person is waited for or there: a patient's rights and contacts, and never an answer."""
        message, text = written.message, written.redacted.text
        if self._rights.is_about_erasing(message, text):
            own = await self._rights.take(content, message, text)
            return [self._transcript.reply(message, own)] if own else []
        noted = self._take_contacts(written)
        if not noted and self._transcript.holder(message) == "waiting" and asks_for_person(text):
            return self._transcript.told(message, self._handoff.request(content, message, ASKED))
        return noted or self._transcript.published(self._handoff.take(content, message))

    def _meant_button(self, message: Message, text: str) -> str | None:
        """What the button stands for that the patient typed the words of, or named by its place."""
        if self._handoff.is_taken_back(message, text):
            return CANCEL
        replies = list(
            takewhile(lambda each: each.sender != "patient", reversed(self._transcript.earlier(message)))
        )
        offered = next((each.reply.choices for each in replies if each.reply and each.reply.choices), ())
        meant = chosen(text, offered)
        known = self._store.choice(message.conversation, meant.value) if meant else None
        if known:
            return known[1]
        # The buttons of a patient who waits stay in view, whatever is said after them.
        payload = self._store.payload(message.conversation, text.strip())
        return payload if payload in (CANCEL, GO_ON, CALL_ME) else None

    async def _pass_on(self, content: Content, written: Written) -> list[Message]:
        """Ask the assistant, and take what the patient left to be called back by, before or after."""
        message, text, contacts = written.message, written.redacted.text, written.contacts
        noted = self._take_contacts(written)
        if contacts and (is_only_contact(text) or (noted and not asks_more(text))):
            return noted or [self._transcript.reply(message, refuse(content, contacts))]
        replies = await self._ask(message, text=without_marks(text) or text)
        # The request for a person may stand in the same message.
        return [*noted, *replies, *([] if noted else self._take_contacts(written))]

    def _take_contacts(self, written: Written) -> list[Message]:
        reply = self._callback.take(self._content.current(), written.message, written.contacts)
        return [self._transcript.reply(written.message, reply)] if reply else []

    async def _ask(
        self, message: Message, *, text: str | None = None, payload: str | None = None
    ) -> list[Message]:
        conversation = message.conversation
        holder = self._store.holder(conversation)
        self._transcript.tell(conversation, "typing", "bot")
        began = time.perf_counter()
        try:
            replies = await self._assistant.reply(conversation, text=text, payload=payload)
        except AssistantUnavailableError as error:
            return self._apologize(message, error, text or "")
        finally:
            self._observer.turn(time.perf_counter() - began)
        standing = self._first_help.standing(message)
        if standing:
            replies = with_reminder(self._content.current(), replies, standing)
        stored = self._stored(message, replies)
        # An action that recorded a request, in a process of its own, may have failed right after it.
        stored += self._handoff.announce_untold(self._content.current(), conversation, message.id)
        if self._store.holder(conversation) != holder:
            self._transcript.tell(conversation, "state")
        return self._transcript.published(stored)

    def _stored(self, message: Message, replies: Sequence[Reply]) -> list[Message]:
        """What of the bot's replies may still be said: nothing, if a person was asked for or came meanwhile."""
        with self._store.writing():
            kept = [
                self._handoff.announce(message, reply)
                if reply.kind == "handoff"
                else self._store.add_reply_if_held(message, reply, BOT)
                for reply in replies
            ]
        return [each for each in kept if each]

    def _apologize(self, message: Message, error: AssistantUnavailableError, text: str) -> list[Message]:
        logger.error("The assistant gave no reply (%s); the question is put before the staff.", error)
        self._observer.assistant_failed()
        content = self._content.current()
        told = self._handoff.announce_untold(content, message.conversation, message.id)
        if told or asks_for_person(text):
            return self._transcript.told(message, told or self._handoff.request(content, message, ASKED))
        self._transcript.alert(message, "unanswered", str(error))
        sorry = say(content, "system.unavailable", "system").with_choices(human_choice(content))
        return self._transcript.reply_if_bots(message, sorry)


def _refuse(content: Content, text: str) -> Reply | None:
    """The reply to what is no question at all, or None."""
    if not text:
        return say(content, "input.empty", "system")
    if len(text) > MAX_CHARACTERS:
        return say(content, "input.too_long", "system").with_choices(human_choice(content))
    if _COMMAND.fullmatch(text):
        return say(content, "input.command", "system")
    return None
