"""A few words point at one of several answers."""

from __future__ import annotations

import pytest

from bot.pointed_at import LAST, place_pointed_at, wants_more_of_it


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("second?", 1),
        ("And thirdly?", 2),
        ("and the first question", 0),
        ("what about the last one", LAST),
        ("what was the second answer again", 1),
        ("no. 4?", 3),
        ("no 2 please", 1),
        ("Q2 again pls", 1),
        ("b?", 1),
        ("question two", 1),
        ("the third in more detail", 2),
    ],
)
def test_place_is_read(text: str, place: int) -> None:
    """By its word, its number or its letter."""
    assert place_pointed_at(text) == place


@pytest.mark.parametrize(
    "text",
    ["no", "2", "the other one", "second opinion", "the first day", "a bath?", "last week", "", "no " * 30],
)
def test_other_words_point_at_nothing(text: str) -> None:
    """A bare number may be a count or a temperature."""
    assert place_pointed_at(text) is None


def test_more_is_wanted_in_words() -> None:
    """Else the same is told once more."""
    assert wants_more_of_it("the third in more detail")
    assert not wants_more_of_it("third?")
