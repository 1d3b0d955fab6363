"""A patient who wants a person: noted once, told honestly."""

from __future__ import annotations

import re

import pytest

from .talk import Bot, Talk

pytestmark = pytest.mark.stack

CLAIMS = re.compile(
    r"connecting you|putting you through|is here now|has joined|is typing|a person is|someone is (here|there)",
    re.IGNORECASE,
)
"""Words that would claim someone is there."""


def _requests(bot: Bot, patient: Talk) -> list[str]:
    return [row["reason"] for row in bot.store.open_handoffs() if row["conversation"] == patient.id]


@pytest.mark.parametrize("words", ["can I talk to a nurse please", "I want to speak to a real person"])
def test_asking_for_a_person_is_noted_and_told_honestly(bot: Bot, patient: Talk, words: str) -> None:
    """The patient hears when the clinic can be expected, and nobody is claimed to be there."""
    reply = patient.ask(words)
    assert reply.kind == "handoff"
    assert "noted for the staff" in reply.text
    assert re.search(r"open now, until \d+:\d\d|closed now\. The staff are back .+ at \d+:\d\d", reply.text)
    assert re.search(r"\+1 555 010 01\d\d", reply.text)
    assert not CLAIMS.search(reply.text)
    assert len(_requests(bot, patient)) == 1


def test_asking_twice_is_noted_once(bot: Bot, patient: Talk) -> None:
    """An impatient patient is told that the request stands; the staff see one request."""
    patient.say("can I talk to a nurse please")
    reply = patient.ask("I want to speak to a real person now")
    assert reply.kind == "handoff"
    assert "already asked" in reply.text
    assert not CLAIMS.search(reply.text)
    assert len(_requests(bot, patient)) == 1


def test_the_button_for_a_person_notes_a_request(bot: Bot, patient: Talk) -> None:
    """'Talk to a person' does the same as the words."""
    patient.say("what's the weather tomorrow?")
    (reply,) = patient.press("Talk to a person")
    assert reply.kind == "handoff"
    assert len(_requests(bot, patient)) == 1


def test_a_waiting_patient_is_still_answered(patient: Talk) -> None:
    """Until someone takes over, the bot goes on."""
    patient.say("can I talk to a nurse please")
    assert patient.ask("how long does kyphoplasty take?").kind == "answer"


def test_asking_whether_it_is_a_person_gets_the_truth(patient: Talk) -> None:
    """The bot says that it is a program."""
    assert "computer program, not a person" in patient.ask("are you a real person or a bot?").text
