"""Cleaning: what was erased leaves the files' logs and indexes, while everybody else goes on being answered."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.shredder import overwrite_what_is_deleted, wipe

BUSY_SECONDS = 5.0
"""How long one step waits for another's write."""


class Cleaning:
    """Wipes one file, in a thread and with a connection of its own; who asks together is served together."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._running: asyncio.Task[bool] | None = None
        self._coming: asyncio.Task[bool] | None = None

    async def clean(self) -> bool:
        """Leave no trace of what was deleted before this call; False if others kept the file busy.

        One that runs already may be past it: all who ask meanwhile share the next.
        """
        if self._coming is None or self._coming.done():
            self._coming = asyncio.create_task(self._clean(self._running))
        # Whoever goes away while they wait ends it for nobody else.
        return await asyncio.shield(self._coming)

    async def _clean(self, earlier: asyncio.Task[bool] | None) -> bool:
        if earlier is not None and not earlier.done():
            await asyncio.wait([earlier])
        self._running, self._coming = self._coming, None
        return await asyncio.to_thread(self._wipe)

    def _wipe(self) -> bool:
        try:
            with closing(sqlite3.connect(self._path, timeout=BUSY_SECONDS)) as connection:
                overwrite_what_is_deleted(connection)
                return wipe(connection)
        except sqlite3.OperationalError:
            # What was to be deleted is deleted all the same, and the receipt says that traces are left.
            return False
