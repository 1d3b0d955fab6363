"""Apostrophes that were left out are put back, where no other word is meant."""

from __future__ import annotations

import pytest

from bot.apostrophes import with_apostrophes


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("i dont know what im doing", "i don't know what i'm doing"),
        ("Ive had it done, cant lift", "I've had it done, can't lift"),
        ("WONT IT HURT, I CANT SAY", "WON'T IT HURT, I CAN'T SAY"),
        ("shes 84 and hes 90, whats best", "she's 84 and he's 90, what's best"),
    ],
)
def test_what_is_no_word_without_it_has_it(typed: str, read: str) -> None:
    """In whatever case it was typed."""
    assert with_apostrophes(typed) == read


@pytest.mark.parametrize("text", ["", "don't", "well, its shed were ill", "the cantor's import", "id card"])
def test_other_words_stay(text: str) -> None:
    """'Well', 'were', 'ill' and 'its' are words of their own."""
    assert with_apostrophes(text) == text
