"""A bare number after a question about fever is what the thermometer shows."""

from __future__ import annotations

import pytest

from bot.fever_talk import fever_told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("39", "I have a fever of 39"),
        ("it is 38.4 now", "I have a fever of 38.4"),
        ("she has 39,2", "I have a fever of 39,2"),
        ("101.5 f", "I have a fever of 101.5"),
    ],
)
def test_number_is_told(text: str, told: str) -> None:
    """The word for it stands in the question before."""
    assert fever_told(text, ["when is a fever a problem"]) == told


@pytest.mark.parametrize("text", ["37.6", "and if it's 38.4?", "39 weeks", "I am 39 years old", "3 9", ""])
def test_other_numbers_tell_of_no_fever(text: str) -> None:
    """Below 38 there is none, and what is supposed is not there."""
    assert fever_told(text, ["when is a fever a problem"]) is None


def test_number_alone_tells_nothing() -> None:
    """It may be an age."""
    assert fever_told("39", ["am I too old for it"]) is None
