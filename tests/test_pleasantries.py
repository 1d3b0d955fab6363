"""What is said to be polite is taken off both ends of what is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pleasantries import without_pleasantries

TOLD = "mum makes no sense"


@pytest.mark.parametrize(
    "text",
    [
        f"Sorry to bother you. {TOLD}",
        f"Hello. I know you are all very busy, but {TOLD}",
        f"{TOLD} please",
        f"{TOLD} \U0001f64f",
        f"{TOLD} xx",
        f"{TOLD}. Any advice?",
        f"{TOLD}... sorry. Kind regards, Betty",
        f"Hi, it's Betty here. {TOLD}. Please advise. Many thanks! x",
        f"I don't want to make a fuss but {TOLD}",
        TOLD,
    ],
)
def test_what_is_told_is_left(text: str) -> None:
    """As it was written."""
    assert without_pleasantries(text) == TOLD


@pytest.mark.parametrize(
    "text", ["", "please", "sorry", "xx", "\U0001f64f", "Any advice?", "sorry to bother you", "hi"]
)
def test_pleasantry_by_itself_stays(text: str) -> None:
    """It is all that there is."""
    assert without_pleasantries(text) == text


@given(st.text())
def test_no_text_is_lost(text: str) -> None:
    """Something that can be read is left of whatever could be read."""
    assert bool(text.strip()) == bool(without_pleasantries(text).strip())
