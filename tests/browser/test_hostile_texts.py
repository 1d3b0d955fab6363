"""No text can become markup, a script or a dangerous link, whichever field it comes in."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from .conftest import NewPage
from .played_api import CLINIC, PlayedApi, message
from .running import Running

pytestmark = pytest.mark.stack

MARKUP = '<img src=x onerror="window.hit=1"><script>window.hit=1</script><b>bold</b>{}\'"><svg onload=window.hit=1>'
SCRIPT = "javascript:window.hit=1"
ADDRESSES = [
    SCRIPT,
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>1</script>",
    "vbscript:x",
    7,
]


def hostile_message(seq: int, address: Any) -> dict[str, Any]:
    """A message with markup in every field that holds text, and an address in every field that holds one."""
    return message(
        seq,
        f"{MARKUP}\n- {MARKUP}\n\n{SCRIPT} tap {MARKUP}",
        kind="emergency" if seq % 2 else "answer",
        level=MARKUP,
        topics=[MARKUP],
        choices=[{"label": MARKUP, "value": MARKUP}],
        sources=[{"title": MARKUP, "url": address}, {"title": "x", "url": None}],
        reviewed=MARKUP,
        links=[{"label": "tap", "url": address}, {"label": MARKUP, "url": address}],
        pictures=[{"url": address, "alt": MARKUP}],
        language=MARKUP,
        rating=MARKUP,
        at=MARKUP,
        client_id=MARKUP,
    )


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_field_is_more_than_text(new_page: NewPage, bot: Running, address: object) -> None:
    """Every field of every kind of message shows its markup as text, and leads nowhere dangerous."""
    messages = [hostile_message(seq, address) for seq in range(1, 4)]
    messages += [
        message(seq, MARKUP, sender) for seq, sender in ((4, "patient"), (5, "staff"), (6, "system"))
    ]
    messages += [message(7, MARKUP, MARKUP)]
    api = PlayedApi(messages)
    phone = {"label": MARKUP, "url": SCRIPT}
    api.clinic = {**CLINIC, "name": MARKUP, "phone": phone, "emergency": phone, "hours": MARKUP}
    chat = new_page()
    api.play(chat.page.context)
    chat.go(bot.url).open()
    chat.say(MARKUP)
    expect(chat.log.locator(".message")).to_have_count(9)
    chat.option("Copy the chat")
    root = chat.page.locator("clinic-chat .frame")
    assert root.locator("script, b, [onerror], [onload], iframe, object").count() == 0
    assert root.locator("img:not([src^='http'])").count() == 0
    links = root.locator("a").evaluate_all("all => all.map(each => each.getAttribute('href'))")
    assert {link.partition(":")[0] for link in links} <= {"http", "https", "tel", "mailto"}
    expect(chat.own.last.locator(".bubble")).to_have_text(MARKUP)
    chat.page.wait_for_timeout(200)
    assert chat.page.evaluate("window.hit") is None


STORED = """
  const keep = (name, value) => localStorage.setItem('clinic-chat %s ' + name, JSON.stringify(value));
  keep('outbox', [{client_id: '"]<b>', kind: 'text', text: '<b>x</b>', at: 'x'}]);
  keep('clinic', {name: '<b>x</b>', phone: {label: '<b>1</b>', url: 'javascript:1'}});
  keep('size', '9');
  keep('scheme', [1]);
  sessionStorage.setItem('clinic-chat %s draft', JSON.stringify('<b>draft</b>'));
"""
BROKEN = """
  for (const name of ['session', 'outbox', 'clinic', 'size']) localStorage.setItem('clinic-chat %s ' + name, '{');
  Object.defineProperty(window, 'sessionStorage', {get() { throw new Error('no storage'); }});
"""


def test_stored_things_are_no_more_than_text(new_page: NewPage, bot: Running) -> None:
    """What another script of the page left in the browser's store does no harm either."""
    chat = new_page()
    PlayedApi([message(1, "Hello.")]).play(chat.page.context)
    chat.page.add_init_script(STORED.replace("%s", bot.url))
    chat.go(bot.url).open()
    expect(chat.own.first).to_contain_text("<b>x</b>")
    expect(chat.field).to_have_value("<b>draft</b>")
    assert chat.page.locator("clinic-chat b").count() == 0


def test_broken_store_starts_anew(new_page: NewPage, bot: Running) -> None:
    """A store that holds no JSON, or nothing at all, does not keep the chat from opening."""
    chat = new_page()
    PlayedApi([message(1, "Hello.")]).play(chat.page.context)
    chat.page.add_init_script(BROKEN.replace("%s", bot.url))
    chat.go(bot.url).open()
    expect(chat.ask("hello there")).to_contain_text("Answer to: hello there")


def test_broken_store_hides_nobody_to_call(new_page: NewPage, bot: Running) -> None:
    """Where the chat cannot be loaded either, the numbers of the page's own line are given."""
    chat = new_page()
    chat.page.add_init_script(BROKEN.replace("%s", bot.url))
    chat.page.route("**/widget/*", lambda route: route.abort())
    chat.go(bot.url).launcher.click()
    expect(chat.page.locator("clinic-chat .word").get_by_role("link", name="911")).to_be_visible()
