"""Retention: after some days the words of a message are blanked, and the counts stay."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.assistant import AssistantUnavailableError
from bot.counting import counted
from bot.erased import Erased, hash_of
from bot.store import Store
from bot.trackers import Trackers

logger = logging.getLogger(__name__)

EVERY = timedelta(days=1)
AGAIN_AFTER = timedelta(hours=1)
"""After a purge that failed."""


@dataclass(frozen=True)
class Purged:
    """What one purge did."""

    before: datetime
    counts: Mapping[str, int]
    """By kind: messages blanked; choices, contacts and tracker_events deleted."""

    def __str__(self) -> str:
        return (
            f"{self._counted('messages')} from before {self.before:%Y-%m-%d} blanked; {self._counted('contacts')}, "
            f"{self._counted('choices')} and {self._counted('tracker_events')} deleted."
        )

    def _counted(self, kind: str) -> str:
        return counted(self.counts[kind], kind.replace("_", " "))


class Retention:
    """Blanks what has grown old, but for conversations in which a request for a person is open."""

    def __init__(self, store: Store, trackers: Trackers, days: int) -> None:
        self._store = store
        self._trackers = trackers
        self._age = timedelta(days=days)
        self._erased = Erased(store.path.parent)

    async def purge(self, now: datetime) -> Purged:
        """Blank everything older than the age limit; raises AssistantUnavailableError if Rasa cannot forget."""
        before = now - self._age
        try:
            await self._erase_again()
            # Rasa first: our own rows are what tells the next attempt which conversations are left to do. It hears of
            # none, too: what was erased since the last purge may have left traces in its file.
            old = self._store.conversations_to_blank(before)
            events = await self._trackers.forget(old, before.timestamp())
            counts = self._store.blank(before, "purged")
        finally:
            # Whatever failed: an erasure just before a crash is cleaned up after at the next start.
            self._store.rebuild()
        self._erased.forget(before)
        return Purged(before, {**counts, "tracker_events": events})

    async def _erase_again(self) -> None:
        """Erase what a restored backup has brought back; raises AssistantUnavailableError."""
        kept_from = self._erased.kept_from()
        first = self._store.first_messages() if kept_from else {}
        back = [each for each, seq in first.items() if seq < kept_from.get(hash_of(each), 0)]
        if back:
            await self._trackers.forget(back)
        for conversation in back:
            self._store.erase(conversation, "erased again: a backup had brought it back")


class DailyPurge:
    """Purges when it is due; an error is logged and it is tried again, so that it never stops the bot."""

    def __init__(self, purge: Callable[[datetime], Awaitable[Purged]]) -> None:
        self._purge = purge
        self._due: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        """Whether it is time: at the start, a day after the last purge, an hour after one that failed."""
        return self._due is None or now >= self._due

    async def run(self, now: datetime) -> Purged | None:
        """Purge; None if it failed."""
        try:
            purged = await self._purge(now)
        except (AssistantUnavailableError, sqlite3.Error, OSError) as error:
            self._due = now + AGAIN_AFTER
            logger.error("The daily purge failed (%s) and is tried again in an hour.", type(error).__name__)
            return None
        self._due = now + EVERY
        return purged
