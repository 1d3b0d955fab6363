"""The trackers: what Rasa keeps of each conversation, and how to make it forget."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from bot.assistant import Assistant, AssistantStoppedError
from bot.broken_file import removed_if_broken
from bot.shredder import delete_tracker_events, overwrite_what_is_deleted, rebuild, wipe


class Trackers:
    """Forgets through the running assistant, which has trackers in memory too, or in the file if it is stopped."""

    def __init__(self, assistant: Assistant, path: Path) -> None:
        """`path` is Rasa's database."""
        self._assistant = assistant
        self._path = path

    async def forget(self, conversations: Sequence[str], before: float | None = None) -> int:
        """Delete what is kept of these conversations, all or from before a moment; returns how many events.

        With a moment, as the daily purge gives it, the file is rebuilt as well. Raises AssistantUnavailableError if
        the assistant runs but cannot do it.
        """
        try:
            return await self._assistant.forget(conversations, before)
        except AssistantStoppedError:
            return await asyncio.to_thread(self._forget_in_file, conversations, before)

    def _forget_in_file(self, conversations: Sequence[str], before: float | None) -> int:
        if not self._path.exists():
            return 0
        events = 0
        with removed_if_broken(self._path), closing(sqlite3.connect(self._path, timeout=5.0)) as connection:
            overwrite_what_is_deleted(connection)
            events = delete_tracker_events(connection, conversations, before)
            clean = wipe if before is None else rebuild
            clean(connection)
        return events
