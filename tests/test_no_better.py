"""What points back to a danger of some messages before is told from other words of what is still so."""

from __future__ import annotations

import pytest

from bot.no_better import is_no_better


@pytest.mark.parametrize(
    "text",
    [
        "it is still numb",
        "the leg is still the same",
        "it hasn't gone away",
        "its still there",
        "i still feel the same",
        "its still high",
        "no better",
        "my chest is no better than it was, still tight",
        "still can't feel it",
        "we pressed on it like you said, still coming",
        "he's not any better",
        "it has not stopped bleeding",
        "it's no better since the op",
        "still hurts like hell",
        "still can not feel my foot",
        "foot no different",
        "its not gone after all, belly is like a drum",
    ],
)
def test_what_is_no_better_points_back(text: str) -> None:
    """Whatever was asked since."""
    assert is_no_better(text)


@pytest.mark.parametrize(
    "text",
    [
        "I'm still not sure",
        "it still doesn't make sense to me",
        "can I still drive",
        "is it still sore after a month",
        "will it still be numb after the injection",
        "I have not got a brace",
        "I haven't stopped my tablets",
        "the appointment has not come yet",
        "is the balloon any better",
        "I still have the same doctor",
        "no difference to me which day it is",
        "hello are you still there",
        "is anyone still there",
        "my daughter is still coming",
        "the link is still not working",
        "the bus is not going",
        "the price is the same",
        "is my bed still there?",
        "we have not gone private",
    ],
)
def test_other_words_of_what_is_still_so_do_not(text: str) -> None:
    """Nor does a question."""
    assert not is_no_better(text)
