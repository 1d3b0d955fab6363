"""The first contact: the notice, the greeting, the commands."""

from __future__ import annotations

import pytest
from bot_api.people import Person, labels
from bot_api.server import BotApi
from telegram_clinic import TelegramClinic

pytestmark = pytest.mark.slow


def test_start_brings_the_notice_and_questions_to_start_from(patient: Person) -> None:
    """The first message says what this is and who reads it, Telegram included; then there is something to press."""
    patient.writes("/start")
    notice, greeting = patient.reads(2)
    assert "not for emergencies: call 911" in notice["text"]
    assert "Telegram sees it too" in notice["text"]
    assert greeting["text"].startswith("Hello. I can tell you about")
    assert 3 <= len(labels(greeting)) <= 5


def test_who_writes_first_reads_the_notice_first(patient: Person) -> None:
    """A question without a start is answered, after the notice."""
    asked = patient.writes("How long does it take?")
    notice, answer = patient.reads(2)
    assert "Telegram sees it too" in notice["text"]
    assert answer["text"].startswith("It takes about an hour.")
    assert answer["reply_to_message"]["message_id"] == asked


def test_the_notice_comes_once(known: Person) -> None:
    """The second start brings the greeting alone."""
    known.writes("/start")
    assert known.reads_text().startswith("Hello. I can tell you about")
    assert known.hears_nothing_more()


def test_the_command_menu_is_set(clinic: TelegramClinic, api: BotApi) -> None:
    """Telegram shows what can be asked for without words."""
    names = [each["command"] for each in api.methods.commands]
    assert names == ["start", "help", "human", "privacy", "delete"]


def test_help_names_the_commands_and_the_numbers(known: Person) -> None:
    """Whoever is lost finds a person from here."""
    known.writes("/help")
    (message,) = known.reads()
    assert all(
        word in message["text"] for word in ("/human", "/privacy", "/delete", "+1 555 010 0199", "911")
    )
    assert labels(message) == ["Talk to a person"]
    kinds = [each["type"] for each in message["entities"]]
    assert kinds == ["phone_number"] * 2


def test_human_asks_for_a_person(clinic: TelegramClinic, known: Person) -> None:
    """The request is noted once and told honestly."""
    known.writes("/human")
    assert "noted for the staff" in known.reads_text()
    assert clinic.do(lambda: len(clinic.store.open_handoffs())) == 1


def test_danger_behind_a_command_is_met(known: Person) -> None:
    """Whoever asks for a person because of it must not only wait for one."""
    known.writes("/human my chest hurts and I cannot breathe")
    assert known.reads_until("Call 911 now")


def test_privacy_tells_what_is_stored(known: Person) -> None:
    """As on every channel."""
    known.writes("/privacy")
    (message,) = known.reads()
    assert message["text"].startswith("I have stored")
    assert labels(message) == ["Delete my data"]


def test_an_unknown_command_is_met_kindly(known: Person) -> None:
    """It is not taken for a question."""
    known.writes("/frobnicate")
    assert "looks like a computer command" in known.reads_text()
