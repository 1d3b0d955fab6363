"""A request for a person is taken back in words as well as by its button."""

from __future__ import annotations

import pytest

from bot.taken_back import takes_back


@pytest.mark.parametrize(
    "text",
    [
        "I don't need a person",
        "I don\u2019t want a person any more",
        "oh wait, I don't want to talk to anyone, sorry",
        "thanks, can I cancel the nurse",
        "how do I cancel the request for a person",
        "I changed my mind about the person",
        "no need for a nurse, thanks",
        "please cancel my request",
    ],
)
def test_named_request_is_taken_back(text: str) -> None:
    """Whether or not the patient goes on with the bot meanwhile."""
    assert takes_back(text, is_waiting=False)
    assert takes_back(text, is_waiting=True)


@pytest.mark.parametrize(
    "text", ["never mind", "Actually never mind.", "cancel", "forget it", "no don't bother", "no leave it"]
)
def test_bare_words_count_for_who_waits(text: str) -> None:
    """To whoever does not wait, they may mean anything."""
    assert takes_back(text, is_waiting=True)
    assert not takes_back(text, is_waiting=False)


@pytest.mark.parametrize(
    "text",
    [
        "I don't want anyone to find me",
        "I don't want to live any more",
        "I don't need anyone any more",
        "I no longer want people",
        "forget people",
        "I don't need a person to drive me home, do I?",
        "can I cancel my appointment",
        "I want a person",
        "forget the nurse said that",
        "",
    ],
)
def test_other_words_do_not(text: str) -> None:
    """Least of all words of despair."""
    assert not takes_back(text, is_waiting=True)
