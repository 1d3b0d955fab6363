"""What is said to the bot itself is not taken for a question about the procedure, nor greeted."""

from __future__ import annotations

import pytest

from bot.to_the_bot import COMPLAINT, HERE, HOW_SURE, said_to_the_bot


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("still there?", HERE),
        ("are you there", HERE),
        ("hello? anyone there", HERE),
        ("where did you go", HERE),
        ("answer me", COMPLAINT),
        ("please answer my question", COMPLAINT),
        ("you didn\u2019t answer my question", COMPLAINT),
        ("thats not what i asked", COMPLAINT),
        ("can i trust you", HOW_SURE),
        ("should I trust a bot", HOW_SURE),
        ("how accurate is this", HOW_SURE),
        ("do you make mistakes", HOW_SURE),
        ("who wrote this", HOW_SURE),
        ("are you really sure about that", HOW_SURE),
        ("is that true", HOW_SURE),
    ],
)
def test_it_has_its_reply(text: str, key: str) -> None:
    """Short, and about the bot."""
    assert said_to_the_bot(text) == key


@pytest.mark.parametrize(
    "text",
    [
        "who checks me before",
        "can i trust the cement",
        "is this procedure reliable",
        "is this any good",
        "will you answer when i call",
        "are you ok",
        "hello",
        "",
    ],
)
def test_other_words_are_not_to_the_bot(text: str) -> None:
    """Above all what is asked about the procedure."""
    assert said_to_the_bot(text) is None
