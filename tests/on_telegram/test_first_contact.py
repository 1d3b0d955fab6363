"""The first contact: the notice, the greeting, the commands."""

from __future__ import annotations

import pytest
from bot_api.people import Person, labels
from bot_api.server import BotApi
from telegram_clinic import TelegramClinic

from .transcript import transcript

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


def test_danger_behind_start_is_met(clinic: TelegramClinic, patient: Person) -> None:
    """It may be the first thing that somebody writes: it is stored, screened, and not met with a greeting."""
    patient.writes("/start I have chest pain and I cannot breathe")
    assert patient.reads_until("Call 911 now")
    patient.writes("/privacy")
    patient.reads_until("I have stored")
    assert not [text for text in patient.texts if text.startswith("Hello.")]
    assert "I have chest pain and I cannot breathe" in transcript(clinic, patient)


@pytest.mark.parametrize("start", ["/start How long does it take?", "/start\nHow long does it take?"])
def test_a_question_behind_start_is_answered(patient: Person, start: str) -> None:
    """After the notice, as if it had come alone."""
    asked = patient.writes(start)
    notice, answer = patient.reads(2)
    assert "Telegram sees it too" in notice["text"]
    assert answer["text"].startswith("It takes about an hour.")
    assert answer["reply_to_message"]["message_id"] == asked


@pytest.mark.parametrize("payload", ["abc123", "flyer_2026-05", "A" * 64])
def test_a_links_payload_is_greeted_and_not_stored(
    clinic: TelegramClinic, patient: Person, payload: str
) -> None:
    """It says which link was pressed; no patient has written it."""
    patient.writes(f"/start {payload}")
    _, greeting = patient.reads(2)
    assert greeting["text"].startswith("Hello. I can tell you about")
    assert patient.hears_nothing_more()
    assert transcript(clinic, patient) == ["/start"]


@pytest.mark.parametrize("words", ["schmerzen!", "\u0431\u043e\u043b\u044c", "a" * 65])
def test_a_word_that_no_link_can_bring_is_the_patients(
    clinic: TelegramClinic, patient: Person, words: str
) -> None:
    """Telegram lets a payload have Latin letters, digits, _ and - alone, and 64 of them."""
    patient.writes(f"/start {words}")
    patient.reads(2)
    assert transcript(clinic, patient) == [words]


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
