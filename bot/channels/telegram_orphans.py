"""Orphaned topics: what a patient had erased, and what has grown old, goes from the staff's group too."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.backoff import Backoff
from bot.channels.telegram_connection import asked_for
from bot.channels.telegram_topic import TopicGoneError, is_gone
from bot.failure import where_it_failed
from bot.telegram_topics import TelegramTopics

logger = logging.getLogger(__name__)

LONGEST_WAIT = 3600.0
"""Seconds between two tries to delete one topic: a right that is missing may be missing for days."""
DELETE_BY_HAND = (
    "This conversation was deleted, but Telegram does not let the bot delete this topic. Please delete it by hand. "
    "The bot needs the right to delete messages in this group."
)

Say = Callable[[int, str], Awaitable[object]]


class Orphans:
    """Deletes them beside the relaying, which must never wait for it; one that stays is tried again, ever later."""

    def __init__(self, bot: Bot, group: int, topics: TelegramTopics, say: Say) -> None:
        """`say` writes into a topic."""
        self._bot = bot
        self._group = group
        self._topics = topics
        self._say = say
        self._some = asyncio.Event()
        self._backoffs: dict[int, Backoff] = {}
        self._next_try: dict[int, float] = {}

    def wake(self) -> None:
        """There may be a topic to delete."""
        self._some.set()

    async def run(self) -> None:
        """Delete what is there and what comes, until cancelled."""
        backoff = Backoff()
        while True:
            self._some.clear()
            try:
                await self._delete_due()
            except sqlite3.Error as error:
                logger.error("Topics of the staff's group wait to be deleted: %s", where_it_failed(error))
                await asyncio.sleep(backoff.failed(0))
            else:
                backoff = Backoff()
                await self._wait()

    async def _delete_due(self) -> None:
        for topic in self._topics.orphans():
            if self._next_try.get(topic, 0.0) <= time.monotonic():
                await self._delete(topic)

    async def _wait(self) -> None:
        """Until somebody wakes it or the next try is due."""
        until = min(self._next_try.values(), default=None)
        seconds = None if until is None else max(0.0, until - time.monotonic())
        with suppress(TimeoutError):
            await asyncio.wait_for(self._some.wait(), seconds)

    async def _delete(self, topic: int) -> None:
        try:
            await self._bot.delete_forum_topic(self._group, topic)
        except TelegramError as error:
            if not is_gone(error):
                await self._put_off(topic, error)
                return
        self._topics.forget(topic)
        self._backoffs.pop(topic, None)
        self._next_try.pop(topic, None)

    async def _put_off(self, topic: int, error: TelegramError) -> None:
        """Try this one again later; what Telegram refuses is told to the staff, who can delete it themselves."""
        if topic not in self._backoffs:
            logger.error("A topic of the staff's group stays to be deleted: %s", type(error).__name__)
        backoff = self._backoffs.setdefault(topic, Backoff(LONGEST_WAIT))
        self._next_try[topic] = time.monotonic() + max(backoff.failed(0), asked_for(error))
        is_refused = type(error) in (BadRequest, Forbidden)
        if is_refused and self._topics.note_undeletable(topic):
            with suppress(TelegramError, TopicGoneError):
                await self._say(topic, DELETE_BY_HAND)
