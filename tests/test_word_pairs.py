"""How likely a word is after another, by what was taught."""

from __future__ import annotations

from itertools import pairwise

from bot.word_pairs import START, WordPairs

SENTENCES = [
    ["how", "long", "does", "it", "take"],
    ["how", "long", "qzx", "is", "it"],
    ["does", "it", "hurt"],
]
PAIRS = WordPairs.of(SENTENCES, {word: 1 for words in SENTENCES for word in words if word != "qzx"})


def test_what_was_taught_is_likelier() -> None:
    """A pair seen before a word seen, that before a word of English alone, and that before no word at all."""
    after_how = [PAIRS.log_probability("how", word) for word in ("long", "hurt", "bicycle", "qzx")]
    assert all(more > less for more, less in pairwise(after_how))


def test_the_start_of_a_sentence_tells_too() -> None:
    """'How' begins messages; 'it' does not."""
    assert PAIRS.log_probability(START, "how") > PAIRS.log_probability(START, "it")


def test_unknown_words_are_no_words() -> None:
    """They are counted nowhere, and what follows them is no pair."""
    assert "qzx" not in PAIRS.words
    assert PAIRS.words["is"] == 1
    assert "qzx" not in PAIRS.counts


def test_counts_are_all_there_is() -> None:
    """What is made anew from the counts is the same."""
    again = WordPairs(PAIRS.counts)
    assert again.log_probability("does", "it") == PAIRS.log_probability("does", "it")
