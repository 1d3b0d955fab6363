"""Telegram's limits: keep below them, and when a chat must wait, let it alone wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Literal

from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter, BaseRateLimiter

from bot.channels.telegram_connection import asked_for

Urgency = Literal["urgent"]
URGENT: Urgency = "urgent"
"""For emergencies: not held back behind what the bot still has to send to others."""

RETRIES = 5
GRACE_SECONDS = 0.1
Result = bool | dict[str, Any] | list[dict[str, Any]]


class ChatRateLimiter(BaseRateLimiter[Urgency]):
    """python-telegram-bot's limiter, whose own retries would stop every chat when one must wait."""

    def __init__(self, messages_per_second: float) -> None:
        self._limiter = AIORateLimiter(overall_max_rate=messages_per_second, max_retries=0)

    async def initialize(self) -> None:
        """Begin."""
        await self._limiter.initialize()

    async def shutdown(self) -> None:
        """End."""
        await self._limiter.shutdown()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Urgency | None,
    ) -> Result:
        """Do a request when there is room for it; told to wait, wait and do it again."""
        for _ in range(RETRIES):
            try:
                return await self._request(callback, args, kwargs, endpoint, data, rate_limit_args)
            except RetryAfter as error:
                if endpoint == "sendChatAction":
                    raise
                await asyncio.sleep(asked_for(error) + GRACE_SECONDS)
        return await self._request(callback, args, kwargs, endpoint, data, rate_limit_args)

    async def _request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Urgency | None,
    ) -> Result:
        # "Typing" that comes late is worse than none.
        if rate_limit_args == URGENT or endpoint == "sendChatAction":
            return await callback(*args, **kwargs)
        return await self._limiter.process_request(callback, args, kwargs, endpoint, data, None)
