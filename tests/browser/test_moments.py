"""When something was said: each message has its time, each day its name."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from .conftest import NewPage
from .played_api import PlayedApi, message
from .running import Running

pytestmark = pytest.mark.stack


def test_days_have_their_names(new_page: NewPage, bot: Running) -> None:
    """A talk that goes on tells what was said before yesterday, yesterday and today, each once."""
    noon = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    moments = [noon - timedelta(days=days) for days in (3, 3, 1, 0)]
    api = PlayedApi([message(seq, "Words.", at=at.isoformat()) for seq, at in enumerate(moments, 1)])
    chat = new_page(timezone_id="UTC", locale="en-US")
    api.play(chat.page.context)
    chat.go(bot.url).open()
    days = chat.log.locator(".day")
    expect(days).to_have_text([f"{moments[0]:%A, %B} {moments[0].day}", "Yesterday", "Today"])
    expect(chat.log.locator("time").first).to_have_text(re.compile(r"^12:00\sPM$"))
