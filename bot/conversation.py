"""The one door for every message of every channel: store it, screen it, pass it on, store the reply."""

from __future__ import annotations

import asyncio
import logging
import re
import unicodedata
from collections import defaultdict

from bot.assistant import Assistant, AssistantUnavailableError
from bot.content import Content
from bot.emergency import emergency_reply
from bot.live_content import LiveContent
from bot.replies import human_choice, say
from bot.reply import Reply
from bot.safety import screen
from bot.store import Message, Store

logger = logging.getLogger(__name__)

MAX_CHARACTERS = 4000
"""More than a long letter; what is beyond it is stored but not answered."""
MAX_STORED_CHARACTERS = 20_000

_COMMAND = re.compile(r"/+[\w.]+(@[\d.]+)?\s*(\{.*\})?", re.DOTALL)


class UnknownChoiceError(Exception):
    """A button that this conversation never offered."""


class Conversations:
    """Takes patients' messages and gives back what was stored: the message and the replies to it."""

    def __init__(self, store: Store, assistant: Assistant, content: LiveContent) -> None:
        self._store = store
        self._assistant = assistant
        self._content = content
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def start(self, channel: str) -> str:
        """Begin a conversation; returns its id."""
        return self._store.add_conversation(channel)

    async def receive_text(self, conversation: str, text: str, client_id: str | None = None) -> list[Message]:
        """What the patient typed. The same `client_id` again gives the same result and stores nothing."""
        async with self._locks[conversation]:
            known = self._known(conversation, client_id)
            if known:
                return known
            clean = _clean(text)[:MAX_STORED_CHARACTERS]
            stored = self._store.add_patient_message(conversation, clean, client_id)
            return [stored, *await self._answer(stored, clean)]

    async def receive_choice(
        self, conversation: str, token: str, client_id: str | None = None
    ) -> list[Message]:
        """A button the patient pressed; raises UnknownChoiceError for one of another conversation."""
        async with self._locks[conversation]:
            known = self._known(conversation, client_id)
            if known:
                return known
            choice = self._store.choice(conversation, token)
            if choice is None:
                raise UnknownChoiceError
            label, payload = choice
            stored = self._store.add_patient_message(conversation, label, client_id)
            return [stored, *await self._ask(stored, payload=payload)]

    def _known(self, conversation: str, client_id: str | None) -> list[Message]:
        return self._store.find_by_client_id(conversation, client_id) if client_id else []

    async def _answer(self, message: Message, text: str) -> list[Message]:
        content = self._content.current()
        red_flag = screen(text)
        if red_flag:
            self._store.add_alert(message, red_flag.level, red_flag.flag)
            return [
                self._store.add_reply(
                    message.conversation, emergency_reply(content, red_flag.level), message.id
                )
            ]
        refusal = _refuse(content, text)
        if refusal:
            return [self._store.add_reply(message.conversation, refusal, message.id)]
        return await self._ask(message, text=text)

    async def _ask(
        self, message: Message, *, text: str | None = None, payload: str | None = None
    ) -> list[Message]:
        try:
            replies = await self._assistant.reply(message.conversation, text=text, payload=payload)
        except AssistantUnavailableError as error:
            logger.error("The assistant gave no reply (%s); the question is put before the staff.", error)
            self._store.add_alert(message, "unanswered", str(error))
            replies = [say(self._content.current(), "system.unavailable", "system")]
        return [self._store.add_reply(message.conversation, reply, message.id) for reply in replies]


def _refuse(content: Content, text: str) -> Reply | None:
    """The reply to what is no question at all, or None."""
    if not text:
        return say(content, "input.empty", "system")
    if len(text) > MAX_CHARACTERS:
        return say(content, "input.too_long", "system").with_choices(human_choice(content))
    if _COMMAND.fullmatch(text):
        return say(content, "input.command", "system")
    return None


def _clean(text: str) -> str:
    """Text without control characters and broken surrogates, which SQLite and JSON cannot carry."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    kept = (c if c in "\n\t" or unicodedata.category(c) != "Cc" else " " for c in whole)
    return unicodedata.normalize("NFC", "".join(kept)).strip()
