"""The limiter: below Telegram's limits, and a chat that must wait waits alone."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

import pytest
from telegram.error import RetryAfter

from bot.channels.telegram_limiter import RETRIES, URGENT, ChatRateLimiter, Urgency

pytestmark = pytest.mark.slow

Answer = Callable[[], Awaitable[bool]]


async def ok() -> bool:
    """Telegram takes it."""
    return True


def told_to_wait(times: int) -> tuple[Answer, list[float]]:
    """Telegram says so many times to wait, for no time at all; and when it was asked."""
    asked: list[float] = []

    async def answer() -> bool:
        asked.append(time.monotonic())
        if len(asked) <= times:
            raise RetryAfter(0)
        return True

    return answer, asked


async def send(
    limiter: ChatRateLimiter, answer: Answer, urgency: Urgency | None = None, endpoint: str = "sendMessage"
) -> object:
    """One request to a chat."""
    return await limiter.process_request(answer, (), {}, endpoint, {"chat_id": 1}, urgency)


def test_told_to_wait_it_tries_again() -> None:
    """Up to a few times; then whoever asked decides."""

    async def run() -> None:
        limiter = ChatRateLimiter(1000)
        answer, asked = told_to_wait(2)
        assert await send(limiter, answer) is True
        assert len(asked) == 3
        answer, asked = told_to_wait(100)
        with pytest.raises(RetryAfter):
            await send(limiter, answer)
        assert len(asked) == RETRIES + 1

    asyncio.run(run())


def test_typing_is_not_worth_a_second_try() -> None:
    """Late it would be wrong."""

    async def run() -> None:
        answer, asked = told_to_wait(1)
        with pytest.raises(RetryAfter):
            await send(ChatRateLimiter(1000), answer, endpoint="sendChatAction")
        assert len(asked) == 1

    asyncio.run(run())


def test_it_stays_below_the_limit() -> None:
    """What is beyond it waits."""

    async def run() -> float:
        limiter = ChatRateLimiter(5)
        begun = time.monotonic()
        await asyncio.gather(*(send(limiter, ok) for _ in range(7)))
        return time.monotonic() - begun

    assert asyncio.run(run()) > 0.3


def test_an_emergency_goes_past_what_has_to_wait() -> None:
    """Half a minute of messages to others stands before it."""

    async def run() -> tuple[int, int]:
        limiter = ChatRateLimiter(1)
        waiting = [asyncio.create_task(send(limiter, ok)) for _ in range(30)]
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        await send(limiter, ok, URGENT)
        left = sum(not each.done() for each in waiting)
        for each in waiting:
            each.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        return len(waiting), left

    waiting, left = asyncio.run(run())
    assert 0 < left < waiting
