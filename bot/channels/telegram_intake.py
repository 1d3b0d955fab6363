"""Telegram's intake: what a patient sent is stored and screened at once, then answered in its turn."""

from __future__ import annotations

import asyncio
import itertools
import logging
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

from bot.backoff import Backoff
from bot.channels.telegram_turns import Turns
from bot.channels.telegram_typing import Typing
from bot.conversation import Conversations
from bot.failure import where_it_failed
from bot.feedback import Rating
from bot.reply import Reply
from bot.store import Store
from bot.telegram_chats import TelegramChats
from bot.telegram_deliveries import TelegramDeliveries, client_id

logger = logging.getLogger(__name__)

CHANNEL = "telegram"
TRIES = 3
"""A turn that fails for another reason than the disk is not tried more often."""

Answer = Callable[[], Awaitable[object]]


class OldButtonError(Exception):
    """A button whose message or choice is forgotten."""


class Intake:
    """Takes what came from a private chat. When a method returns, the store has it and Telegram may forget it."""

    def __init__(
        self,
        store: Store,
        conversations: Conversations,
        chats: TelegramChats,
        turns: Turns,
        typing: Typing,
        wake: Callable[[str], None],
    ) -> None:
        """`wake` is called with a conversation that has something to deliver."""
        self._store = store
        self._conversations = conversations
        self._chats = chats
        self._deliveries = TelegramDeliveries(store)
        self._turns = turns
        self._typing = typing
        self._wake = wake

    def text(self, chat: int, message_id: int, text: str, what: str = "") -> None:
        """What the patient typed, under a picture too; `what` tells several texts of one message apart."""
        conversation, own_id = self._conversation(chat), client_id(message_id, what)
        self._conversations.note_text(conversation, text, own_id)
        self._later(chat, conversation, partial(self._receive, chat, text, own_id), own_id)

    def edit(self, chat: int, message_id: int, text: str) -> None:
        """A message the patient changed: screened again, and answered only if it never was."""
        conversation, own_id = self._conversation(chat), client_id(message_id)
        if not self._conversations.note_edit(conversation, own_id, text):
            self.text(chat, message_id, text)

    def known(self, chat: int, message_id: int, text: str, reply: Reply, what: str = "") -> None:
        """What needs no understanding, such as a command or a picture, with the reply to it."""
        own_id = client_id(message_id, what)
        self._conversations.note_known(self._conversation(chat), text, reply, own_id)

    def choice(self, chat: int, message_id: int, token: str) -> tuple[bool, bool]:
        """A button that was pressed: whether it is the first time, and whether that settles the question.

        Raises OldButtonError for one that is not known any more.
        """
        conversation = self._chats.conversation(chat)
        if conversation is None:
            raise OldButtonError
        offered, own_id = self._deliveries.find(conversation, message_id), client_id(message_id, token)
        is_first = not self._store.find_by_client_id(conversation, own_id)
        if is_first and self._store.choice(conversation, token) is None:
            raise OldButtonError
        self._conversations.note_choice(conversation, token, own_id)
        answer = partial(self._conversations.receive_choice, conversation, token, own_id)
        self._later(chat, conversation, answer, own_id)
        return is_first, offered is None or (offered.reply is not None and offered.reply.kind == "system")

    def rating(self, chat: int, message_id: int, rating: Rating) -> None:
        """Thumbs up or down under an answer; raises OldButtonError if the answer is forgotten."""
        conversation = self._chats.conversation(chat)
        rated = self._deliveries.find(conversation, message_id) if conversation else None
        if conversation is None or rated is None:
            raise OldButtonError
        self._later(chat, conversation, partial(self._conversations.rate, rated, rating, None))

    async def _receive(self, chat: int, text: str, own_id: str) -> None:
        # The chat's of now: what it was noted in may have been erased since, at a word before it.
        await self._conversations.receive_text(self._conversation(chat), text, own_id)

    def _conversation(self, chat: int) -> str:
        """The chat's conversation, begun with the notice if this is the first contact."""
        held = self._chats.conversation(chat)
        if held:
            return held
        with self._store.writing():
            conversation = self._conversations.start(CHANNEL)
            self._chats.add(chat, conversation)
        self._wake(conversation)
        return conversation

    def _later(self, chat: int, conversation: str, answer: Answer, own_id: str = "") -> None:
        self._turns.add(chat, partial(self._answer, chat, conversation, answer, own_id))

    async def _answer(self, chat: int, conversation: str, answer: Answer, own_id: str) -> None:
        """Let a message be answered; a disk that is full or busy is waited for.

        One that cannot be answered is put before the staff: its patient sees it sent, and would wait in vain.
        """
        backoff = Backoff()
        with self._typing.turn(conversation, chat):
            for number in itertools.count(1):
                try:
                    await answer()
                except Exception as error:
                    if number >= TRIES and not _is_of_the_disk(error):
                        logger.error("A message waits for the next start: %s", where_it_failed(error))
                        with suppress(sqlite3.Error):
                            self._conversations.leave_to_staff(conversation, own_id, error)
                        return
                    await asyncio.sleep(backoff.failed(0))
                else:
                    return


def _is_of_the_disk(error: Exception) -> bool:
    """Whether the disk is full or the file busy, which passes; what was erased meanwhile does not come back."""
    return isinstance(error, sqlite3.Error | OSError) and not isinstance(error, sqlite3.IntegrityError)
