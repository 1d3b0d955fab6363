"""Unsaved: with the disk full or the file locked a danger is met all the same; the staff hear of it later."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from patient import Patient
from played_assistant import PlayedAssistant

from bot.red_flags import RedFlag
from bot.reply import Reply
from bot.safety import LEARNED_REASON

pytestmark = pytest.mark.slow

DANGER = "I can't feel my legs since zebrafinch"


@contextmanager
def locked(patient: Patient) -> Iterator[None]:
    """Another process has the file, and nobody waits for it."""
    patient.store.database.execute("PRAGMA busy_timeout = 0")
    with closing(sqlite3.connect(patient.store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def helps(patient: Patient, text: str) -> list[Reply]:
    """What is said to a text that could not be stored."""
    with locked(patient):
        with pytest.raises(sqlite3.Error):
            patient.writes(text, "m1")
        return patient.door.help_unsaved(patient.conversation, text)


def test_a_danger_is_met_and_told_in_the_log(
    patient: Patient, played: PlayedAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    """In one line without the patient's words; sent again it is stored, met and put before the staff."""
    (reply,) = helps(patient, DANGER)
    assert (reply.kind, reply.level) == ("emergency", "emergency_now")
    assert reply.links
    (line,) = [each.getMessage() for each in caplog.records if each.name == "bot.unsaved"]
    assert "emergency_now" in line
    assert "zebrafinch" not in caplog.text
    assert patient.transcript == []
    (again,) = patient.writes(DANGER, "m1")
    assert again.level == "emergency_now"
    assert [each["level"] for each in patient.store.alerts()] == ["emergency_now"]


def test_a_question_is_not_answered_unsaved(patient: Patient, caplog: pytest.LogCaptureFixture) -> None:
    """It has time until it can be stored."""
    assert helps(patient, "How long does it take?") == []
    assert not [each for each in caplog.records if each.name == "bot.unsaved"]


def test_the_talk_so_far_is_read(patient: Patient) -> None:
    """The other half of a danger, one that stands, and what is no despair but a request taken back."""
    patient.writes("hello it is about my legs")
    assert helps(patient, "they went numb this morning")[0].kind == "emergency"
    patient.writes(DANGER)
    assert helps(patient, "it is getting worse")[0].level == "emergency_now"


def test_a_danger_found_harmless_is_none(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those who help said so, and to the learned check their name sounds like a danger."""
    patient.writes("I took an overdose of my tablets")
    heard = RedFlag("emergency_now", "learned", LEARNED_REASON, "emergency.emergency_now")
    monkeypatch.setattr(patient.door._unsaved._first_help, "screen", lambda *texts, message=None: heard)
    assert helps(patient, "poison control is engaged")
    assert helps(patient, "poison control says I am ok") == []


def test_a_request_taken_back_is_no_despair(patient: Patient) -> None:
    """As where it can be stored."""
    patient.writes("/human")
    assert helps(patient, "I don't want a person any more") == []


def test_a_file_that_cannot_even_be_read_hides_no_danger(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then the text alone is screened; and so it is where there is no conversation yet."""

    def fails(*parts: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(patient.store, "messages", fails)
    for conversation in (patient.conversation, None):
        (reply,) = patient.door.help_unsaved(conversation, DANGER)
        assert reply.level == "emergency_now"
