"""A patient who wants a person: noted once, told honestly."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from opening import always_open, closed_today

from bot.handoff import Handoffs

from .talk import Bot, Talk

pytestmark = pytest.mark.stack

CLAIMS = re.compile(
    r"connecting you|putting you through|is here now|has joined|is typing|a person is|someone is (here|there)",
    re.IGNORECASE,
)
"""Words that would claim someone is there."""


@pytest.fixture
def night(bot: Bot) -> Iterator[None]:
    """The clinic is closed for now."""
    bot.edit("clinic.yml", closed_today)
    yield
    bot.edit("clinic.yml", always_open)


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


def test_a_waiting_patient_is_not_answered_by_the_bot(bot: Bot, patient: Talk) -> None:
    """A question while waiting is kept for the staff; the bot does not think about it."""
    patient.say("can I talk to a nurse please")
    turns = len(bot.store.turns(patient.id))
    reply = patient.ask("how long does kyphoplasty take?")
    assert reply.kind == "handoff"
    assert "kept for the staff" in reply.text
    assert len(bot.store.turns(patient.id)) == turns


def test_a_waiting_patient_can_go_on_with_the_bot(bot: Bot, patient: Talk) -> None:
    """By one tap the bot answers again, and the request stays where it is in the line."""
    patient.say("can I talk to a nurse please")
    patient.press("Ask the assistant meanwhile")
    assert patient.ask("how long does kyphoplasty take?").kind == "answer"
    assert len(_requests(bot, patient)) == 1


def test_going_on_answers_what_was_just_asked(bot: Bot, patient: Talk) -> None:
    """The tap is enough: the question that was kept for the staff need not be typed again."""
    patient.say("can I talk to a nurse please")
    patient.say("im 92")
    assert "kept for the staff" in patient.ask("a brace?").text
    told, answer = patient.press("Ask the assistant meanwhile")
    assert (told.kind, answer.kind) == ("handoff", "answer")
    assert "brace" in answer.text
    assert len(_requests(bot, patient)) == 1


def test_never_mind_before_two_questions_answers_both(patient: Talk) -> None:
    """The words before them do not hide what the two begin with."""
    patient.say("can I talk to a nurse please")
    cancelled, answer = patient.say("Forget it, when can I drive and fly?")
    assert "is cancelled" in cancelled.text
    assert {"drive", "fly"} <= set(answer.text.lower().split())


def test_a_nurse_who_comes_is_not_talked_over(bot: Bot, patient: Talk) -> None:
    """With a person there the bot says nothing to anything, and answers again when the person has left."""
    patient.say("can I talk to a nurse please")
    handoffs = Handoffs(bot.store)
    handoffs.take(patient.id, 1)
    before = len(bot.store.messages(patient.id))
    patient.types("how long does kyphoplasty take?")
    patient.types("/restart")
    assert [each.sender for each in bot.store.messages(patient.id)[before:]] == ["patient", "patient"]
    handoffs.close(patient.id, 1, "answered")
    assert patient.ask("how long does kyphoplasty take?").kind == "answer"


def test_asking_whether_it_is_a_person_gets_the_truth(patient: Talk) -> None:
    """The bot says that it is a program."""
    assert "computer program, not a person" in patient.ask("are you a real person or a bot?").text


@pytest.mark.usefixtures("night")
def test_at_night_the_bot_goes_on_and_the_request_stands(bot: Bot, patient: Talk) -> None:
    """The patient hears when the staff are back and whom to call, and is answered what is asked until then."""
    noted = patient.ask("can I talk to a nurse please")
    assert re.search(r"The staff are back .+ at 8:00", noted.text)
    assert "on-call line" in noted.text
    assert "Ask the assistant meanwhile" not in patient.labels
    assert patient.ask("im on warfarin for my heart").text.startswith("Your message is kept for the staff.")
    medicine = patient.ask("so do i stop it or not")
    assert "preparation.blood_thinners" in medicine.answer_ids
    assert "Your request for a person still stands" in medicine.text
    assert patient.ask("how long does kyphoplasty take?").kind == "answer"
    assert "already asked" in patient.ask("I want to speak to a real person now").text
    assert patient.ask("still waiting").text == noted.text
    assert patient.ask("what are the risks").kind == "answer"
    assert len(_requests(bot, patient)) == 1


@pytest.mark.usefixtures("night")
def test_at_night_a_nurse_who_comes_silences_the_bot(bot: Bot, patient: Talk) -> None:
    """However it was before."""
    patient.say("can I talk to a nurse please")
    assert patient.ask("what are the risks").kind == "answer"
    Handoffs(bot.store).take(patient.id, 1)
    patient.types("and how long does it take?")
    patient.types("still waiting")


@pytest.mark.usefixtures("night")
@pytest.mark.parametrize("words", ["hi is anyone there", "can i have it dun agen"])
def test_nobody_is_asked_for_by_other_words(bot: Bot, patient: Talk, words: str) -> None:
    """A greeting, and whether it can be done twice."""
    assert patient.ask(words).kind in ("smalltalk", "answer", "suggest")
    assert _requests(bot, patient) == []


def test_a_call_that_is_asked_for_gets_a_word(patient: Talk) -> None:
    """Numbers cannot be kept here: the staff write, and the number to call is told."""
    reply = patient.ask("get someone to ring me")
    assert "The staff answer here, in this chat." in reply.text
    assert "+1 555 010 0199" in reply.text
