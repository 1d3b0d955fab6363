"""Obvious dangers are seen, plain questions are not taken for them."""

from __future__ import annotations

import pytest

from bot.content import Content
from bot.safety import Safety


@pytest.fixture(scope="session")
def safety(content: Content) -> Safety:
    """The shipped rules, without the learned check."""
    return Safety(content.red_flags)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("My chest is tight and it hurts", "emergency_now"),
        ("she can\u2019t breathe properly", "emergency_now"),
        ("I can't feel my legs", "emergency_now"),
        ("I lost control of my bladder", "emergency_now"),
        ("his speech is slurred", "emergency_now"),
        ("he passed out in the kitchen", "emergency_now"),
        ("the bleeding won't stop", "emergency_now"),
        ("my tongue is swelling up", "emergency_now"),
        ("mum took too many pills", "emergency_now"),
        ("I WANT TO DIE", "crisis"),
        ("I have a high fever", "same_day"),
        ("the wound is red and oozing", "same_day"),
        ("my calf is swollen and sore", "same_day"),
    ],
)
def test_danger_is_seen(safety: Safety, text: str, level: str) -> None:
    """Someone who writes of a danger is met with its level."""
    flag = safety.screen(text)
    assert flag is not None
    assert flag.level == level
    assert flag.flag


@pytest.mark.parametrize(
    "text",
    [
        "",
        "how long does it take?",
        "will I be awake",
        "what are the risks?",
        "can the cement cause breathing problems?",
        "how common is an infection?",
        "I have no chest pain",
        "when can I shower?",
        "is it normal to be sore afterwards?",
        "do I need a brace",
        "what is a compression fracture",
        "thank you, you have been a great help",
        "can I go home the same day",
    ],
)
def test_harmless_message_is_let_through(safety: Safety, text: str) -> None:
    """A plain question, or one about a symptom, raises no alarm."""
    assert safety.screen(text) is None


def test_despair_comes_before_everything(safety: Safety) -> None:
    """Someone who wants to die is met with the crisis line, whatever else hurts."""
    flag = safety.screen("my pain got much worse and I want to die")
    assert flag is not None
    assert flag.level == "crisis"
