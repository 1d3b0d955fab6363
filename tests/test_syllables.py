"""Syllables come from the pronouncing dictionary, and a text's grade is what textstat makes of it."""

from __future__ import annotations

import pytest
import textstat

from bot.content import Content
from bot.readability import grade
from bot.syllables import syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [("a", 1), ("cement", 2), ("don't", 1), ("zygote", 2), ("vertebra", 3), ("wednesday", 2), ("'til", 1)],
)
def test_known_word_is_counted_by_its_sounds(word: str, count: int) -> None:
    """The first and the last letter's words, and those with an apostrophe, are found too."""
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"), [("vertebroplasty", 5), ("mmm", 1), ("\u00e9", 1), ("", 1), ("38", 1)]
)
def test_unknown_word_is_hyphenated(word: str, count: int) -> None:
    """A word that the dictionary does not hold, a number or nothing at all has a syllable at least."""
    assert syllables(word) == count


@pytest.mark.slow
def test_grade_is_textstats(content: Content) -> None:
    """Every shipped text is graded as the library grades it, which has the whole dictionary in memory."""
    texts = [
        *content.replies.values(),
        *content.questions.values(),
        *content.canned.values(),
        "",
        "38",
        "mmm",
    ]
    texts += [text for each in content.general.values() for text in (each.text, each.more) if text]
    for leaflet in content.leaflets.values():
        texts += [text for each in leaflet.answers.values() for text in (each.text, each.more) if text]
    # Without line ends and placeholders, which `grade` reads in its own way.
    plain = [" ".join(text.translate({ord(mark): None for mark in "{}-"}).split()) for text in texts]
    assert len(plain) > 300
    assert {text for text in plain if grade(text) != textstat.flesch_kincaid_grade(text)} == set()
