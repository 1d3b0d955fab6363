"""The terminal shows a reply as text to read, with choices by number."""

from __future__ import annotations

import pytest

from bot.reply import Choice, Link, Reply
from bot.store import Message
from bot.terminal import WIDTH, picked, show

CHOICES = Reply("Which?", "suggest", choices=(Choice("One", "token-1"), Choice("Two", "token-2")))


def message(reply: Reply) -> Message:
    """The reply as it is stored."""
    return Message(1, "c", 1, "bot", reply.text, reply, "2026-01-01T00:00:00+00:00")


def test_choices_are_numbered() -> None:
    """Each choice stands on a line of its own, under its number."""
    shown = show(message(CHOICES))
    assert shown.splitlines() == ["", "Which?", "", "  1. One", "  2. Two"]
    assert "token" not in shown


def test_numbers_to_call_are_named() -> None:
    """Each number to call stands on a line of its own, as an address that a terminal makes a link."""
    shown = show(message(Reply("Call 911 now.", "emergency", links=(Link("911", "tel:911"),))))
    assert shown.splitlines() == ["", "Call 911 now.", "", "  911: tel:911"]


def test_sources_and_review_are_named(reply: Reply) -> None:
    """An answer names its sources and who reviewed it, or that nobody has yet."""
    assert "Sources: Leaflet (The clinic); Guide" in show(message(reply))
    assert "Reviewed: Dr Example, 2026-01-02" in show(message(reply))
    unsigned = Reply("Yes.", "answer", sources=reply.sources)
    assert "Reviewed: not yet" in show(message(unsigned))


def test_long_text_is_wrapped_and_lists_keep_their_lines() -> None:
    """No line is wider than the terminal, and a list stays a list."""
    lines = show(message(Reply("word " * 60 + "\n- one\n- two", "answer"))).splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert lines[-2:] == ["- one", "- two"]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1", "token-1"),
        ("2", "token-2"),
        ("0", None),
        ("3", None),
        ("-1", None),
        ("one", None),
        ("", None),
        ("\u00b2", None),
    ],
)
def test_number_picks_a_choice(typed: str, value: str | None) -> None:
    """The number of a choice picks it; anything else is not a choice."""
    assert picked(typed, CHOICES) == value


def test_nothing_to_pick_without_a_reply() -> None:
    """Before the first reply a number is just a number."""
    assert picked("1", None) is None
