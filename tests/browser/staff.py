"""The front door alone, with no assistant behind it, and staff who work in the console."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from opening import keep_open
from playwright.sync_api import Locator, Page, expect

from bot.handoff import Handoffs
from bot.settings import ROOT, Settings
from bot.stack import on_free_ports
from bot.staff.passwords import Passwords
from bot.staff_accounts import StaffAccounts
from bot.store import Message, Store

PASSWORD = "correct horse battery"
KEY = "bm90LWEtc2VjcmV0LWJ1dC1nb29kLWZvci10ZXN0cyE="
"""Guards nothing."""
START_SECONDS = 60.0
LIMITS = {
    "CLINIC_BOT_MESSAGES_PER_MINUTE": "1000",
    "CLINIC_BOT_ADDRESS_MESSAGES_PER_MINUTE": "10000",
    "CLINIC_BOT_ADDRESS_REQUESTS_PER_MINUTE": "100000",
}


class LoneDoor:
    """The front door's real process, of a clinic that is open; nothing listens where the assistant would be."""

    def __init__(self, data: Path, **env: str) -> None:
        """`env` are further settings of the process."""
        self._env = env
        settings = Settings.from_environment({})
        content = data.with_name("content")
        shutil.copytree(settings.content, content)
        keep_open(content)
        self.settings = on_free_ports(replace(settings, content=content, data=data))
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where patients and staff find it."""
        return self.settings.door_url

    def start(self) -> None:
        """Start it and wait until it answers."""
        env = {**os.environ, **LIMITS, **self.settings.as_environment(), "CLINIC_BOT_CONTACT_KEY": KEY}
        env |= self._env
        self.settings.data.mkdir(parents=True, exist_ok=True)
        with (self.settings.data / "door.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot.channels.server"], cwd=ROOT, env=env, stdout=log, stderr=log
            )
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            try:
                if httpx.get(f"{self.url}/healthz", trust_env=False, timeout=1.0).status_code == 200:
                    return
            except httpx.HTTPError:
                time.sleep(0.1)
        raise AssertionError((self.settings.data / "door.log").read_text())

    def end(self, how: int = signal.SIGTERM) -> None:
        """End it as a stop or a crash would."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(how)
            self._process.wait(20)

    def hire(self, name: str, role: str = "staff") -> None:
        """Make an account with PASSWORD."""
        with closing(Store(self.settings.store)) as store:
            hashed = Passwords().hash(PASSWORD)
            shown_as = f"Nurse {name.capitalize()}"
            StaffAccounts(store).add(name, shown_as, role, hashed, must_change=False)

    def transcript(self, conversation: str) -> list[Message]:
        """What is stored of a conversation, after the notice and the greeting."""
        with closing(Store(self.settings.store)) as store:
            return store.messages(conversation)[2:]

    def ratings(self, conversation: str) -> list[str | None]:
        """How the patient found the help each time."""
        with closing(Store(self.settings.store)) as store:
            return [each.rating for each in Handoffs(store).of(conversation)]


class Desk:
    """One member of the staff at the console."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self._url = url
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def sign_in(self, name: str) -> Desk:
        """Sign in with the password that every account of a test has."""
        self.page.goto(f"{self._url}/staff/")
        self.page.get_by_label("Your name").fill(name)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("heading", name="Queue")).to_be_visible()
        return self

    def open(self, conversation: str) -> None:
        """Look at a conversation."""
        self.page.goto(f"{self._url}/staff/conversations/{conversation}")

    def take(self, conversation: str) -> None:
        """Take it, from its page."""
        self.open(conversation)
        self.page.get_by_role("button", name="Take this conversation").click()
        expect(self.text).to_be_visible()

    @property
    def text(self) -> Locator:
        """Where a message is written."""
        return self.page.get_by_label("Your message to the patient")

    @property
    def lines(self) -> Locator:
        """The transcript."""
        return self.page.locator("#lines > li")

    def says(self, words: str) -> None:
        """Write to the patient and send it."""
        self.text.fill(words)
        self.page.get_by_role("button", name="Send", exact=True).click()
        # Strict: once, and not twice.
        expect(self.page.locator(".line-staff", has_text=words)).to_be_visible()

    def barriers(self) -> list[str]:
        """What axe finds on the page: rule and element."""
        violations = Axe().run(self.page).response["violations"]
        return [f"{each['id']}: {node['target']}" for each in violations for node in each["nodes"]]


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoneDoor]:
    """The front door with three of the staff; it is stopped by its own process id in any case."""
    door = LoneDoor(tmp_path_factory.mktemp("staff") / "data")
    try:
        door.start()
        for name, role in (("anna", "staff"), ("tom", "lead"), ("ida", "admin")):
            door.hire(name, role)
        yield door
    finally:
        door.end()
