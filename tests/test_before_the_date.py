"""A fever before the procedure has words of its own, wherever the date was named."""

from __future__ import annotations

import pytest

from bot.before_the_date import REPLY, in_view_of_date
from bot.red_flags import RedFlag

FEVER = RedFlag("same_day", "fever", "Fever", "emergency.same_day")
CONCEPTS = {"upcoming", "infection"}


def test_date_ahead_has_its_own_words() -> None:
    """As urgent as before, and no other reason for the staff."""
    found = in_view_of_date(FEVER, ["kyphoplasty is tomorrow", "I've got a fever"], CONCEPTS)
    assert found == RedFlag("same_day", "fever", "Fever", REPLY)


def test_fever_in_figures_is_about_the_date_too() -> None:
    """'My temp is 38.6' names no infection."""
    assert in_view_of_date(FEVER, ["my op is monday and my temp is 38.6"], {"upcoming"}).reply == REPLY


@pytest.mark.parametrize(
    "said", [["I had it on Monday"], ["fever since the procedure"], ["my check-up is tomorrow"]]
)
def test_after_the_procedure_it_has_not(said: list[str]) -> None:
    """A date that is then ahead is another one."""
    assert in_view_of_date(FEVER, said, CONCEPTS) == FEVER


@pytest.mark.parametrize(
    ("red_flag", "concepts"),
    [
        (FEVER, {"infection"}),
        (RedFlag("same_day", "learned", "...", "emergency.same_day"), {"upcoming"}),
        (RedFlag("same_day", "wound", "...", "emergency.same_day"), CONCEPTS),
        (RedFlag("emergency_now", "sepsis", "...", "emergency.emergency_now"), CONCEPTS),
    ],
)
def test_other_dangers_keep_their_words(red_flag: RedFlag, concepts: set[str]) -> None:
    """Above all an emergency."""
    assert in_view_of_date(red_flag, ["kyphoplasty is tomorrow"], concepts) == red_flag
