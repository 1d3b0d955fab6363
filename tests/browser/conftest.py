"""One running bot, one browser and one clinic's site for all tests of this folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from opening import keep_open
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from bot.settings import ROOT, Settings
from bot.stack import on_free_ports
from bot.supervisor import Supervisor

from .chat_page import ChatPage
from .clinic_site import ClinicSite, served
from .running import Running

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SHOTS = ROOT / "results" / "screenshots"
WAIT = 10_000
LIMITS = {
    "CLINIC_BOT_MESSAGES_PER_MINUTE": "1000",
    "CLINIC_BOT_ADDRESS_MESSAGES_PER_MINUTE": "10000",
    "CLINIC_BOT_ADDRESS_REQUESTS_PER_MINUTE": "100000",
    "CLINIC_BOT_CONVERSATIONS_PER_HOUR": "10000",
}
"""All tests come from one address and faster than people, perhaps on a busy machine."""

expect.set_options(timeout=WAIT)
NewPage = Callable[..., ChatPage]


@pytest.fixture(scope="session")
def site() -> Iterator[ClinicSite]:
    """The clinic's own site."""
    with served() as site:
        yield site


@pytest.fixture(scope="package")
def bot(site: ClinicSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The real processes, which let the clinic's site in; the clinic is open."""
    settings = Settings.from_environment()
    folder = tmp_path_factory.mktemp("browser")
    shutil.copytree(settings.content, folder / "content")
    keep_open(folder / "content")
    settings = replace(settings, content=folder / "content", data=folder / "data", assistant_timeout=60.0)
    settings = on_free_ports(settings)
    with pytest.MonkeyPatch.context() as environment:
        for name, value in {**LIMITS, "CLINIC_BOT_SITES": site.url}.items():
            environment.setenv(name, value)
        with Supervisor(settings, print) as supervisor:
            site.build(settings.door_url)
            running = Running(supervisor, settings)
            running.warm()
            yield running


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; a machine without it fails these tests, because nothing else can stand in.

    Gone after this folder: Playwright keeps an event loop running, and other tests run their own.
    """
    if not CHROMIUM.exists():
        pytest.fail(f"{CHROMIUM} is missing: install the package 'chromium', or name another in CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def new_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browsers of patients, each with nothing stored; they are gone after the test."""
    made: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        context.set_default_timeout(WAIT)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def new_page(new_context: Callable[..., BrowserContext]) -> NewPage:
    """Makes a page in a browser of its own."""
    return lambda **options: ChatPage(new_context(**options).new_page())


@pytest.fixture
def chat(new_page: NewPage, bot: Running) -> ChatPage:
    """The demo page on a desk, with the chat still closed."""
    return new_page().go(bot.url)


@pytest.fixture(scope="session")
def shots() -> Path:
    """Where screenshots are kept."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    return SHOTS
