"""What a patient asks while waiting for a person is told from what is only told."""

from __future__ import annotations

from typing import Any

import pytest

from bot.kept_question import asks, with_what_was_told
from bot.store import Message, Sender


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
        "you are a robot arent you",
        "so do i stop it or not",
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


@pytest.mark.parametrize(
    ("told", "answered_by", "minutes", "text", "whole"),
    [
        ("im on warfrin", "system", 1, "do i stop it", "im on warfrin\ndo i stop it"),
        ("Talk to a person", "request", 1, "is it safe", None),
        ("im on warfrin", None, 1, "is that ok", "im on warfrin\nis that ok"),
        ("im on warfrin", "bot", 1, "do i stop it", None),
        ("im on warfrin", "staff", 1, "do i stop it", None),
        ("im on warfrin", "system", 11, "do i stop it", None),
        ("im on warfrin", "system", 1, "what are the risks", None),
        ("how long does it take", "system", 1, "is it safe", None),
    ],
)
def test_question_points_to_what_was_told(
    told: str, answered_by: Any, minutes: int, text: str, whole: str | None
) -> None:
    """Only to what the staff were told right before, and nobody has answered."""
    earlier = [_message(1, "patient", told, 0)]
    if answered_by:
        said = "Kept." if answered_by == "system" else "Noted."
        earlier.append(_message(2, "system" if answered_by == "request" else answered_by, said, 0))
    assert _with_what_was_told(earlier, _message(3, "patient", text, minutes), text) == whole


def test_question_points_to_nothing_at_the_beginning() -> None:
    """Nothing was told yet."""
    assert _with_what_was_told([], _message(1, "patient", "is it safe", 0), "is it safe") is None


def _with_what_was_told(earlier: list[Message], message: Message, text: str) -> str | None:
    return with_what_was_told(
        earlier, message, text, lambda reply: reply.text == "Kept.", lambda told: earlier[told.seq :]
    )


def _message(seq: int, sender: Sender, text: str, minute: int) -> Message:
    return Message(seq, "a", seq, sender, text, None, f"2026-11-23T17:{minute:02d}:00+00:00")
