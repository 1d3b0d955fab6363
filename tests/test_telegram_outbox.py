"""The outbox: whoever watches a conversation hears of what does not get through, too."""

from __future__ import annotations

import asyncio

import pytest
from telegram.error import BadRequest, Forbidden

from bot.channels.telegram_outbox import Outbox
from bot.store import Message, Store
from bot.telegram_chats import TelegramChats
from bot.telegram_deliveries import TelegramDeliveries

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("error", [Forbidden("bot was blocked by the user"), BadRequest("no such thing")])
def test_message_that_does_not_get_through_is_told_of(store: Store, error: Exception) -> None:
    """The staff see at once that their words did not arrive, and why."""
    conversation = store.add_conversation("telegram")
    TelegramChats(store).add(4711, conversation)
    store.add_staff_message(conversation, "The nurse rings you at two.", 1, "1")

    async def refused(chat: int, message: Message) -> None:
        raise error

    async def told() -> str:
        told_of: asyncio.Queue[str] = asyncio.Queue()
        outbox = Outbox(refused, TelegramChats(store), TelegramDeliveries(store), told_of.put_nowait)
        outbox.wake(conversation)
        return await asyncio.wait_for(told_of.get(), 10)

    assert asyncio.run(told()) == conversation
    assert store.messages(conversation)[0].failure
