"""A greeting and thanks around a question are not what is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.courtesies import without_courtesies


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Good evening doctor, can I drive?", "can I drive?"),
        ("Hey everyone! is it safe", "is it safe"),
        ("dear sir or madam, how long does it take", "how long does it take"),
        ("Hello. Hope you are all well. When can I lift?", "When can I lift?"),
        ("hi, how are you today? will it hurt", "will it hurt"),
        ("can I drive? Thanks so much for your time", "can I drive?"),
        ("is it safe, thank you very much!", "is it safe"),
        ("thank you that helps. one more thing, when is the check up", "when is the check up"),
        ("ok thanks. can I drive", "can I drive"),
        ("Hi, human", "human"),
        ("Good morning. Agent please, thanks", "Agent please"),
        ("Thanks for that!\nAnd my back?", "And my back?"),
        ("just a quick question: is it safe", "is it safe"),
        ("one last thing - can I fly?", "can I fly?"),
        ("Hello, a nurse please. Cheers", "a nurse please"),
        ("I have no numbness, no fever and no chest pain. When can I fly?", "When can I fly?"),
        ("No pain, no fever and the wound is dry. can I swim", "can I swim"),
        ("When can I drive? She has no pain and no fever.", "When can I drive?"),
        ("no I meant carrying", "carrying"),
        ("oh no, I meant the carrying not the healing", "carrying"),
        ("sorry I meant to ask about driving", "driving"),
        ("hey There are two ways, which is safer?", "There are two ways, which is safer?"),
        ("hi there is it safe", "is it safe"),
        ("Hello, hope this message finds you all very well. is it safe", "is it safe"),
        (
            "Hi, I hope you see this as my chest is crushing and I am not well, what now",
            "I hope you see this as my chest is crushing and I am not well, what now",
        ),
        ("hello there's a lump at my back", "there's a lump at my back"),
        ("Hello all of us would like to know", "all of us would like to know"),
        ("hi doctor said I need cement", "doctor said I need cement"),
        ("Hi doctor has it been done before", "has it been done before"),
    ],
)
def test_courtesies_are_taken_off(written: str, asked: str) -> None:
    """What is left is the question as it was written."""
    assert without_courtesies(written) == asked


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "Hello there!",
        "good morning doctor",
        "hi Anna",
        "ok thanks",
        "thank you so much",
        "hi, how are you today?",
        "can I drive?",
        "is hip surgery the same",
        "my mum says thank you and asks for a nurse",
        "I have no fever and no pain.",
        "no pain no gain. is it true",
        "she has no pain. can she drive",
        "no i mean it",
        "I meant to drive, but my leg hurts",
        "",
        "?!",
    ],
)
def test_everything_else_stays(text: str) -> None:
    """A greeting or thanks alone, and words that only begin like one, are left as they are."""
    assert without_courtesies(text) == text


@given(st.text())
def test_some_words_are_always_left(text: str) -> None:
    """Nothing is added, and a message never becomes empty."""
    rest = without_courtesies(text)
    assert bool(rest.strip()) == bool(text.strip())
    assert len(rest) <= len(text)
