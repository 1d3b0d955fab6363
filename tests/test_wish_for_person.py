"""What is told beside a wish for a person stands by itself."""

from __future__ import annotations

import pytest

from bot.wish_for_person import without_wish


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("please get a person my speech is coming out wrong", "my speech is coming out wrong"),
        ("Could someone phone? Mother isn't making sense.", "Mother isn't making sense."),
        ("can you put me through, my rash is spreading", "my rash is spreading"),
        ("I fell this morning, can someone ring me", "I fell this morning"),
        ("my vision is blurry and id like a nurse to ring me", "my vision is blurry"),
        ("can someone call my husband has collapsed", "my husband has collapsed"),
        ("can someone call my husband back, he is dizzy", "he is dizzy"),
        ("ok ill wait for the nurse then. meanwhile I get sleepier", "I get sleepier"),
    ],
)
def test_what_is_told_stands_without_the_wish(text: str, told: str) -> None:
    """Whether it stands in front or behind."""
    assert without_wish(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "my leg is numb",
        "can I talk to a nurse",
        "nurse please",
        "",
        "I talked to a nurse about my leg",
        "call me",
    ],
)
def test_other_messages_have_nothing_beside(text: str) -> None:
    """Nothing wished for, or nothing told."""
    assert without_wish(text) is None
