"""Whoever types a button's words, or its place among the others, has pressed it."""

from __future__ import annotations

import pytest

from bot.reply import Choice
from bot.typed_choice import chosen_by_gist, chosen_by_place, chosen_by_words

QUESTIONS = (
    Choice("How long does it take?", "/duration", "duration"),
    Choice("How does recovery go?", "/recovery", "recovery"),
    Choice("What are the risks?", "/risks", "risks"),
)
OTHERS = (Choice("Something else", "/request.something_else"), Choice("Talk to a person", "/request.human"))
TIMES = (Choice("Call me in the morning", "m"), Choice("Call me at any time", "a"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("How does recovery go?", "/recovery"),
        ("how does recovery go", "/recovery"),
        ("talk to a person!", "/request.human"),
        ("the second one", None),
        ("2", None),
        ("recovery", None),
        ("", None),
    ],
)
def test_words_choose(text: str, value: str | None) -> None:
    """Capitals and punctuation do not count; a part of the words is not enough."""
    meant = chosen_by_words(text, (*QUESTIONS, *OTHERS))
    assert (meant.value if meant else None) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the second one", "/recovery"),
        ("the first", "/duration"),
        ("yes the first please", "/duration"),
        ("the last one", "/risks"),
        ("number 3 please", "/risks"),
        ("2", "/recovery"),
        ("4", None),
        ("the fifth one", None),
        ("the second one hurts more", None),
        ("what about the first days", None),
        ("recovery", None),
        ("", None),
    ],
)
def test_place_chooses(text: str, value: str | None) -> None:
    """It is counted among the questions alone: 'the last one' is no request for a person."""
    meant = chosen_by_place(text, (*QUESTIONS, *OTHERS))
    assert (meant.value if meant else None) == value


def test_place_is_counted_among_whatever_there_is() -> None:
    """Where no button is a question, and where a person comes first."""
    assert chosen_by_place("the second one", TIMES) == TIMES[1]
    assert chosen_by_place("1", (OTHERS[1], *QUESTIONS)) == QUESTIONS[0]
    assert chosen_by_place("1", ()) is None


def test_button_that_stands_alone_is_no_first_one() -> None:
    """'The first one' after an answer is of what it said; a person would be asked for in its place."""
    assert chosen_by_place("the first one", OTHERS[1:2]) is None
    assert chosen_by_place("1", OTHERS[1:2]) == OTHERS[1]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("in the morning", "m"),
        ("Mornings are best, please.", "m"),
        ("I'd prefer the morning", "m"),
        ("tomorrow morning", "m"),
        ("any time", "a"),
        ("whenever suits you", "a"),
        ("not in the morning", None),
        ("it hurts in the morning", None),
        ("in the evening", None),
        ("ok", None),
        ("", None),
    ],
)
def test_gist_chooses(text: str, value: str | None) -> None:
    """What stands around it does not count; a word more may say something else."""
    meant = chosen_by_gist(text, TIMES)
    assert (meant.value if meant else None) == value
