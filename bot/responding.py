"""Responding: what comes of a message or a press of a button when there is no danger in it."""

from __future__ import annotations

from itertools import takewhile

from bot.asking import Asking
from bot.callback import Callback, asks_more, is_only_contact, refuse
from bot.content import Content
from bot.expectation import CALL_ME, CANCEL, GO_ON
from bot.live_content import LiveContent
from bot.no_question import refusal
from bot.patient_handoff import ASKED, PatientHandoff, is_command_for_person
from bot.privacy import without_marks
from bot.rights import BY_PLACE, PAYLOADS, Rights
from bot.store import Message, Store
from bot.taken_back import asks_meanwhile, takes_back_and_asks
from bot.transcript import Transcript
from bot.typed_choice import chosen_by_place, chosen_by_words
from bot.written import Written

CONTACT, ENDED = "contact", "ended"
"""What may be said to a message before the rest of it is dealt with: the number is noted, the waiting is over."""
ERASED = "privacy.erased"
"""What a button is taken for whose conversation was erased by pressing it."""


class Responding:
    """Sees what a message is about and who may answer it: the door itself, the assistant, or the staff alone."""

    def __init__(
        self,
        store: Store,
        content: LiveContent,
        transcript: Transcript,
        handoff: PatientHandoff,
        rights: Rights,
        callback: Callback,
        asking: Asking,
    ) -> None:
        self._store = store
        self._content = content
        self._transcript = transcript
        self._handoff = handoff
        self._rights = rights
        self._callback = callback
        self._asking = asking

    async def to_text(self, written: Written) -> list[Message]:
        """The replies to what the patient typed."""
        content, message = self._content.current(), written.message
        if is_command_for_person(written.original):
            return self._transcript.told(message, self._handoff.request(content, message, ASKED))
        payload = self._meant_button(message, written.original)
        if payload:
            return await self.to_press(message, payload)
        ended = self._waiting_ended(message, written.original)
        if ended is not None:
            # From then on the message is the bot's, like any other.
            return [*self._end_waiting(content, message, ended), *await self.to_text(written)]
        if self._transcript.holder(message) != "bot":
            return await self._to_held(content, written)
        own = await self._rights.take(content, message, written.redacted.text)
        if own:
            return [self._transcript.reply(message, own)]
        refused = refusal(content, written.original)
        if refused:
            return self._transcript.reply_if_bots(message, refused)
        return await self._pass_on(content, written)

    async def to_press(self, message: Message, payload: str) -> list[Message]:
        """The replies to a button, by what it stands for."""
        content = self._content.current()
        if payload == ERASED:
            return [self._transcript.reply(message, self._rights.erased_before(content))]
        if payload in PAYLOADS:
            return [self._transcript.reply(message, await self._rights.press(content, message, payload))]
        if self._handoff.presses(payload):
            return self._transcript.told(message, self._handoff.press(content, message, payload))
        if self._transcript.holder(message) != "bot":
            return self._transcript.published(self._handoff.take(content, message))
        return await self._asking.ask(message, payload=payload)

    def _meant_button(self, message: Message, text: str) -> str | None:
        """What the button stands for that the patient typed the words of, or named by its place."""
        if self._handoff.is_taken_back(message, text):
            return CANCEL
        earlier = self._transcript.earlier(message)
        replies = list(takewhile(lambda each: each.sender != "patient", reversed(earlier)))
        offered = next((each.reply.choices for each in replies if each.reply and each.reply.choices), ())
        by_words = chosen_by_words(text, offered)
        meant = by_words or chosen_by_place(text, offered)
        known = self._store.choice(message.conversation, meant.value) if meant else None
        if known:
            return known[1] if by_words else BY_PLACE.get(known[1], known[1])
        # The buttons of a patient who waits stay in view, whatever is said after them.
        payload = self._store.payload(message.conversation, text.strip())
        return payload if payload in (CANCEL, GO_ON, CALL_ME) else None

    def _waiting_ended(self, message: Message, text: str) -> str | None:
        """The button that a patient who waits means by the words before a question to the bot."""
        if self._transcript.holder(message) != "waiting":
            return None
        if takes_back_and_asks(text) and self._handoff.may_be_taken_back(message):
            return CANCEL
        return GO_ON if asks_meanwhile(text) else None

    def _end_waiting(self, content: Content, message: Message, payload: str) -> list[Message]:
        with self._store.writing():
            self._store.begin(message, ENDED)
            stored = self._handoff.press(content, message, payload)
        return self._transcript.told(message, stored)

    async def _to_held(self, content: Content, written: Written) -> list[Message]:
        """While a person is waited for or there: a patient's rights and contacts, and never an answer."""
        message, text = written.message, written.redacted.text
        if self._rights.is_about_erasing(message, text):
            own = await self._rights.take(content, message, text)
            if own:
                return [self._transcript.reply(message, own)]
        noted = self._take_contacts(written)
        if not noted and self._transcript.holder(message) == "waiting":
            asked = self._handoff.request_in_words(content, message, text)
            if asked:
                return self._transcript.told(message, asked)
        return noted or self._transcript.published(self._handoff.take(content, message))

    async def _pass_on(self, content: Content, written: Written) -> list[Message]:
        """Ask the assistant, and take what the patient left to be called back by, before or after."""
        message, text, contacts = written.message, written.redacted.text, written.contacts
        asks = asks_more(text) and not is_only_contact(text)
        noted = self._take_contacts(written, asks=asks)
        if contacts and (is_only_contact(text) or (noted and not asks_more(text))):
            return noted or [self._transcript.reply(message, refuse(content, contacts))]
        replies = await self._asking.ask(message, text=without_marks(text) or text)
        # The request for a person may stand in the same message.
        return [*noted, *replies, *([] if noted else self._take_contacts(written))]

    def keep_contacts(self, written: Written) -> None:
        """Keep what a message gives that was answered right before a crash: its number may not have been kept yet."""
        if CONTACT not in written.message.begun:
            self._callback.take(self._content.current(), written.message, written.contacts)

    def _take_contacts(self, written: Written, *, asks: bool = False) -> list[Message]:
        """Keep what the message gives, and say so once, however often it is dealt with; it may ask for more beside."""
        message = written.message
        if CONTACT in message.begun:
            return []
        with self._store.writing():
            reply = self._callback.take(self._content.current(), message, written.contacts)
            if reply is None:
                return []
            if asks:
                return [self._transcript.begin(message, reply, CONTACT)]
            return [self._transcript.reply(message, reply)]
