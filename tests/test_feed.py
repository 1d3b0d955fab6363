"""Readers hear of what changed, and a slow one holds up nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

import bot.feed
from bot.feed import EVERY, Feed, Signal, Signals

MESSAGE = Signal("a", "message", "bot")
TYPING = Signal("a", "typing", "bot")


async def waiting(signals: Signals) -> list[Signal]:
    """All that is left to hear."""
    heard = []
    try:
        while True:
            heard.append(await asyncio.wait_for(anext(signals), 0.01))
    except TimeoutError:
        return heard


def heard(*published: Signal, by: str | None = "a") -> list[Signal]:
    """What a reader of conversation `by` hears who was slow while these were published."""

    async def read() -> list[Signal]:
        feed = Feed()
        with feed.subscribe(by) as signals:
            for signal in published:
                feed.publish(signal)
            return await waiting(signals)

    return run(read())


def run(coroutine: Coroutine[Any, Any, list[Signal]]) -> list[Signal]:
    """What a coroutine heard."""
    return asyncio.run(asyncio.wait_for(coroutine, 5))


def test_reader_hears_its_own_conversation_only() -> None:
    """A signal of another conversation does not reach it."""
    assert heard(Signal("b", "message", "bot"), MESSAGE) == [MESSAGE]


def test_reader_of_all_hears_every_conversation() -> None:
    """The staff console hears of every patient."""
    assert heard(Signal("b", "message", "bot"), MESSAGE, by=None) == [Signal("b", "message", "bot"), MESSAGE]


def test_slow_reader_hears_the_same_thing_once() -> None:
    """A hundred messages that were not read yet are one reason to look."""
    assert heard(*[MESSAGE] * 100) == [MESSAGE]


def test_typing_ends_with_the_message() -> None:
    """Whoever reads late is not told that the bot types what it has sent."""
    assert heard(TYPING, MESSAGE) == [MESSAGE]
    assert heard(TYPING, MESSAGE, TYPING) == [MESSAGE, TYPING]


def test_what_waits_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many conversations at once become one signal to look at all of them."""
    monkeypatch.setattr(bot.feed, "MOST_WAITING", 10)
    left = heard(*(Signal(str(number), "message", "patient") for number in range(15)), by=None)
    assert len(left) <= 10
    assert {each.kind for each in left if each.conversation == EVERY} == {"message", "state"}


def test_waiting_reader_is_woken() -> None:
    """A reader that waits hears what is published later."""

    async def read() -> list[Signal]:
        feed = Feed()
        with feed.subscribe("a") as signals:
            asyncio.get_running_loop().call_later(0.01, feed.publish, MESSAGE)
            return [await anext(signals)]

    assert run(read()) == [MESSAGE]


def test_reader_who_left_is_forgotten() -> None:
    """After its block a reader costs nothing and hears nothing."""

    async def read() -> list[Signal]:
        feed = Feed()
        with feed.subscribe("a") as signals:
            pass
        feed.publish(MESSAGE)
        return await waiting(signals)

    assert run(read()) == []
