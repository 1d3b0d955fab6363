"""Delivery: whoever watches a conversation hears once that a message reached the patient."""

from __future__ import annotations

import asyncio

import pytest

from bot.delivery import note_delivered
from bot.feed import Feed, Signal
from bot.store import Store


@pytest.mark.parametrize("times", [1, 2])
def test_delivery_is_told_once(store: Store, times: int) -> None:
    """A browser that polls gets a message again and again; that is no news."""
    conversation = store.add_conversation("web")
    store.add_staff_message(conversation, "The nurse rings you at two.", 1, "1")
    messages, feed = store.messages(conversation), Feed()

    async def told() -> list[Signal]:
        with feed.subscribe() as signals:
            for _ in range(times):
                note_delivered(store, feed, messages)
            first = await anext(signals)
            feed.publish(Signal("another", "message"))
            return [first, await anext(signals)]

    assert asyncio.run(told()) == [Signal(conversation, "delivered"), Signal("another", "message")]
    assert store.messages(conversation)[0].delivered_at


def test_nothing_to_deliver_is_no_news(store: Store) -> None:
    """A poll that brings nothing disturbs nobody."""
    note_delivered(store, Feed(), [])
