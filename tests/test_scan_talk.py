"""What a scan shows is for the doctor to say, also where only the talk before names the scan."""

from __future__ import annotations

import pytest

from bot.scan_talk import SCAN, asks_what_it_shows


@pytest.mark.parametrize(
    "text",
    ["is it new or old then", "is it bad?", "so is the break healed", "does it look serious", "how bad is it",
     "what does it mean", "just tell me if its broken", "is it an old one or a new one?", "does that mean it's broken",
     "so is it a new break", "is it a new fracture or an old one", "can you tell me if its new", "has it healed",
     "have they moved", "just tell me what it shows", "tell me how bad it is", "say whether the break is old"],
)  # fmt: skip
def test_after_a_scan_it_is_the_scan(text: str) -> None:
    """'New' is the break, not the procedure."""
    assert asks_what_it_shows(text, [SCAN])
    assert not asks_what_it_shows(text, ["what_is"])


@pytest.mark.parametrize(
    "text",
    [
        "is it safe",
        "is kyphoplasty new",
        "how long does it take",
        "is it ok to drive",
        "what is it",
        "",
        "tell me what the risks are",
        "tell me if it hurts",
        "tell me what it is",
        "say what happens next",
        "can you tell me if i can drive",
        "has it been done often",
    ],
)
def test_another_question_is_itself(text: str) -> None:
    """What says what it is about is left to the classifier."""
    assert not asks_what_it_shows(text, [SCAN])
