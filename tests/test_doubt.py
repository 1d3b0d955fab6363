"""Whether help need be called at all is told from another question."""

from __future__ import annotations

import pytest

from bot.course import FEW_CHARACTERS
from bot.doubt import MORE_WORDS, doubts, names_helpers, waits_in_vain


@pytest.mark.parametrize(
    "text",
    [
        "oh i dont want to make a fuss cant it wait till morning",
        "is it really needed",
        "is all this necessary",
        "are you sure",
        "i have my consultation in 2 weeks i'll mention it",
        "I will tell the surgeon at my check-up",
        "could i not just wait and see",
        "we'll see my gp on monday",
        "ill give it until tomorrow",
        "i'd rather leave it till after the weekend",
        "he doesn't want to waste anyone's time",
        "mum hates bothering the doctors",
        "i can ring in the morning",
        "that seems over the top",
        "the neighbour is a nurse and she says call",
        "my son thinks i should ring",
        "is it too late for the hospital",
        "I will go tomorrow",
        "can it wait till my husband comes",
        "she says go to the er",
    ],
)
def test_it_is_put_off_or_doubted(text: str) -> None:
    """In more words than those on how it goes."""
    assert doubts(text)


@pytest.mark.parametrize(
    "text",
    [
        "how long do i have to wait in the morning",
        "can I go to my daughter's wedding",
        "can I go swimming next week?",
        "can I go back to my job",
        "is it necessary to fast?",
        "is it really necessary to wear a brace?",
        "should I stop them before",
        "my doctor told me to go for walks",
        "can I call you after 5",
        "when can I drive",
        "what time can i go home tomorrow",
        "will the pain go away",
        "I had it done on Monday",
        "is it too late for the cement",
        "she says the balloon one goes in first",
        "when will it be necessary to see my doctor",
        "wait till morning " + "and so on " * MORE_WORDS,
        "cant it wait" + "." * FEW_CHARACTERS,
    ],
)
def test_other_questions_are_not(text: str) -> None:
    """They have answers."""
    assert not doubts(text)


def test_those_to_call_are_named() -> None:
    """Not a car park near them."""
    assert names_helpers("no i havent rung 911 yet")
    assert names_helpers("how much is an ambulance")
    assert names_helpers("do i go to a and e")
    assert not names_helpers("is there parking near a&e car park")
    assert not names_helpers("when can I drive")


@pytest.mark.parametrize(
    ("text", "in_vain"),
    [
        ("still no ambulance", True),
        ("nobody has come", True),
        ("they havent come yet its been an hour", True),
        ("the ambulance is still not here", True),
        ("no sign of them", True),
        ("we are still waiting", False),
        ("the ambulance is coming", False),
        ("they are here", False),
        ("how long till someone comes", False),
    ],
)
def test_nobody_came(text: str, in_vain: bool) -> None:
    """Whoever called may have to call again."""
    assert waits_in_vain(text) == in_vain
