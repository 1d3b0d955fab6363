"""What a patient asks while waiting for a person is told from what is only told."""

from __future__ import annotations

import pytest

from bot.kept_question import asks


@pytest.mark.parametrize(
    "text",
    [
        "ok but generally do they do it for people like me",
        "what else could they do instead",
        "a brace?",
        "what do i wear",
        "and my hearing aids?",
        "what tests do they do before",
        "and fish oil",
        "what about bending",
        "\u00bfcu\u00e1nto dura?",
    ],
)
def test_question_asks(text: str) -> None:
    """In a few words, without a mark, in another language."""
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "im 92",
        "ive got myeloma",
        "and im on chemo",
        "after 3pm",
        "its about my date",
        "ok",
        "and thank you",
        "hello",
    ],
)
def test_statement_asks_nothing(text: str) -> None:
    """A patient tells things in pieces, and each that is sent is seen to be sent."""
    assert not asks(text)
