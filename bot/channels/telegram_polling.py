"""Telegram's long polling: an update is confirmed only after it was taken."""

from __future__ import annotations

import asyncio

from telegram import Bot

from bot.channels.telegram_connection import Connection
from bot.channels.telegram_taking import Taking
from bot.channels.telegram_updates import ALLOWED

TIMEOUT_SECONDS = 25
AT_ONCE = 100


class Polling:
    """Asks Telegram for updates for as long as it runs."""

    def __init__(self, bot: Bot, taking: Taking, connection: Connection) -> None:
        self._bot = bot
        self._taking = taking
        self._connection = connection
        self._offset: int | None = None

    async def run(self) -> None:
        """Receive updates; trouble is told once and the next try is made later."""
        while True:
            try:
                await self._bot.delete_webhook()
                while True:
                    await self._poll()
                    self._connection.works()
            except Exception as error:
                await asyncio.sleep(self._connection.failed(error))

    async def _poll(self) -> None:
        updates = await self._bot.get_updates(
            offset=self._offset, limit=AT_ONCE, timeout=TIMEOUT_SECONDS, allowed_updates=ALLOWED
        )
        for update in sorted(updates, key=lambda each: each.update_id):
            if not await self._taking.take(update):
                raise NotTakenError
            self._offset = update.update_id + 1
        if not updates:
            # All is confirmed. After a quiet week Telegram may count on from anywhere, below this number too.
            self._offset = None


class NotTakenError(Exception):
    """An update that could not be stored: it and those after it are asked for again."""
