"""Laughter takes nothing from what is told."""

from __future__ import annotations

import pytest

from bot.laughter import without_laughter


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("my chest hurts since the kyphoplasty haha", "my chest hurts since the kyphoplasty"),
        ("thanks babe, my legs are numb now ha ha", "thanks babe, my legs are numb now"),
        ("lol i cant feel my feet", "i cant feel my feet"),
        ("peed myself twice today \N{FACE WITH TEARS OF JOY}", "peed myself twice today"),
    ],
)
def test_what_is_told_is_read_without_it(text: str, told: str) -> None:
    """A joke is often made of what frightens."""
    assert without_laughter(text) == told


@pytest.mark.parametrize("text", ["my chest hurts", "hahaha", "the lollipop is sticky", "Hal has a halo", ""])
def test_nothing_is_left_out_where_nobody_laughs_or_nothing_is_told(text: str) -> None:
    """Words that only look like it stay."""
    assert without_laughter(text) is None
