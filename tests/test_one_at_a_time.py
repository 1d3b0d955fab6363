"""Who comes second waits, nobody overtakes, and nothing is left behind."""

from __future__ import annotations

import asyncio

import pytest

from bot.one_at_a_time import OneAtATime


def test_order_of_coming_is_kept() -> None:
    """One at a time, in the order of coming."""
    seen: list[int] = []
    inside = 0

    async def visit(turns: OneAtATime, number: int) -> None:
        nonlocal inside
        async with turns.turn("a"):
            inside += 1
            assert inside == 1
            await asyncio.sleep(0.001 * (5 - number))
            seen.append(number)
            inside -= 1

    async def all_at_once() -> int:
        turns = OneAtATime()
        await asyncio.gather(*(visit(turns, number) for number in range(5)))
        return len(turns)

    assert asyncio.run(all_at_once()) == 0
    assert seen == [0, 1, 2, 3, 4]


def test_keys_do_not_wait_for_each_other() -> None:
    """Another conversation goes on meanwhile."""

    async def both() -> None:
        turns = OneAtATime()
        async with turns.turn("a"), turns.turn("b"):
            assert len(turns) == 2

    asyncio.run(asyncio.wait_for(both(), 1))


def test_one_who_gives_up_leaves_nothing() -> None:
    """A visitor who is cancelled while waiting, or fails inside, keeps nobody waiting."""

    async def give_up() -> int:
        turns = OneAtATime()
        async with turns.turn("a"):
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.01), turns.turn("a"):
                    pytest.fail("both are inside")
        with pytest.raises(ZeroDivisionError):
            async with turns.turn("a"):
                _ = 1 / 0
        async with turns.turn("a"):
            pass
        return len(turns)

    assert asyncio.run(give_up()) == 0
