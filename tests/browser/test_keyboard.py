"""The keyboard alone is enough for everything, and the focus is where a person expects it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .chat_page import REPLY_MILLISECONDS, ChatPage
from .conftest import NewPage
from .played_api import PlayedApi, message
from .running import Running

pytestmark = pytest.mark.stack

FOCUSED = """() => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return (active?.getAttribute('aria-label') || active?.innerText || active?.id || active?.tagName || '').trim();
}"""


def focused(chat: ChatPage) -> str:
    """What the focused element is called."""
    return str(chat.page.evaluate(FOCUSED))


def tab_to(chat: ChatPage, name: str, key: str = "Tab") -> None:
    """Press Tab until something of this name has the focus."""
    for _ in range(60):
        if re.search(name, focused(chat)):
            return
        chat.page.keyboard.press(key)
    raise AssertionError(f"Tab never reached {name!r}; it ended at {focused(chat)!r}")


def test_keyboard_alone_completes_a_conversation(chat: ChatPage) -> None:
    """Open, ask, pick, rate, ask for a person, enlarge, erase and close: without a mouse."""
    keyboard = chat.page.keyboard
    tab_to(chat, "^Ask a question$")
    keyboard.press("Enter")
    expect(chat.field).to_be_focused()
    expect(chat.choices.first).to_be_visible()
    keyboard.type("what is vertebroplasty")
    keyboard.press("Enter")
    expect(chat.replies).to_have_count(2, timeout=REPLY_MILLISECONDS)
    expect(chat.field).to_be_focused()
    tab_to(chat, "^Tell me more$", "Shift+Tab")
    keyboard.press("Enter")
    expect(chat.replies).to_have_count(3, timeout=REPLY_MILLISECONDS)
    assert "Tell me more" in focused(chat)
    tab_to(chat, "^Sources and review$")
    keyboard.press("Enter")
    expect(chat.log.locator("details.sources[open]")).to_have_count(1)
    tab_to(chat, "^No, this did not help$")
    keyboard.press("Space")
    expect(chat.log.get_by_label("What could be better?")).to_be_visible()
    tab_to(chat, "^question$")
    tab_to(chat, "^Talk to a person$", "Shift+Tab")
    keyboard.press("Enter")
    expect(chat.panel.locator(".holder")).to_contain_text("You asked for a person")
    tab_to(chat, "^More options$", "Shift+Tab")
    keyboard.press("Enter")
    tab_to(chat, "^Larger text$")
    keyboard.press("Enter")
    assert (
        chat.page.locator("clinic-chat .frame").evaluate("each => each.style.getPropertyValue('--size')")
        == "1.2"
    )
    keyboard.press("Escape")
    expect(chat.panel).to_be_visible()
    assert focused(chat) == "More options"
    keyboard.press("Enter")
    tab_to(chat, "^Delete the chat$")
    keyboard.press("Enter")
    expect(chat.page.get_by_role("alertdialog")).to_be_visible()
    keyboard.press("Escape")
    expect(chat.page.get_by_role("alertdialog")).to_have_count(0)
    expect(chat.panel).to_be_visible()
    keyboard.press("Escape")
    expect(chat.panel).to_be_hidden()
    assert focused(chat).startswith("Ask a question")


def test_arriving_messages_leave_the_focus_alone(new_page: NewPage, bot: Running) -> None:
    """What arrives is told by the live region; the focus and the half-written text stay."""
    api = PlayedApi([message(1, "Hello.")])
    api.has_sockets = True
    chat = new_page()
    api.play(chat.page.context)
    chat.go(bot.url).open()
    chat.field.fill("half a")
    api.push([message(2, "A word of the staff.", "staff", kind=None)])
    expect(chat.log).to_contain_text("A word of the staff.")
    expect(chat.field).to_be_focused()
    expect(chat.field).to_have_value("half a")
    live = chat.page.locator("clinic-chat [aria-live=polite].unseen")
    expect(live).to_contain_text("Clinic staff: A word of the staff.")
    expect(chat.log).to_have_attribute("role", "log")
    expect(chat.log).to_have_attribute("aria-live", "off")
    chat.page.locator("h1").click()
    api.push([message(3, "Another word.", "staff", kind=None)])
    expect(chat.log).to_contain_text("Another word.")
    assert focused(chat) == "BODY" or "Ask" not in focused(chat)


def test_page_beside_the_panel_stays_usable(chat: ChatPage) -> None:
    """On a desk the page can be used while the chat is open, and Escape closes the chat from inside it."""
    chat.open()
    chat.page.get_by_role("link", name="Contact").click()
    expect(chat.panel).to_be_visible()
    chat.field.focus()
    chat.page.keyboard.press("Escape")
    expect(chat.panel).to_be_hidden()
    expect(chat.launcher).to_be_focused()


def test_phone_keeps_the_focus_in_the_chat(new_page: NewPage, bot: Running) -> None:
    """On a phone the chat covers the page, so the page behind it cannot be reached."""
    chat = new_page(viewport={"width": 390, "height": 844}).go(bot.url).open()
    expect(chat.panel).to_have_js_property("open", True)
    for _ in range(25):
        chat.page.keyboard.press("Tab")
        assert chat.page.evaluate("document.activeElement.tagName") in {"CLINIC-CHAT", "BODY"}
    chat.field.focus()
    chat.page.keyboard.press("Escape")
    expect(chat.launcher).to_be_focused()
