"""A long letter is cut into parts that overlap, and a message of ordinary length is left alone."""

from __future__ import annotations

import pytest

from bot.concepts import MAX_WORDS
from bot.windows import OVERLAP, windows

LONGEST = 20_000
"""Characters of a message that is stored."""
SENTENCES = [f"Number {place} of my letter says this much." for place in range(500)]


@pytest.mark.parametrize("words", [0, 1, 30, MAX_WORDS])
def test_message_of_ordinary_length_is_one(words: int) -> None:
    """It is screened once, just as it was typed."""
    text = "leg\n" * words
    assert [*windows(text)] == [text]


def test_every_sentence_stands_whole_in_a_part() -> None:
    """No sentence of a letter is cut in two, wherever it stands; the letter as a whole comes first."""
    letter = " ".join(SENTENCES)
    whole, *parts = windows(letter)
    assert whole == letter
    assert all(any(sentence in part for part in parts) for sentence in SENTENCES)
    said = [sentence.strip() + "." for part in parts for sentence in part.split(".") if sentence.strip()]
    assert set(said) == set(SENTENCES)


def test_words_without_any_mark_stand_beside_their_neighbours_in_a_part() -> None:
    """Where no sentence ends, what stands within a hundred words of each other stands in one part."""
    words = [f"w{place}" for place in range(3000)]
    _, *parts = windows(" ".join(words))
    near = [" ".join(words[place : place + OVERLAP]) for place in range(0, 3000 - OVERLAP, 7)]
    assert all(any(each in part for part in parts) for each in near)


@pytest.mark.parametrize("piece", ["a ", " ", "a  ", "word. ", "\n a", "word\n"])
def test_no_part_is_long_and_they_are_few(piece: str) -> None:
    """The longest message that is stored is in parts of bounded size to its very end."""
    text = (piece * LONGEST)[: LONGEST - 4] + " end"
    whole, *parts = windows(text)
    assert parts or len(whole.split()) == 1
    assert all(len(part.split()) <= MAX_WORDS for part in parts)
    assert len(parts) <= 20
    assert [whole, *parts][-1].rstrip().endswith("end")
