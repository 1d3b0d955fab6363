"""The door looks for red flags in every message, whatever its form and whatever else is broken."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from played_assistant import PlayedAssistant

import bot.store
from bot.assistant import Assistant
from bot.conversation import Conversations
from bot.live_content import LiveContent
from bot.reply import Choice, Reply
from bot.store import Message, Store


class Patient:
    """Someone who writes in one conversation."""

    def __init__(self, door: Conversations, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self.door = door
        self.conversation = door.start("test")

    def writes(self, text: str) -> Reply:
        """The first reply to a text."""
        return first_reply(self._loop.run_until_complete(self.door.receive_text(self.conversation, text)))

    def presses(self, token: str) -> Reply:
        """The first reply to a button."""
        return first_reply(self._loop.run_until_complete(self.door.receive_choice(self.conversation, token)))


def first_reply(messages: list[Message]) -> Reply:
    """The reply right after the patient's message."""
    reply = messages[1].reply
    assert reply is not None
    return reply


@pytest.fixture
def door(
    store: Store, live_content: LiveContent, played: PlayedAssistant, assistant: Assistant
) -> Conversations:
    """The door as it is without a model: rules alone."""
    return Conversations(store, assistant, live_content)


@pytest.fixture
def patient(door: Conversations, loop: asyncio.AbstractEventLoop) -> Patient:
    """A patient at that door."""
    return Patient(door, loop)


def test_danger_in_pieces_is_seen(patient: Patient, store: Store) -> None:
    """Half a sentence in one message and half in the next are read together."""
    assert patient.writes("hello it is about my legs").kind != "emergency"
    assert patient.writes("they went numb this morning").kind == "emergency"
    (alert,) = store.alerts()
    assert alert["level"] == "emergency_now"


def test_old_message_is_not_read_with_the_new_one(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written more than ten minutes ago is no half of today's sentence."""
    past = (datetime.now(UTC) - timedelta(minutes=11)).isoformat(timespec="milliseconds")
    with monkeypatch.context() as patched:
        patched.setattr(bot.store, "_now", lambda: past)
        patient.writes("hello it is about my legs")
    assert patient.writes("they went numb this morning").kind != "emergency"


def test_pieces_of_two_patients_are_not_mixed(door: Conversations, loop: asyncio.AbstractEventLoop) -> None:
    """Two people who write at the same time are two people."""
    Patient(door, loop).writes("hello it is about my legs")
    assert Patient(door, loop).writes("they went numb this morning").kind != "emergency"


def test_help_is_not_repeated_at_every_later_message(patient: Patient, store: Store) -> None:
    """After an emergency reply the conversation goes on; danger named again gets the reply again."""
    assert patient.writes("I can't feel my legs").kind == "emergency"
    assert patient.writes("thank you").kind != "emergency"
    assert patient.writes("when can I drive?").kind != "emergency"
    assert patient.writes("my legs are still numb").kind == "emergency"
    assert len(store.alerts()) == 2


def test_help_comes_alone(patient: Patient, played: PlayedAssistant) -> None:
    """The emergency reply is the only one, offers no choice, and nothing is asked of the assistant."""
    reply = patient.writes("What does it cost? And my chest hurts now.")
    assert (reply.kind, reply.choices) == ("emergency", ())
    assert played.asked == []


def test_label_of_a_choice_is_screened(patient: Patient, store: Store, played: PlayedAssistant) -> None:
    """A button whose label names a danger is met with help like typed words."""
    offer = Reply("Which?", "suggest", choices=(Choice("I cannot breathe", "/brace"),))
    stored = store.add_reply(patient.conversation, offer).reply
    assert stored is not None
    assert patient.presses(stored.choices[0].value).kind == "emergency"
    assert played.asked == []


@pytest.mark.parametrize(
    "text",
    [
        "/help I can't breathe",
        "/chest_pain{} my chest hurts",
        "word " * 3000 + ". I passed out today",
        "I PASSED OUT TODAY!!!",
        "\u0000I passed out today\u0007",
        "i   pas\u200dsed out\ntoday, i passed out",
    ],
)
def test_form_of_a_message_does_not_matter(patient: Patient, played: PlayedAssistant, text: str) -> None:
    """Commands, letters too long to answer, capitals and odd characters hide no danger."""
    played.status = 503
    assert patient.writes(text).kind == "emergency"


def test_alert_is_stored_before_the_reply(
    patient: Patient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the bot is stopped while it replies, the staff know of the danger already, with its reason."""

    def stopped(*args: object, **options: object) -> Message:
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "add_reply", stopped)
    with pytest.raises(KeyboardInterrupt):
        patient.writes("I can't feel my legs")
    (alert,) = store.alerts()
    assert alert["reason"].startswith("cauda_equina: ")
