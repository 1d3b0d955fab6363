"""Whoever goes on with the bot while waiting is answered what was just asked, and need not type it again."""

from __future__ import annotations

import asyncio

import pytest
from patient import Patient
from played_assistant import PlayedAssistant

from bot.handoff import Handoffs
from bot.reply import Choice, Reply
from bot.store import Store

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("noon")]

GO_ON, CANCEL = "Ask the assistant meanwhile", "I do not need a person"
BRACE = "Most likely only if your team orders one."


@pytest.fixture
def waiting(patient: Patient, played: PlayedAssistant) -> Patient:
    """A patient who asked for a person and has been told that what is written now is kept."""
    patient.writes("/human")
    patient.writes("im 92")
    played.will_say(Reply(BRACE, "answer"))
    return patient


def texts(played: PlayedAssistant) -> list[str]:
    """What the assistant was asked."""
    return [each["text"] for each in played.asked]


@pytest.mark.parametrize("words", [GO_ON, "yes please", "can i ask you things while i wait"])
def test_question_kept_last_is_answered(
    waiting: Patient, store: Store, played: PlayedAssistant, words: str
) -> None:
    """The patient hears that the bot answers again and the answer, and keeps the place in the line."""
    waiting.writes("a brace?")
    told, answer = waiting.writes(words)
    assert "place in the line stays" in " ".join(told.text.split())
    assert answer.text == BRACE
    assert texts(played) == ["a brace?"]
    assert Handoffs(store).position(waiting.conversation) == 1


@pytest.mark.parametrize("plea", ["you didnt answer me", "please someone answer", "still waiting"])
def test_question_before_a_plea_is_answered(waiting: Patient, played: PlayedAssistant, plea: str) -> None:
    """'Yes please try' is meant for what was asked, however often its patient has asked when an answer comes."""
    waiting.writes("a brace?")
    for _ in range(2):
        (told,) = waiting.writes(plea)
        assert GO_ON in [choice.label for choice in told.choices]
    assert waiting.writes("yes please try")[-1].text == BRACE
    assert texts(played) == ["a brace?"]


def test_question_before_a_statement_is_not_answered(waiting: Patient, played: PlayedAssistant) -> None:
    """What was told since may have changed what is asked."""
    waiting.writes("a brace?")
    token = waiting.token(GO_ON)
    waiting.writes("im very scared")
    assert len(waiting.presses_token(token)) == 1
    assert played.asked == []


def test_own_question_behind_the_wish_is_answered_alone(waiting: Patient, played: PlayedAssistant) -> None:
    """'While I'm waiting, can I drive?' asks that, and not what was asked before."""
    waiting.writes("a brace?")
    waiting.writes("while im waiting, when can I drive")
    assert texts(played) == ["when can I drive"]


def test_second_press_answers_nothing_again(waiting: Patient, played: PlayedAssistant) -> None:
    """The same press sent again gives the same; another press finds nothing that is kept."""
    waiting.writes("a brace?")
    token = waiting.token(GO_ON)
    first = waiting.presses_token(token, "press-1")
    assert [each.text for each in waiting.presses_token(token, "press-1")] == [each.text for each in first]
    assert len(waiting.presses_token(token, "press-2")) == 1
    assert texts(played) == ["a brace?"]


def test_danger_is_not_put_to_the_assistant(waiting: Patient, played: PlayedAssistant) -> None:
    """It had its own reply, and the staff have it."""
    waiting.writes("a brace?")
    token = waiting.token(GO_ON)
    (emergency,) = waiting.writes("my legs have gone numb, is that normal?")
    assert emergency.kind == "emergency"
    assert [each.kind for each in waiting.presses_token(token)] == ["handoff"]
    assert played.asked == []


def test_nothing_is_answered_over_the_staff(waiting: Patient, store: Store, played: PlayedAssistant) -> None:
    """A nurse took the conversation before the press."""
    waiting.writes("a brace?")
    token = waiting.token(GO_ON)
    Handoffs(store).take(waiting.conversation, 1)
    assert len(waiting.presses_token(token)) == 1
    assert played.asked == []


