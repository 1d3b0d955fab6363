"""A few words after a danger: how it goes on, or another question."""

from __future__ import annotations

import pytest

from bot.course import FEW_CHARACTERS, FEW_WORDS, gets_worse, goes_on


@pytest.mark.parametrize(
    "text",
    [
        "he says its nothing",
        "not severe",
        "i feel a bit woozy",
        "oh. its not sore or anything tho",
        "my daughter says im being silly",
        "he's very pale",
        "she is cold and shaky",
        "no pain though",
        "left side too",
        "he won't go to hospital",
        "it's about the same",
        "no answer at the clinic",
        "should I ring",
        "do i really call",
    ],
)
def test_words_on_how_it_goes_are_about_it(text: str) -> None:
    """Played down, a sign named, or whether it can wait."""
    assert goes_on(text)


@pytest.mark.parametrize(
    "text",
    [
        "is it ok to bend to tie shoelaces",
        "same as dentist?",
        "how long till a new date",
        "when can I drive now",
        "what should i take with me",
        "will I be sore after",
        "is it painful",
        "what do they use for numbing",
        "is it normal to be tired after the procedure",
        "which one is better",
        "do you take blood tests",
        "when can I go back to work",
        "it is just for my records that I ask about the day and the time",
    ],
)
def test_plain_questions_are_not(text: str) -> None:
    """They have answers, which are told after a reminder."""
    assert not goes_on(text)
    assert not gets_worse(text)


def test_what_gets_worse_is_told_by_few_words() -> None:
    """A long message is another story."""
    assert gets_worse("I rang them and it is getting worse")
    assert not gets_worse("worse " * (FEW_WORDS + 1))
    assert not gets_worse("worse" + "!" * FEW_CHARACTERS)
