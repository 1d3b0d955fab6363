"""The one door for every message of every channel: store it, screen it, pass it on, store the reply."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import takewhile

from bot.assistant import Assistant, AssistantUnavailableError
from bot.callback import Callback, asks_more, is_only_contact, refuse
from bot.contacts import Contact, Contacts, contacts_in
from bot.content import Content
from bot.emergency import emergency_reply
from bot.erasure import Eraser
from bot.live_content import LiveContent
from bot.notice import notice
from bot.patient_handoff import ASKED, PatientHandoff, asks_for_person, is_command_for_person
from bot.privacy import Redacted, redactor_for, without_marks
from bot.red_flags import RedFlag
from bot.replies import human_choice, say
from bot.reply import Reply
from bot.rights import PAYLOADS, Rights
from bot.safety import LearnedCheck
from bot.screening import Screening
from bot.settings import TRACKER_FILE
from bot.store import BOT, Message, Sender, Store
from bot.trackers import Trackers
from bot.typed_text import clean as _clean

logger = logging.getLogger(__name__)

MAX_CHARACTERS = 4000
"""More than a long letter; what is beyond it is stored but not answered."""
MAX_STORED_CHARACTERS = 20_000
PIECES_WITHIN = timedelta(minutes=10)
"""Two messages within this time may be two halves of one."""

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
    ) -> None:
        """Without the `learned` check, rules alone look for red flags; without a key no contact is kept."""
        self._store = store
        self._assistant = assistant
        self._content = content
        self._screening = Screening(content, learned)
        self._redactor = redactor_for(content.current().clinic.country)
        self._days = retention_days
        contacts = Contacts(store, contact_key)
        self._callback = Callback(store, contacts)
        self._handoff = PatientHandoff(store, contacts.can_keep)
        eraser = Eraser(store, Trackers(assistant, store.path.with_name(TRACKER_FILE)))
        self._rights = Rights(store, eraser, retention_days)
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def start(self, channel: str) -> str:
        """Begin a conversation with the privacy notice as its first message; returns its id."""
        first = notice(self._content.current(), channel, self._days)
        conversation = self._store.add_conversation(channel, first.version)
        self._store.add_reply(conversation, first.reply, sender="system")
        return conversation

    def opening(self, conversation: str) -> list[Message]:
        """What a channel shows before the patient has written a word: the notice."""
        return list(takewhile(lambda each: each.sender == "system", self._store.messages(conversation)))

    async def receive_text(self, conversation: str, text: str, client_id: str | None = None) -> list[Message]:
        """What the patient typed, under a photo too. The same `client_id` again stores nothing and gives the same."""
        async with self._locks[conversation]:
            known = self._known(conversation, client_id)
            if len(known) > 1:
                return known
            # The patient's own words are in memory only: what is written has marks in place of names and numbers.
            original = _clean(text)[:MAX_STORED_CHARACTERS]
            redacted = self._redactor.redact(original)
            # Known, but without a reply: the bot was stopped in between, so it is answered now.
            stored = known[0] if known else self._store_text(conversation, redacted.text, client_id)
            emergency = self._help(stored, original)
            if emergency:
                # First and alone: how to reach the patient is for the staff, and no word more for the patient.
                self._callback.take(self._content.current(), stored, contacts_in(original, redacted))
            return [stored, *(emergency or await self._answer_once(stored, original, redacted, bool(known)))]

    async def request_person(self, conversation: str, client_id: str | None = None) -> list[Message]:
        """A person is asked for without words, by a button of the channel; needs no assistant."""
        async with self._locks[conversation]:
            known = self._known(conversation, client_id)
            if len(known) > 1:
                return known
            content = self._content.current()
            label = human_choice(content).label
            stored = known[0] if known else self._store_text(conversation, label, client_id)
            return [stored, *self._handoff.request(content, stored, ASKED)]

    async def cancel_request(self, conversation: str) -> list[Message]:
        """The patient needs no person any more; says so if none was asked for."""
        async with self._locks[conversation]:
            return [self._handoff.cancel(self._content.current(), conversation)]

    async def receive_edit(self, conversation: str, client_id: str, text: str) -> list[Message]:
        """A message the patient changed after sending it: `client_id` is the message's own.

        The new words are stored and screened, and not answered: the old ones were.
        """
        async with self._locks[conversation]:
            known = self._known(conversation, client_id)
            if len(known) > 1:
                return self._take_edit(known[0], known[1:], client_id, _clean(text)[:MAX_STORED_CHARACTERS])
        # What was changed never came, or was never answered: this is the message now.
        return await self.receive_text(conversation, text, client_id)

    def _take_edit(
        self, first: Message, replies: list[Message], client_id: str, original: str
    ) -> list[Message]:
        redacted = self._redactor.redact(original).text
        own_id = f"{client_id} as {_digest(redacted)}"
        known = self._known(first.conversation, own_id)
        if len(known) > 1:
            return known
        stored = (
            known[0]
            if known
            else self._store.add_patient_message(first.conversation, redacted, own_id, edits=first.id)
        )
        red_flag = self._screening.screen(original, self._text_before(first))
        met = {each.reply.level for each in replies if each.reply}
        return [stored, *([self._meet(stored, red_flag)] if red_flag and red_flag.level not in met else [])]

    async def receive_choice(
        self, conversation: str, token: str, client_id: str | None = None
    ) -> list[Message]:
        """A button the patient pressed; raises UnknownChoiceError for one of another conversation."""
        async with self._locks[conversation]:
            known = self._known(conversation, client_id)
            if len(known) > 1:
                return known
            choice = self._store.choice(conversation, token)
            if choice is None and not known:
                raise UnknownChoiceError
            # A button that was there when it was pressed first: its conversation has been erased since.
            label, payload = choice or (known[0].text, ERASED)
            stored = known[0] if known else self._store_text(conversation, label, client_id)
            return [stored, *(self._help(stored, label) or await self._press(stored, payload))]

    def _store_text(self, conversation: str, text: str, client_id: str | None) -> Message:
        return self._store.add_patient_message(conversation, text, client_id)

    def _known(self, conversation: str, client_id: str | None) -> list[Message]:
        return self._store.find_by_client_id(conversation, client_id) if client_id else []

    def _help(self, message: Message, text: str) -> list[Message]:
        """The emergency reply if the message names a danger, whatever form it came in; else nothing."""
        red_flag = self._screening.screen(text, self._text_before(message))
        return [self._meet(message, red_flag)] if red_flag else []

    def _meet(self, message: Message, red_flag: RedFlag) -> Message:
        # The staff's alert first: a crash between the two must not lose it.
        self._store.add_alert(message, red_flag.level, f"{red_flag.flag}: {red_flag.reason}")
        self._handoff.raise_flag(message, red_flag)
        reply = emergency_reply(self._content.current(), red_flag)
        return self._store.add_reply(message.conversation, reply, message.id)

    def _text_before(self, message: Message) -> str | None:
        """The patient's last message before this one, if it is recent and was not met with help already."""
        earlier = [each for each in self._store.messages(message.conversation) if each.seq < message.seq]
        position = next((i for i in reversed(range(len(earlier))) if earlier[i].sender == "patient"), None)
        if position is None or _age(earlier[position], message) > PIECES_WITHIN:
            return None
        replies = (each.reply for each in earlier[position + 1 :])
        helped = any(reply and reply.kind == "emergency" for reply in replies)
        return None if helped else earlier[position].text

    async def _press(self, message: Message, payload: str) -> list[Message]:
        content = self._content.current()
        if payload == ERASED:
            return [self._reply(message, self._rights.erased_before(content))]
        if payload in PAYLOADS:
            return [self._reply(message, await self._rights.press(content, message, payload))]
        if self._handoff.presses(payload):
            return self._handoff.press(content, message, payload)
        if self._store.holder(message.conversation) != "bot":
            return self._hold(content, message)
        return await self._ask(message, payload=payload)

    async def _answer_once(
        self, message: Message, original: str, redacted: Redacted, is_again: bool
    ) -> list[Message]:
        """Nothing for a message that comes again and was not for the bot when it came first."""
        if is_again and message.holder != "bot":
            return []
        return await self._answer(message, original, redacted)

    async def _answer(self, message: Message, original: str, redacted: Redacted) -> list[Message]:
        content = self._content.current()
        if is_command_for_person(original):
            return self._handoff.request(content, message, ASKED)
        if self._store.holder(message.conversation) == "bot":
            own = await self._rights.take(content, message, redacted.text)
            if own:
                return [self._reply(message, own)]
            refused = _refuse(content, original)
            if refused:
                return [each] if (each := self._store_answer(message, refused)) else []
            return await self._pass_on(content, message, original, redacted)
        return await self._answer_held(content, message, original, redacted)

    async def _answer_held(
        self, content: Content, message: Message, original: str, redacted: Redacted
    ) -> list[Message]:
        """While a person is waited for or there: a patient's rights and contacts, and never an answer."""
        if self._rights.is_about_erasing(message, redacted.text):
            own = await self._rights.take(content, message, redacted.text)
            return [self._reply(message, own)] if own else []
        noted = self._take_contacts(message, contacts_in(original, redacted))
        return noted or self._hold(content, message)

    def _hold(self, content: Content, message: Message) -> list[Message]:
        return self._handoff.take(content, message)

    async def _pass_on(
        self, content: Content, message: Message, original: str, redacted: Redacted
    ) -> list[Message]:
        """Ask the assistant, and take what the patient left to be called back by, before or after."""
        contacts = contacts_in(original, redacted)
        noted = self._take_contacts(message, contacts)
        if contacts and (is_only_contact(redacted.text) or (noted and not asks_more(redacted.text))):
            return noted or [self._reply(message, refuse(content, contacts))]
        replies = await self._ask(message, text=without_marks(redacted.text) or redacted.text)
        # The request for a person may stand in the same message.
        return [*noted, *replies, *([] if noted else self._take_contacts(message, contacts))]

    def _take_contacts(self, message: Message, contacts: Sequence[Contact]) -> list[Message]:
        reply = self._callback.take(self._content.current(), message, contacts)
        return [self._reply(message, reply)] if reply else []

    def _reply(self, message: Message, reply: Reply) -> Message:
        """A reply of the door's own, which is the system's and not the bot's while the bot must be silent."""
        with self._store.writing():
            sender: Sender = "bot" if self._store.holder(message.conversation) == "bot" else "system"
            return self._store.add_reply(message.conversation, reply, message.id, sender)

    async def _ask(
        self, message: Message, *, text: str | None = None, payload: str | None = None
    ) -> list[Message]:
        content = self._content.current()
        try:
            replies = await self._assistant.reply(message.conversation, text=text, payload=payload)
        except AssistantUnavailableError as error:
            logger.error("The assistant gave no reply (%s); the question is put before the staff.", error)
            self._store.add_alert(message, "unanswered", str(error))
            if asks_for_person(text or ""):
                return self._handoff.request(content, message, ASKED)
            replies = [say(content, "system.unavailable", "system").with_choices(human_choice(content))]
        stored = [each for reply in replies if (each := self._store_answer(message, reply))]
        return [*stored, *self._handoff.announce_untold(content, message.conversation, message.id)]

    def _store_answer(self, message: Message, reply: Reply) -> Message | None:
        """Store what the assistant said, unless a person was asked for or came while it was thinking."""
        if reply.kind == "handoff":
            return self._handoff.announce(message, reply)
        return self._store.add_reply_if_held(message, reply, BOT)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def _age(earlier: Message, later: Message) -> timedelta:
    return datetime.fromisoformat(later.created_at) - datetime.fromisoformat(earlier.created_at)


def _refuse(content: Content, text: str) -> Reply | None:
    """The reply to what is no question at all, or None."""
    if not text:
        return say(content, "input.empty", "system")
    if len(text) > MAX_CHARACTERS:
        return say(content, "input.too_long", "system").with_choices(human_choice(content))
    if _COMMAND.fullmatch(text):
        return say(content, "input.command", "system")
    return None
