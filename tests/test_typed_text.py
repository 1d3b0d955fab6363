"""What people type is made fit to be stored and to be compared."""

from __future__ import annotations

import pytest

from bot.typed_text import clean, without_accents


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("não está", "nao esta"),
        ("nóg złamał", "nog zlamal"),
        ("füße", "fusse"),
        ("½ dose … 38°", "½ dose … 38°"),
    ],
)
def test_accents_are_left_out(text: str, plain: str) -> None:
    """And nothing else is changed."""
    assert without_accents(text) == plain


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("chest\u200bpain", "chest pain"),
        ("\u202anumb legs\u202c", "numb legs"),
        ("\u2066numb\u2069 legs\ufeff", "numb legs"),
        ("n\u00adumb l\u200degs", "numb legs"),
        ("\uff43\uff48\uff45\uff53\uff54 \uff50\uff41\uff49\uff4e", "chest pain"),
        ("\U0001d41c\U0001d421\U0001d41e\U0001d42c\U0001d42d pain", "chest pain"),
        ("I can\u2032t breathe", "I can't breathe"),
        ("I haven\u2019t called 911", "I haven't called 911"),
        ("I can\uff07t breathe", "I can't breathe"),
        ("call \uff12\uff11\uff12 555 0123", "call 212 555 0123"),
    ],
)
def test_what_cannot_be_seen_hides_no_word(typed: str, kept: str) -> None:
    """A word with something invisible in it, or in letters of another shape, is the word."""
    assert clean(typed) == kept


@pytest.mark.parametrize(
    "text",
    [
        "\U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "5\u2032 4\u2033, 38\u00b0, \u00bd a tablet \u2026 caf\u00e9",
    ],
)
def test_other_scripts_emoji_and_signs_stay(text: str) -> None:
    """What joins the letters of Persian, or a family of emoji, is part of what was written."""
    assert clean(text) == text
