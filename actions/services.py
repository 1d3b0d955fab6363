"""What the actions work with: the live content and the store, opened once in the action server."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bot.live_content import LiveContent
from bot.settings import Settings
from bot.store import Store


@dataclass(frozen=True)
class Services:
    """Opened at the first turn, so that importing an action opens nothing."""

    content: LiveContent
    store: Store
    can_call_back: bool = False


@cache
def services() -> Services:
    """The one set of services of this process."""
    settings = Settings.from_environment()
    return Services(LiveContent(settings.content), Store(settings.store), settings.can_call_back)
