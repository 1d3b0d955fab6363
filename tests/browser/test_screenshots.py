"""Screenshots of what patients see, kept in results/screenshots to be looked at: on a phone and on a desk."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from .chat_page import ChatPage
from .conftest import NewPage
from .running import Running

pytestmark = pytest.mark.stack

SIZES = {"phone": (390, 844), "desk": (1280, 800)}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_states_are_pictured(new_page: NewPage, bot: Running, shots: Path, size: str, scheme: str) -> None:
    """Closed, greeting, an answer with its drawing, a red flag, a person asked for, options, larger text, offline."""
    width, height = SIZES[size]
    chat = new_page(
        viewport={"width": width, "height": height}, color_scheme=scheme, has_touch=size == "phone"
    )

    def shoot(state: str) -> None:
        chat.page.wait_for_timeout(250)
        picture = chat.page.screenshot(path=shots / f"{size}-{scheme}-{state}.png")
        assert len(picture) > 5_000

    chat.go(bot.url)
    shoot("closed")
    chat.open()
    shoot("greeting")
    chat.ask("how does kyphoplasty work, step by step?")
    shoot("answer")
    _see_end(chat)
    shoot("drawing")
    chat.ask("my chest hurts badly and I cannot breathe")
    shoot("red-flag")
    chat.panel.locator(".person").first.click()
    expect(chat.panel.locator(".holder")).to_contain_text("You asked for a person")
    shoot("person")
    chat.page.get_by_role("button", name="More options").click()
    shoot("options")
    chat.option("Larger text")
    chat.option("Larger text")
    chat.page.keyboard.press("Escape")
    shoot("larger")
    chat.page.context.set_offline(True)
    expect(chat.notice).to_contain_text("No connection")
    chat.say("are you still there?")
    shoot("offline")


def _see_end(chat: ChatPage) -> None:
    chat.log.evaluate("each => { each.scrollTop = each.scrollHeight; }")