def test_nothing_is_answered_after_the_staff(waiting: Patient, store: Store, played: PlayedAssistant) -> None:
    """A nurse answered and put the conversation back: the question is not open any more."""
    waiting.writes("a brace?")
    token = waiting.token(GO_ON)
    handoffs = Handoffs(store)
    handoffs.take(waiting.conversation, 1)
    store.add_staff_message(waiting.conversation, "No brace.", 1, "staff-1")
    handoffs.release(waiting.conversation, 1)
    assert len(waiting.presses_token(token)) == 1
    assert played.asked == []


def test_nurse_who_comes_while_the_assistant_thinks_is_not_talked_over(
    waiting: Patient, store: Store, played: PlayedAssistant
) -> None:
    """Its answer is dropped."""
    waiting.writes("a brace?")
    played.on_message = lambda: Handoffs(Store(store.path)).take(waiting.conversation, 1)
    assert BRACE not in [each.text for each in waiting.presses(GO_ON)]


def test_press_that_was_only_stored_is_dealt_with_after_a_restart(
    waiting: Patient, played: PlayedAssistant, loop: asyncio.AbstractEventLoop
) -> None:
    """The question is found in what is stored."""
    waiting.writes("a brace?")
    waiting.door.note_choice(waiting.conversation, waiting.token(GO_ON), "press-1")
    loop.run_until_complete(waiting.door.resume())
    assert waiting.transcript[-3::2] == [GO_ON, BRACE]
    loop.run_until_complete(waiting.door.resume())
    assert texts(played) == ["a brace?"]


def test_bot_that_was_stopped_right_after_the_press_answers_at_its_next_start(
    waiting: Patient, store: Store, played: PlayedAssistant, loop: asyncio.AbstractEventLoop
) -> None:
    """The patient was told that it answers again, and asked nothing since."""
    waiting.writes("a brace?")
    token = waiting.token(GO_ON)
    (pressed,) = waiting.door.note_choice(waiting.conversation, token, "press-1")
    waiting.door._responding._end_waiting(waiting.door._content.current(), pressed, "handoff.go_on")
    loop.run_until_complete(waiting.door.resume())
    assert waiting.transcript[-3::2] == [GO_ON, BRACE]
    assert [each.text for each in waiting.presses_token(token, "press-1")][1:] == [BRACE]
    loop.run_until_complete(waiting.door.resume())
    assert texts(played) == ["a brace?"]


def test_assistant_that_is_down_loses_nothing(
    waiting: Patient, store: Store, played: PlayedAssistant
) -> None:
    """The patient hears of it, the staff are alerted, and the place in the line stays."""
    waiting.writes("a brace?")
    played.status = 503
    told, sorry = waiting.presses(GO_ON)
    assert (told.kind, sorry.kind) == ("handoff", "system")
    assert [alert["level"] for alert in store.alerts()] == ["unanswered"]
    assert Handoffs(store).position(waiting.conversation) == 1


def test_right_is_looked_after_and_not_put_to_the_assistant(
    waiting: Patient, played: PlayedAssistant
) -> None:
    """What the door answers itself it answers now."""
    waiting.writes("what do you know about me?")
    assert waiting.presses(GO_ON)[-1].text.startswith("I have stored")
    assert played.asked == []


def test_old_button_kept_last_is_pressed_again(patient: Patient, played: PlayedAssistant) -> None:
    """It stands for what it stood for, and not for its words."""
    choice = Choice("When can I drive?", '/ask{"topic": "activity.driving"}', "activity.driving")
    played.will_say(Reply("Which?", "suggest", choices=(choice,)))
    patient.writes("after it")
    token = patient.token(choice.label)
    patient.writes("/human")
    patient.presses_token(token)
    patient.presses(GO_ON)
    assert [each["payload"] for each in played.asked] == [None, choice.value]


def test_cancelling_answers_nothing(waiting: Patient, played: PlayedAssistant) -> None:
    """Whoever gives up the request may have given up the question."""
    waiting.writes("a brace?")
    assert len(waiting.presses(CANCEL)) == 1
    assert played.asked == []
