"""What is asked behind a danger takes nothing from it."""

from __future__ import annotations

import pytest

from bot.worry_behind import without_worry


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("mum can't breathe, will it pass?", "mum can't breathe"),
        ("he has chest pain who do i call", "he has chest pain"),
        ("dad won't wake up, can it wait till Monday", "dad won't wake up"),
        ("I can't feel my legs, though it is a bit better now. Thanks", "I can't feel my legs"),
        ("he has chest pain, like last year", "he has chest pain"),
        ("her lips are blue what should i do please", "her lips are blue"),
        ("Good morning. I have a fever of 39 should I worry", "Good morning. I have a fever of 39"),
    ],
)
def test_what_is_told_before_a_worry_is_read_by_itself(text: str, told: str) -> None:
    """How it will go, how long it can wait and whom to call are asked by those who have it."""
    assert without_worry(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "if my leg goes numb who do I call",
        "say I take a double dose, whom would I tell?",
        "can it make my leg numb, and will it pass",
        "leg weakness, will it go away",
        "Will it pass?",
        "my leg is numb",
        "",
    ],
)
def test_what_is_asked_in_general_stays_whole(text: str) -> None:
    """Nobody has it."""
    assert without_worry(text) is None


@pytest.mark.parametrize(
    "text", ["i " + " " * 19_000, "i " + "-" * 19_000, "will it pass" + " " * 19_000 + "x"]
)
def test_page_of_gaps_is_gone_through_once(text: str) -> None:
    """From each of its marks anew it took two minutes, in which nobody else's message was screened."""
    assert without_worry(text) is None
