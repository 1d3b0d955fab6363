"""A page with the chat on it, as a patient uses it."""

from __future__ import annotations

import re
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

REPLY_MILLISECONDS = 20_000
"""What the assistant may take on a busy machine."""


class ChatPage:
    """Locators and acts of the widget; Playwright looks into its open shadow root."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda line: self.errors.append(line.text) if line.type == "error" else None)

    @property
    def launcher(self) -> Locator:
        """The button on the page."""
        return self.page.locator("clinic-chat .launcher")

    @property
    def panel(self) -> Locator:
        """The opened chat."""
        return self.page.locator("clinic-chat dialog.panel")

    @property
    def log(self) -> Locator:
        """The messages."""
        return self.page.locator("clinic-chat .log")

    @property
    def field(self) -> Locator:
        """Where the patient writes."""
        return self.page.locator("clinic-chat #question")

    @property
    def notice(self) -> Locator:
        """What stays above the messages."""
        return self.page.locator("clinic-chat .notice")

    @property
    def refusal(self) -> Locator:
        """Why a message was not taken."""
        return self.page.locator("clinic-chat .refusal")

    @property
    def replies(self) -> Locator:
        """What the bot said."""
        return self.page.locator("clinic-chat .from-bot")

    @property
    def own(self) -> Locator:
        """What the patient said."""
        return self.page.locator("clinic-chat .from-patient")

    @property
    def choices(self) -> Locator:
        """The choices that can be picked now."""
        return self.page.locator("clinic-chat .choice:not([aria-disabled])")

    def go(self, url: str) -> ChatPage:
        """Load a page that has the chat on it."""
        self.page.goto(url)
        expect(self.launcher.or_(self.panel).first).to_be_visible()
        return self

    def open(self) -> ChatPage:
        """Open the chat and wait for its first message."""
        self.launcher.click()
        expect(self.log.locator(".message").first).to_be_visible(timeout=REPLY_MILLISECONDS)
        return self

    def say(self, text: str) -> None:
        """Write something and send it."""
        self.field.fill(text)
        self.page.get_by_role("button", name=re.compile("^(Send|Enviar)$")).last.click()

    def ask(self, text: str) -> Locator:
        """Write something, wait for the reply to it, and give that."""
        before = self.replies.count()
        self.say(text)
        reply = self.replies.nth(before)
        expect(reply).to_be_visible(timeout=REPLY_MILLISECONDS)
        return reply

    def pick(self, label: str) -> Locator:
        """Press a choice, wait for the reply to it, and give that."""
        before = self.replies.count()
        self.choices.filter(has_text=label).first.click()
        reply = self.replies.nth(before)
        expect(reply).to_be_visible(timeout=REPLY_MILLISECONDS)
        return reply

    def option(self, name: str) -> None:
        """Press one of the options, with the list of them open."""
        opener = self.page.get_by_role("button", name="More options")
        if opener.get_attribute("aria-expanded") == "false":
            opener.click()
        self.page.get_by_role("button", name=name, exact=True).click()

    def barriers(self) -> list[str]:
        """What axe finds on the page and in the chat: rule, element, reason."""
        violations: list[dict[str, Any]] = Axe().run(self.page).response["violations"]
        return [
            f"{violation['id']}: {node['target']}: {node['failureSummary']}"
            for violation in violations
            for node in violation["nodes"]
        ]
