"""Patients on Telegram with staff in the console, and patients on the website with staff in a Telegram group."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from bot_api.people import Person, wait_for
from bot_api.server import BotApi, serving
from playwright.sync_api import BrowserContext, expect
from staff_group import GROUP, Group

from .chat_page import ChatPage
from .staff import Desk, LoneDoor

pytestmark = pytest.mark.stack

REPLY = 15_000
NewContext = Callable[..., BrowserContext]


@pytest.fixture
def api() -> Iterator[BotApi]:
    """The Bot API, played."""
    with serving() as api:
        yield api


@contextmanager
def door_on(api: BotApi, folder: Path, **env: str) -> Iterator[LoneDoor]:
    """A front door on Telegram, with nurse Anna; stopped by its own process id."""
    door = LoneDoor(folder / "data", TELEGRAM_BOT_TOKEN=api.token, CLINIC_BOT_TELEGRAM_API=api.url, **env)
    try:
        door.start()
        door.hire("anna")
        wait_for(lambda: api.calls_of("setMyCommands"))
        yield door
    finally:
        door.end()


def test_patient_on_telegram_and_staff_in_the_console(
    api: BotApi, new_context: NewContext, tmp_path: Path
) -> None:
    """Ask, take, talk both ways with a restart in between, close, rate; the bot says nothing in between."""
    with door_on(api, tmp_path) as door:
        patient, anna = Person(api), Desk(new_context().new_page(), door.url).sign_in("anna")
        patient.writes("/human")
        patient.reads_until("noted for the staff")
        row = anna.page.locator(".row", has_text="Telegram").first
        expect(row).to_be_visible(timeout=REPLY)
        row.get_by_role("button", name="Take").click()
        patient.reads_until("Nurse Anna has joined")
        anna.says("Hello, how can I help?")
        patient.reads_until("Hello, how can I help?")
        expect(anna.page.locator(".delivery").last).to_contain_text("Delivered", timeout=25_000)
        door.end()
        patient.writes("It is about my brace. /restart")
        door.start()
        expect(anna.lines.filter(has_text="It is about my brace.")).to_be_visible(timeout=40_000)
        anna.says("Since when?")
        patient.reads_until("Since when?")
        anna.page.get_by_label("How did it end?").select_option("answered")
        anna.page.get_by_role("button", name="Close", exact=True).click()
        patient.reads_until("back with the assistant")
        patient.presses("Yes, it helped")
        patient.reads_until("Thank you for telling us")
        conversation = anna.page.url.split("/conversations/")[1].split("#")[0].split("/")[0]
        messages = door.transcript(conversation)
        assert [each.text for each in messages if each.sender == "bot"] == []
        assert len({each.text for each in messages}) == len(messages)
        assert [text for text in patient.texts if "Since when?" in text] == ["From the staff\nSince when?"]
        assert door.ratings(conversation) == ["up"]


def test_patient_on_the_website_and_staff_in_the_group(
    api: BotApi, new_context: NewContext, tmp_path: Path
) -> None:
    """Ask on the website, be answered from a topic, with a restart in between, and see it end; the console shows it."""
    group = Group(api)
    with door_on(api, tmp_path, CLINIC_BOT_TELEGRAM_STAFF_GROUP=str(GROUP)) as door:
        patient = ChatPage(new_context().new_page()).go(door.url).open()
        anna = Desk(new_context().new_page(), door.url).sign_in("anna")
        patient.say("I want to talk to a nurse")
        topic = group.topic()
        group.reads(topic, "/silent")
        group.writes(topic, "Hello, what is it about?")
        chat = patient.page.locator("clinic-chat")
        expect(chat.locator(".from-system", has_text="A member of the staff has joined")).to_be_visible(
            timeout=REPLY
        )
        expect(chat.locator(".from-staff", has_text="what is it about?")).to_be_visible(timeout=REPLY)
        expect(anna.page.get_by_text("With A member of the staff")).to_be_visible(timeout=REPLY)
        door.end()
        patient.say("about my brace")
        door.start()
        group.reads(topic, "Patient: about my brace")
        group.writes(topic, "You can take it off at night.")
        expect(chat.locator(".from-staff", has_text="take it off at night")).to_be_visible(timeout=40_000)
        group.writes(topic, "/close")
        expect(chat.locator(".from-system", has_text="back with the assistant")).to_be_visible(timeout=REPLY)
        wait_for(lambda: group.chat.topics[topic].closed)
        relayed = [text for text in group.texts(topic) if text == "Patient: about my brace"]
        assert len(relayed) == 1
