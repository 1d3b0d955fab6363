"""The door: what every channel of the front door shares, opened once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.assistant import Assistant
from bot.channels.metrics import Metrics
from bot.conversation import Conversations
from bot.danger_model import load_danger_model
from bot.door_settings import DoorSettings
from bot.feed import Feed
from bot.live_content import LiveContent
from bot.settings import Settings
from bot.store import Store

BUSY_SECONDS = 1.0
"""Nobody is served while the store is waited for: after that the browser is told to try again."""


@dataclass(frozen=True)
class Door:
    """The one store, the one assistant and the one feed of the front door's process."""

    settings: Settings
    limits: DoorSettings
    store: Store
    assistant: Assistant
    content: LiveContent
    feed: Feed
    conversations: Conversations
    metrics: Metrics


@asynccontextmanager
async def opened(
    settings: Settings, limits: DoorSettings, metrics: Metrics, feed: Feed
) -> AsyncIterator[Door]:
    """Open the store and the line to the assistant, which need not be up, and close them in the end."""
    content = LiveContent(settings.content)
    store = Store(settings.store, BUSY_SECONDS)
    assistant = Assistant(settings.assistant_url, settings.assistant_timeout)
    conversations = Conversations(
        store,
        assistant,
        content,
        load_danger_model(settings),
        retention_days=settings.retention_days,
        contact_key=settings.contact_key,
        feed=feed,
        observer=metrics,
    )
    try:
        yield Door(settings, limits, store, assistant, content, feed, conversations, metrics)
    finally:
        await assistant.close()
        store.close()
