"""The waiting room as the tests look into it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.feed import Feed
from bot.live_content import LiveContent
from bot.store import Store
from bot.waiting_room import WaitingRoom


def waiting_room(
    store: Store, content: LiveContent, now: Callable[[], datetime], answer_seconds: float = 0
) -> WaitingRoom:
    """One in which five minutes are too long."""
    return WaitingRoom(
        store,
        content,
        Feed(),
        minutes=5,
        open_days=60,
        can_call_back=True,
        answer_seconds=answer_seconds,
        now=now,
    )
