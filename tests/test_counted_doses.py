"""How many were taken, told after a question about tablets."""

from __future__ import annotations

import pytest

from bot.counted_doses import tells_many_taken


@pytest.mark.parametrize(
    "text",
    [
        "ive had 14 already today",
        "had about 10 so far",
        "thats 12 for today then",
        "i had eleven",
        "she took the whole box",
    ],
)
def test_many_are_told(text: str) -> None:
    """What of stands in the question before it."""
    assert tells_many_taken(text)


@pytest.mark.parametrize(
    "text",
    [
        "had 2 so far",
        "I've had 10 years of this",
        "had 10 sessions of physio",
        "thats 12 weeks now then",
        "took 400 mg",
        "",
    ],
)
def test_few_or_something_else_is_told(text: str) -> None:
    """Weeks and milligrams are no tablets."""
    assert not tells_many_taken(text)
