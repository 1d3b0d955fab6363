"""Telegram's "typing": shown while the assistant thinks or the staff write."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.channels.telegram_limiter import Urgency

AFTER_SECONDS = 0.3
"""What takes no longer is not worth a request."""
SHOWN_SECONDS = 4.5
"""Telegram shows it for five seconds."""


class Typing:
    """Shows it again and again for as long as a turn lasts."""

    def __init__(self, bot: ExtBot[Urgency]) -> None:
        self._bot = bot
        self._turns: dict[str, int] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._once: set[asyncio.Task[None]] = set()

    @contextmanager
    def turn(self, conversation: str, chat: int) -> Iterator[None]:
        """A turn of a conversation, from taking a message up to the reply."""
        self._turns[conversation] = chat
        try:
            yield
        finally:
            del self._turns[conversation]
            task = self._tasks.pop(conversation, None)
            if task:
                task.cancel()

    def thinks(self, conversation: str) -> None:
        """The assistant was asked: show it until the turn ends."""
        chat = self._turns.get(conversation)
        if chat is not None and conversation not in self._tasks:
            self._tasks[conversation] = asyncio.get_running_loop().create_task(self._repeat(chat))

    def show(self, chat: int) -> None:
        """Show it once; returns at once."""
        task = asyncio.get_running_loop().create_task(self._send(chat))
        self._once.add(task)
        task.add_done_callback(self._once.discard)

    async def _repeat(self, chat: int) -> None:
        await asyncio.sleep(AFTER_SECONDS)
        while True:
            await self._send(chat)
            await asyncio.sleep(SHOWN_SECONDS)

    async def _send(self, chat: int) -> None:
        # Nothing is lost if it is not seen.
        with suppress(TelegramError):
            await self._bot.send_chat_action(chat, ChatAction.TYPING)
