"""What is asked about and then owned, or told the place of, is there."""

from __future__ import annotations

import time

import pytest

from bot.asked_then_told import as_told, readings_of, tells_where


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("can you get breathless from it", "I get breathless from it"),
        ("do people faint afterwards?", "I faint afterwards"),
        ("is tingling normal afterwards", "I have tingling"),
        ("is it normal to feel low after", "I feel low after"),
        ("are suicidal thoughts a side effect", "I have suicidal thoughts"),
        ("would my legs feel heavy", "my legs feel heavy"),
        ("does the chest hurt after", "my chest hurt after"),
        ("does it affect the chest", "I have trouble with my chest"),
        ("no i mean does it cause chest trouble", "I have chest trouble"),
        ("can you wet yourself after it", "I wet myself after it"),
        ("whats the chance of a bleed in the spine", "I have a bleed in the spine"),
        ("any numbness?", "I have numbness"),
    ],
)
def test_a_question_is_told_as_its_asker_would(question: str, told: str) -> None:
    """With the patient in the place of people in general."""
    assert as_told(question) == told


@pytest.mark.parametrize(
    ("question", "readings"),
    [
        ("do people faint afterwards", ["I faint afterwards", "I fainted", "I keep fainting"]),
        ("do patients get confused after it", ["I get confused after it", "I am confused", "I got confused"]),
        ("any numbness?", ["I have numbness"]),
        ("how long does it take", []),
    ],
)
def test_it_is_read_as_what_happens_and_happened(question: str, readings: list[str]) -> None:
    """'I fainted' is a danger, 'I faint afterwards' is a question's echo."""
    assert readings_of(question) == readings


@pytest.mark.parametrize(
    "question", ["how long does it take", "is it safe at 88", "what is cement", "", "thanks"]
)
def test_other_questions_name_nothing_to_have(question: str) -> None:
    """They ask for a time, a reason or the way."""
    assert as_told(question) is None


@pytest.mark.parametrize(
    "text",
    ["round my mouth", "both legs", "a lot actually", "well a bit, the left one drags", "i have a pain there now",
     "only down there when i sit on the loo", "mine's in the middle, crushing",
     "ok. well i have a pain there now, going to my arm"],
)  # fmt: skip
def test_a_place_is_told(text: str) -> None:
    """Where it is, or how much of it there is."""
    assert tells_where(text)


@pytest.mark.parametrize(
    "text", ["right, thank you", "a little worried now", "the other doctor said so", "mine's booked for tuesday",
             "i have been there", "on the other hand thanks", "one more thing", "the one with the balloon",
             "thanks", "on tuesday", "my husband", "in my case its fine", "not in my legs", "a bit more please",
             "in the hospital?", "which leg"],
)  # fmt: skip
def test_no_place_is_told(text: str) -> None:
    """Where nothing is told of a body, or that it is not there."""
    assert not tells_where(text)


@pytest.mark.parametrize("filler", [" ", ",", "no ", "- ", "do you ", "is the "])
def test_a_page_of_anything_is_read_in_no_time(filler: str) -> None:
    """Each pattern goes through a text once."""
    began = time.monotonic()
    as_told(filler * (20_000 // len(filler)))
    tells_where(filler * (20_000 // len(filler)))
    assert time.monotonic() - began < 2
