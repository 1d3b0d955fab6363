"""The widget on a clinic's own page: at another address, under a strict policy, among hostile styles."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .chat_page import ChatPage
from .clinic_site import ClinicSite
from .conftest import NewPage
from .running import Running

pytestmark = pytest.mark.stack

LOOKS = """each => ['fontSize', 'color', 'lineHeight', 'letterSpacing', 'textTransform', 'direction', 'opacity',
  'whiteSpace', 'textIndent', 'wordSpacing', 'cursor', 'visibility', 'pointerEvents', 'transform', 'userSelect']
  .map(name => getComputedStyle(each)[name])"""


@pytest.mark.parametrize("path", ["/with", "/strict", "/hostile", "/right-to-left"])
def test_first_question_is_answered_on_any_page(
    new_page: NewPage, bot: Running, site: ClinicSite, path: str
) -> None:
    """A clinic's page at another address gets the whole chat, drawings too, without one complaint."""
    chat = new_page().go(site.url + path).open()
    reply = chat.ask("how does kyphoplasty work, step by step?")
    expect(reply).to_contain_text("balloon")
    assert reply.locator("figure img").evaluate("each => each.decode().then(() => each.naturalWidth)") > 0
    chat.page.wait_for_timeout(300)
    assert chat.errors == []


def test_hostile_styles_change_nothing(new_page: NewPage, bot: Running, site: ClinicSite) -> None:
    """Beside a page's `* {... !important}` every part looks as it does on a plain page."""
    plain = new_page().go(f"{site.url}/with").open()
    hostile = new_page().go(f"{site.url}/hostile").open()
    for part in (".launcher", ".panel", ".log", ".bubble p", ".choice", "#question", ".send", ".head h2"):
        found = [each.page.locator(f"clinic-chat {part}").first.evaluate(LOOKS) for each in (plain, hostile)]
        assert found[0] == found[1], part
        sizes = [each.page.locator(f"clinic-chat {part}").first.bounding_box() for each in (plain, hostile)]
        if part != ".launcher":
            assert sizes[0]["width"] == pytest.approx(sizes[1]["width"], abs=2), part  # type: ignore[index]


def test_right_to_left_page_has_it_on_its_own_side(new_page: NewPage, bot: Running, site: ClinicSite) -> None:
    """On a page read from right to left the button is at the left, and English stays left to right."""
    chat = new_page().go(f"{site.url}/right-to-left")
    assert chat.launcher.bounding_box()["x"] < 100  # type: ignore[index]
    chat.open()
    assert chat.panel.bounding_box()["x"] < 100  # type: ignore[index]
    assert chat.log.evaluate("each => getComputedStyle(each).direction") == "ltr"
    chat.say("مرحبا")
    expect(chat.own.last.locator("p[dir=auto]")).to_have_css("direction", "rtl")


def test_page_that_moves_its_body_keeps_the_button_in_place(
    new_page: NewPage, bot: Running, site: ClinicSite
) -> None:
    """A transformed, clipped and scrolled page does not take the button along."""
    chat = new_page().go(f"{site.url}/with")
    before = chat.launcher.bounding_box()
    chat.page.evaluate(
        "document.documentElement.style.cssText ="
        " 'transform: translateX(300px) scale(.5); overflow: hidden; contain: paint'"
    )
    assert chat.launcher.bounding_box() == before


def test_site_that_is_not_on_the_list_is_told_to_call(
    new_page: NewPage, bot: Running, site: ClinicSite
) -> None:
    """A page the bot does not know cannot use it; its visitors are given the number of the script line."""
    chat: ChatPage = new_page()
    chat.go(f"{site.url.replace('127.0.0.1', 'localhost')}/nowhere")
    chat.launcher.click()
    said = chat.page.locator("clinic-chat .word, clinic-chat .notice").filter(has_text="+1 555 010 0199")
    expect(said.first).to_be_visible()


def test_script_twice_makes_one_button(new_page: NewPage, bot: Running) -> None:
    """A page that has the line twice has one chat."""
    chat = new_page().go(bot.url)
    chat.page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {src: '/widget.js'}))"
    )
    chat.page.wait_for_timeout(500)
    expect(chat.page.locator("clinic-chat")).to_have_count(1)
