"""A danger that was only asked about is one as soon as the patient says to have it."""

from __future__ import annotations

import pytest

from bot.owned import asked_before_owning, owns, owns_item, says_did


@pytest.mark.parametrize(
    "text",
    ["i've got that", "because mine has", "got it now", "thats what ive got", "i have it now", "I have that too",
     "he's got it",
     "yes i do", "yeah she does", "cos he has", "it's happening to me", "it happened twice today",
     "that's me since last night", "mum has it", "my husband has got that now", "I think i have that",
     "thats exactly what i feel", "it just started", "mine went weak", "it is already",
     "because i cant"],
)  # fmt: skip
def test_what_is_there_is_owned(text: str) -> None:
    """In a few words and as people type."""
    assert owns(text)


@pytest.mark.parametrize(
    "text",
    ["i've got that leaflet", "have i got that?", "i had that last year", "i don't have that", "got it",
     "i get that", "yes i did", "it happens", "i got it",
     "mine is at ten on Monday", "that's good", "i have one more question", "she has a fever", "is that me?",
     "mine went well", "is it already?", "i cant",
     "i have it booked", "that's what the nurse said", ""],
)  # fmt: skip
def test_other_words_own_nothing(text: str) -> None:
    """What is denied, asked, past or about something else."""
    assert not owns(text)


@pytest.mark.parametrize(
    "text",
    ["yes to all of that", "i have the last two", "he has the first one", "i think ive got one of those",
     "yes the second one, i have that", "check, check and check", "all of that",
     "got two of those"],
)  # fmt: skip
def test_an_item_of_a_list_is_owned(text: str) -> None:
    """By its place, or all of them."""
    assert owns_item(text)


@pytest.mark.parametrize(
    "text",
    ["all of it please", "the second one", "i have two kids", "i have some questions", "I have all of my tablets",
     "i have both knees replaced", "do i have the second one?"],
)  # fmt: skip
def test_no_item_is_owned(text: str) -> None:
    """Where something else is had, or an item is asked for."""
    assert not owns_item(text)


@pytest.mark.parametrize("text", ["i did twice", "I did", "well she did", "i was"])
def test_what_happened_is_said(text: str) -> None:
    """After 'do people faint'."""
    assert says_did(text)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("do tongues swell with this? Mine has", "do tongues swell with this?"),
        ("do legs go weak after it mine have", "do legs go weak after it"),
        ("can it cause a stroke? I think i'm having one", "can it cause a stroke?"),
        ("do I need a brace? My friend has one of those", None),
        ("I have a car. It is mine", None),
        ("is it ok? I don't have one", None),
    ],
)
def test_the_question_before_the_owning_words_is_found(text: str, asked: str | None) -> None:
    """In one message."""
    assert asked_before_owning(text) == asked
