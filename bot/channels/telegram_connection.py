"""Telegram's connection: what is wrong with it in one plain line, and how long to wait before the next try."""

from __future__ import annotations

import logging

from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.backoff import Backoff

logger = logging.getLogger(__name__)

WRONG_TOKEN = "Telegram refuses the token in TELEGRAM_BOT_TOKEN: patients cannot reach the bot there."  # noqa: S105
SECOND_POLLER = "Another program reads this bot's messages from Telegram: only one may, so stop the other."
UNREACHABLE = "Telegram cannot be reached (%s): patients there are answered when it can be again."
TOO_FAST = "Telegram asks the bot to slow down."
REFUSED = "Telegram refuses what the bot asks for (%s)."


class Connection:
    """Says once what is wrong, and once that it is well again."""

    def __init__(self) -> None:
        self._backoff = Backoff()
        self.trouble: str | None = None
        """The line that tells what is wrong, or None."""
        self.is_up = False
        """Whether Telegram answered when it was last asked."""

    def failed(self, error: Exception) -> float:
        """Note a failure; how many seconds to wait before the next try."""
        line = describe(error)
        if line != self.trouble:
            logger.error("%s It is tried again and again.", line)
        self.trouble, self.is_up = line, False
        return max(self._backoff.failed(0), asked_for(error))

    def works(self) -> None:
        """Note that Telegram answered."""
        if self.trouble:
            logger.warning("Telegram works again.")
        self.trouble, self.is_up = None, True
        self._backoff = Backoff()


def describe(error: Exception) -> str:
    """What is wrong, for whoever runs the bot; never the error's own text, which may hold the token."""
    if isinstance(error, InvalidToken):
        return WRONG_TOKEN
    if isinstance(error, Conflict):
        return SECOND_POLLER
    if isinstance(error, RetryAfter):
        return TOO_FAST
    # A request that Telegram refuses counts as a network error there.
    if isinstance(error, NetworkError) and type(error).__name__ != "BadRequest":
        return UNREACHABLE % _kind(error)
    if isinstance(error, TelegramError):
        return REFUSED % type(error).__name__
    return UNREACHABLE % type(error).__name__


def _kind(error: Exception) -> str:
    return type(error.__cause__).__name__ if error.__cause__ else type(error).__name__


def asked_for(error: Exception) -> float:
    """How many seconds Telegram says to wait, or 0."""
    if not isinstance(error, RetryAfter):
        return 0.0
    after = error.retry_after
    return float(after if isinstance(after, int | float) else after.total_seconds())
