"""Emoji are read as words where there is nothing else, and are no part of the words they stand beside."""

from __future__ import annotations

import pytest

from bot.emoji import in_words


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("\N{THUMBS UP SIGN}", "ok"),
        ("\N{THUMBS UP SIGN}\N{EMOJI MODIFIER FITZPATRICK TYPE-4}!", "ok"),
        ("\N{HEAVY BLACK HEART}\N{VARIATION SELECTOR-16}", "thank you"),
        ("\N{SQUARED SOS}", "it is an emergency, I need an ambulance"),
        ("\N{LOUDLY CRYING FACE}\N{LOUDLY CRYING FACE}", "I am sad and worried"),
        ("\N{LOUDLY CRYING FACE} i cant do this anymore", "i cant do this anymore"),
        ("chest \N{FACE WITH OPEN MOUTH AND COLD SWEAT}", "chest"),
        ("\N{DROP OF BLOOD} when I cough", "blood when I cough"),
        ("\N{LOUDLY CRYING FACE}\N{PERSON WITH FOLDED HANDS}", "I am sad and worried"),
        ("does it hurt\N{BLACK QUESTION MARK ORNAMENT}", "does it hurt?"),
        ("does it hurt \N{CRYING FACE} after?\nthanks", "does it hurt after?\nthanks"),
        ("\N{SWIMMER}?", "\N{SWIMMER}?"),
        ("mi\u00e9rcoles?", "mi\u00e9rcoles?"),
        ("", ""),
        ("ok", "ok"),
    ],
)
def test_emoji_are_read_as_words(written: str, meant: str) -> None:
    """Alone they say something; beside words they only hide them; what has no word here stays."""
    assert in_words(written) == meant
