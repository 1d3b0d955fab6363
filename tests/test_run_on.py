"""Where marks were left out, capitals tell where sentences begin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.run_on import unmarked_sentences, with_marks


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (
            "My mum is 84 and frail She broke two bones Can she have it done",
            "My mum is 84 and frail. She broke two bones. Can she have it done",
        ),
        (
            "I slipped on ice and broke L1 Dont know what to do now Is it bad",
            "I slipped on ice and broke L1. Dont know what to do now. Is it bad",
        ),
    ],
)
def test_capitals_begin_sentences(typed: str, read: str) -> None:
    """Small words have one nowhere else."""
    assert with_marks(typed) == read


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Can She Have It",
        "I Cant Breathe Properly Since My Operation On Monday And My Chest Hurts",
        "I CANT BREATHE PROPERLY SINCE MY OPERATION ON MONDAY AND MY CHEST HURTS",
        "My mum is 84. She broke two bones last week Can she have it done",
        "my mum is 84 and frail she broke two bones can she have it done",
        "she broke it in May and has taken vitamin A every day since then",
        "I saw Dr Patel at the Royal and he said that T8 and L1 are broken",
        "Hello\nMy mum is 84 and frail and she broke two bones Can she have it",
    ],
)
def test_text_that_has_marks_or_tells_nothing_is_left_as_it_is(text: str) -> None:
    """Capitals throughout, none at all, or those of names tell of no sentence."""
    assert with_marks(text) == text


@given(
    st.lists(
        st.sampled_from(["My", "mum", "is", "Can", "she", "walk", "It", "hurts", ".", "\n", "\u00e9"])
    ).map(" ".join)
)
def test_sentences_are_all_of_the_text(text: str) -> None:
    """None of it is lost, and they stand in its order."""
    assert "".join(text[start:end] for start, end in unmarked_sentences(text)) == text
