"""Telegram's taking: an update counts as taken when its handlers stored what they must, and not before."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import suppress
from typing import Any

from telegram import Update
from telegram.ext import Application

from bot.channels.telegram_unsaved import UnsavedHelp
from bot.failure import where_it_failed

logger = logging.getLogger(__name__)

MOST_TRIES = 5
"""An update that fails for another reason than the disk is left after so many, or it would block all others."""

TelegramApplication = Application[Any, Any, Any, Any, Any, Any]


class Taking:
    """Puts updates through the application's handlers."""

    def __init__(self, application: TelegramApplication, unsaved: UnsavedHelp) -> None:
        """What is `unsaved`, because of the disk or an error of ours, may still name a danger."""
        self._application = application
        self._unsaved = unsaved
        self._failed: dict[int, BaseException] = {}
        self._tries: dict[int, int] = {}
        application.add_error_handler(self._note)

    async def take(self, update: Update) -> bool:
        """Whether Telegram may forget this update."""
        await self._application.process_update(update)
        error = self._failed.pop(update.update_id, None)
        if error is None:
            self._tries.pop(update.update_id, None)
            self._unsaved.taken(update)
            return True
        logger.error("An update from Telegram was not taken: %s", where_it_failed(error))
        return self._is_hopeless(update, error)

    def _is_hopeless(self, update: Update, error: BaseException) -> bool:
        update_id = update.update_id
        with suppress(Exception):
            # It may fail as taking the update did: that must stop neither this one's tries nor the others.
            self._unsaved.help(update)
        if isinstance(error, sqlite3.Error | OSError):
            return False
        self._tries[update_id] = self._tries.get(update_id, 0) + 1
        if self._tries[update_id] < MOST_TRIES:
            return False
        del self._tries[update_id]
        self._unsaved.taken(update)
        logger.error("It is left, so that it does not keep the others waiting.")
        return True

    async def _note(self, update: object, context: Any) -> None:
        """The application's error handler; without one the library would log the whole update."""
        if isinstance(update, Update):
            self._failed[update.update_id] = context.error
