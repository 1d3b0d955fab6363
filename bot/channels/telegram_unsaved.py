"""Telegram's unsaved: help for a danger in an update that could not be stored goes out at once, past the store."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from telegram import Update
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.channels.telegram_sending import UnknownChatError
from bot.conversation import Conversations
from bot.failure import where_it_failed
from bot.reply import Reply
from bot.telegram_chats import TelegramChats

logger = logging.getLogger(__name__)

Send = Callable[[int, Reply], Awaitable[None]]


class UnsavedHelp:
    """Sends it once for each update, however often Telegram brings the update again."""

    def __init__(self, conversations: Conversations, chats: TelegramChats, send: Send) -> None:
        self._conversations = conversations
        self._chats = chats
        self._send = send
        self._helped: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def help(self, update: Update) -> None:
        """Screen what a patient wrote in an update that was not taken, and help if it names a danger."""
        message = update.effective_message
        words = (message.text or message.caption) if message and not update.callback_query else None
        if not message or not words or message.chat.type != ChatType.PRIVATE:
            return
        if update.update_id in self._helped:
            return
        replies = self._conversations.help_unsaved(self._conversation(message.chat_id), words)
        if replies:
            self._helped.add(update.update_id)
            task = asyncio.get_running_loop().create_task(
                self._help(update.update_id, message.chat_id, replies)
            )
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def taken(self, update: Update) -> None:
        """It does not come again: the store has it, and the help in it is on its way as ever, or it is given up."""
        self._helped.discard(update.update_id)

    async def close(self) -> None:
        """Let go of what is on its way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _help(self, update_id: int, chat: int, replies: Sequence[Reply]) -> None:
        try:
            for reply in replies:
                await self._send(chat, reply)
        except (TelegramError, UnknownChatError) as error:
            # Telegram brings the update again; then this is tried again, too.
            logger.error("Help that could not be stored did not reach its chat: %s", where_it_failed(error))
            self._helped.discard(update_id)

    def _conversation(self, chat: int) -> str | None:
        with suppress(sqlite3.Error):
            return self._chats.conversation(chat)
        return None
