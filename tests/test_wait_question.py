"""A patient who waits and asks about the wait hears how things stand, and not that the bot could answer."""

from __future__ import annotations

import pytest

from bot.wait_question import asks_about_the_wait


@pytest.mark.parametrize(
    "text",
    [
        "hello?",
        "hello is anyone there",
        "how long have I got to sit here",
        "how long must i wait here",
        "is she coming",
        "are you still there?",
        "when will they come",
        "when is someone going to answer me",
        "how long until someone answers",
        "how much longer do i have to wait",
        "why is nobody answering me",
        "am i still in the queue",
        "how do i cancel my request",
        "how long will that be",
        "how much longer",
        "when",
        "anyone??",
        "when do you open again",
        "you didnt answer me",
        "you never answered my question",
        "did she get it",
        "did it send?",
        "has my message gone through",
        "will they even look",
        "will they answer here",
        "how will i know when they answer",
        "whats the wait",
        "what's the waiting time",
        "and how long till the human",
        "when are the staff back",
        "how do they reply",
        "nurse please",
        "yes get me one",
        "agent agent agent",
        "ok i changed my mind, yes a person",
        "get me someone",
    ],
)
def test_question_about_the_wait_is_understood(text: str) -> None:
    """In the words of somebody who is tired of it."""
    assert asks_about_the_wait(text, is_waiting=True)


@pytest.mark.parametrize(
    "text",
    [
        "please someone answer",
        "please just hurry up someone",
        "hurry up please",
        "still waiting",
        "im waiting",
        "ive been waiting for an hour",
        "i've been waiting all night",
        "can someone please answer",
        "answer me please",
        "nobody has answered me",
        "is no one there",
        "help",
        "please help me",
        "i need help",
        "why isnt anyone answering",
    ],
)
def test_plea_is_about_the_wait(text: str) -> None:
    """Whoever it is that answers meanwhile: it is not to be met with silence, nor with an answer."""
    assert asks_about_the_wait(text, is_waiting=True)
    assert asks_about_the_wait(text, is_waiting=False)


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "im still waiting for my scan",
        "someone told me it hurts",
        "how long will it take to heal",
        "has anyone died of it",
        "how long does it take",
        "how long do i have to wait to drive",
        "is there a nurse there when i wake up",
        "when will the nurse take my stitches out",
        "is anyone there overnight",
        "how do i cancel",
        "will they look at my scan",
        "the nurse said i can go home",
        "one",
        "will they see the cement",
        "how will i know when the cement leaks",
        "did they get all the cement in",
        "",
    ],
)
def test_other_questions_are_not_about_the_wait(text: str) -> None:
    """They are kept for the staff, and the bot could try to answer them."""
    assert not asks_about_the_wait(text, is_waiting=True)


@pytest.mark.parametrize(
    "text",
    [
        "how long is the wait",
        "when will they come",
        "is anyone coming",
        "how much longer is the queue",
        "when will you call me",
        "hello is anyone there",
    ],
)
def test_who_goes_on_with_the_bot_may_ask_about_the_wait_too(text: str) -> None:
    """The bot would take it for the time that the procedure takes."""
    assert asks_about_the_wait(text, is_waiting=False)


@pytest.mark.parametrize(
    "text",
    [
        "hello?",
        "are you still there?",
        "how long do i have to wait",
        "how long have I got to sit here",
        "is he coming",
        "when are you free",
        "how long will that be",
        "when",
        "anyone?",
        "you didnt answer me",
    ],
)
def test_what_may_be_meant_for_the_bot_is_left_to_it(text: str) -> None:
    """A greeting, and a wait that may be for something after the procedure."""
    assert asks_about_the_wait(text, is_waiting=True)
    assert not asks_about_the_wait(text, is_waiting=False)
