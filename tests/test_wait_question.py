"""A patient who waits and asks about the wait hears how things stand, and not that the bot could answer."""

from __future__ import annotations

import pytest

from bot.wait_question import asks_about_the_wait


@pytest.mark.parametrize(
    "text",
    [
        "hello?",
        "hello is anyone there",
        "are you still there?",
        "when will they come",
        "when is someone going to answer me",
        "how long until someone answers",
        "how much longer do i have to wait",
        "why is nobody answering me",
        "am i still in the queue",
    ],
)
def test_question_about_the_wait_is_understood(text: str) -> None:
    """In the words of somebody who is tired of it."""
    assert asks_about_the_wait(text)


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "how long does it take",
        "how long do i have to wait to drive",
        "is there a nurse there when i wake up",
        "when will the nurse take my stitches out",
        "is anyone there overnight",
        "",
    ],
)
def test_other_questions_are_not_about_the_wait(text: str) -> None:
    """They are kept for the staff, and the bot could try to answer them."""
    assert not asks_about_the_wait(text)
