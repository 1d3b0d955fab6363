"""What is asked in front of a danger tells of it, unless it asks of a day to come."""

from __future__ import annotations

import pytest

from bot.asked_in_front import (
    asked_if_normal,
    asks_what_then,
    told_in_asking,
    without_question_in_front,
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("what does it mean if mum can't breathe", "mum can't breathe"),
        ("what does it mean that my left leg has gone numb", "my left leg has gone numb"),
        ("What does it mean if I can't lift my foot?", "I can't lift my foot?"),
        ("does it matter that dad can't feel his legs", "dad can't feel his legs"),
        ("hello, is it usual for this that she is coughing up blood", "she is coughing up blood"),
        ("could the cement be why he fainted twice", "he fainted twice"),
        ("I read that this can happen, he has chest pain", "he has chest pain"),
        ("just wondering, he has chest pain", "he has chest pain"),
        ("my daughter who is a nurse thinks dad has sepsis", "dad has sepsis"),
        ("It was on Monday. How is it possible that her face is drooping", "It was on Monday. her face is drooping"),
    ],
)  # fmt: skip
def test_what_somebody_has_is_read_by_itself(text: str, told: str) -> None:
    """Who asks what it means that somebody has it says that somebody has it."""
    assert without_question_in_front(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "what does it mean if you get a fever",
        "what does it mean if I have a fever",
        "is it normal to feel dizzy",
        "I read that this can happen",
        "does it matter which doctor does it",
        "mum can't breathe",
        "",
    ],
)
def test_what_nobody_has_stays_whole(text: str) -> None:
    """It is asked in general, or nothing stands in front of it."""
    assert without_question_in_front(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "what should I do if he faints",
        "who do we call when her leg goes weak?",
        "what if I get chest pain on the bus home",
        "should I ring you if the leg goes numb",
    ],
)
def test_day_to_come_is_asked_of(text: str) -> None:
    """What to do then has an answer of its own."""
    assert asks_what_then(text)


@pytest.mark.parametrize("text", ["what should I do", "he faints", "when should I arrive", ""])
def test_nothing_to_come(text: str) -> None:
    """No case is named."""
    assert not asks_what_then(text)


@pytest.mark.parametrize(
    "text", ["\n" * 19_000, "hi, " * 4_000, ". hi " * 4_000, "wondering " + "-" * 19_000]
)
def test_page_of_marks_is_gone_through_once(text: str) -> None:
    """From each mark anew it would hold up everybody."""
    assert without_question_in_front(text) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("What helps against not being able to pass water?", "I am not able to pass water"),
        ("what can i take against breathlessness", "I have breathlessness"),
        ("exercises for a foot that drags?", "I have a foot that drags"),
        ("No problems to report other than not having peed for 14 hours", "I have not peed for 14 hours"),
        ("all is well except that I can't work my bladder", "I can't work my bladder"),
    ],
)
def test_remedy_and_exception_are_read_as_told(text: str, told: str) -> None:
    """Nobody asks for a remedy against what nobody has."""
    assert told in told_in_asking(text)


def test_what_is_asked_to_be_normal_is_read_as_told() -> None:
    """Unless it is asked in general."""
    assert asked_if_normal("is numbness down there normal") == ["I have numbness down there"]
    assert asked_if_normal("should I be numb between the legs") == ["I am numb between the legs"]
    assert asked_if_normal("can it be that numbness is normal") == []
    assert asked_if_normal("is that normal") == []
