"""A danger that was only asked about is one as soon as the patient says to have it."""

from __future__ import annotations

import pytest

from bot.owned import owns


@pytest.mark.parametrize(
    "text",
    ["i've got that", "because mine has", "got it now", "thats what ive got", "i have it now", "I have that too",
     "he's got it",
     "yes i do", "yeah she does", "cos he has", "it's happening to me", "it happened twice today",
     "that's me since last night", "mum has it", "my husband has got that now", "I think i have that",
     "thats exactly what i feel", "it just started"],
)  # fmt: skip
def test_what_is_there_is_owned(text: str) -> None:
    """In a few words and as people type."""
    assert owns(text)


@pytest.mark.parametrize(
    "text",
    ["i've got that leaflet", "have i got that?", "i had that last year", "i don't have that", "got it",
     "i get that", "yes i did", "it happens", "i got it",
     "mine is at ten on Monday", "that's good", "i have one more question", "she has a fever", "is that me?",
     "i have it booked", "that's what the nurse said", ""],
)  # fmt: skip
def test_other_words_own_nothing(text: str) -> None:
    """What is denied, asked, past or about something else."""
    assert not owns(text)
