"""The widget costs the clinic's page next to nothing."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.sync_api import Page, expect

from bot.settings import ROOT

from .chat_page import ChatPage
from .clinic_site import ClinicSite
from .conftest import NewPage
from .running import Running

pytestmark = pytest.mark.stack

STATIC = ROOT / "bot" / "static"
MOST_BYTES = 30_000
MOST_BUTTON_BYTES = 5_000
MEASURE = """() => new Promise(resolve => {
  let shift = 0, longest = 0;
  new PerformanceObserver(list => { for (const each of list.getEntries()) shift += each.value; })
    .observe({type: 'layout-shift', buffered: true});
  new PerformanceObserver(list => {
    for (const each of list.getEntries()) longest = Math.max(longest, each.duration);
  }).observe({type: 'longtask', buffered: true});
  setTimeout(() => {
    const load = performance.getEntriesByType('navigation')[0];
    const words = document.querySelector('#words').getBoundingClientRect();
    resolve({shift, longest, loaded: load.domContentLoadedEventEnd, words: JSON.stringify(words),
      height: document.documentElement.scrollHeight, width: document.documentElement.scrollWidth});
  }, 800);
})"""


def transferred(bot: Running, path: str) -> int:
    """The bytes of a file as a browser gets it."""
    with httpx.stream(
        "GET", f"{bot.url}/{path}", headers={"Accept-Encoding": "gzip"}, trust_env=False
    ) as response:
        response.raise_for_status()
        return sum(len(chunk) for chunk in response.iter_raw())


def test_all_of_it_is_under_thirty_kilobytes(bot: Running) -> None:
    """Everything the chat loads, compressed as it is served, stays under 30 KB, and the button under 5 KB."""
    files = ["widget.js", *(f"widget/{path.name}" for path in sorted((STATIC / "widget").iterdir()))]
    sizes = {file: transferred(bot, file) for file in files}
    assert sum(sizes.values()) < MOST_BYTES, sizes
    assert sizes["widget.js"] < MOST_BUTTON_BYTES


def test_served_scripts_are_what_stands_in_the_files(bot: Running) -> None:
    """What is left out on the way is comments and indentation: the code itself is the same."""
    scripts = [path for path in sorted(STATIC.rglob("*.js")) if path.parent.name != "staff"]
    assert len(scripts) > 10
    for path in scripts:
        served = httpx.get(f"{bot.url}/{path.relative_to(STATIC)}", trust_env=False).text
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
        assert set(served.splitlines()) <= {re.sub(r"/\*\* @type .*?\*/ ?", "", line) for line in lines}


def test_nothing_but_the_button_is_loaded_before_it_is_opened(new_page: NewPage, bot: Running) -> None:
    """One request for a page that is only read; the rest comes when the chat is opened."""
    chat = new_page()
    requested: list[str] = []
    chat.page.on("request", lambda request: requested.append(request.url.removeprefix(bot.url)))
    chat.go(bot.url)
    chat.page.wait_for_load_state("networkidle")
    assert [path for path in requested if "widget" in path or "chat" in path] == ["/widget.js"]
    chat.open()
    assert "/widget/chat.js" in requested


def measured(page: Page, url: str) -> dict[str, object]:
    """What a page's layout and loading are like."""
    page.goto(url)
    return dict(page.evaluate(MEASURE))


def test_page_looks_and_loads_as_without_it(new_page: NewPage, bot: Running, site: ClinicSite) -> None:
    """With the line the page has the same layout, no shift, no long task, and loads as fast."""
    page = new_page().page
    measured(page, f"{site.url}/without")
    without, with_it = measured(page, f"{site.url}/without"), measured(page, f"{site.url}/with")
    expect(ChatPage(page).launcher).to_be_visible()
    for same in ("words", "height", "width"):
        assert without[same] == with_it[same]
    assert with_it["shift"] == 0
    assert with_it["longest"] == 0
    assert float(str(with_it["loaded"])) < float(str(without["loaded"])) + 250
