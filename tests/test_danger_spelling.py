"""Slips are put right before the learned check reads a message; where that fails, it is judged as it was typed."""

from __future__ import annotations

import logging

import pytest

from bot.content import Content
from bot.danger_spelling import DangerSpelling, taught_spelling
from bot.spelling import Spelling

pytestmark = pytest.mark.slow

TEXTS = ["I took all of my tablets at once", "her speech is slurred", "there is nobody left"] * 30


@pytest.fixture(scope="module")
def written(content: Content) -> str:
    """What these few messages teach beside the rules."""
    return taught_spelling(content.red_flags, TEXTS)


def test_slips_are_put_right(written: str) -> None:
    """Those of people in panic, in the words that tell the danger."""
    spelling = DangerSpelling(written)
    assert spelling.correct("I took all of my tablrts at ocne") == "I took all of my tablets at once"
    assert spelling.correct("her spech is slured") == "her speech is slurred"


def test_no_word_of_the_rules_becomes_another(written: str, content: Content) -> None:
    """What a concept says stays what it says, apostrophes apart, beside whatever it stands."""
    spelling = DangerSpelling(written)
    flags = content.red_flags
    phrases = {
        phrase for each in flags.concepts.values() for phrase in each
    } - flags.in_other_languages.keys()
    changed = {
        phrase: found
        for phrase in phrases
        if (found := spelling.correct(phrase)).replace("'", "") != phrase.replace("'", "")
    }
    assert changed == {}


@pytest.mark.parametrize(
    "text", ["estoy sangrando mucho por la herida", "mein Mann bekommt keine Luft", "nie czuje nog", ""]
)
def test_other_languages_stay(written: str, text: str) -> None:
    """Should the guess take one for English, its words are no slips all the same."""
    assert DangerSpelling(written).correct(text) == text


def test_failure_leaves_the_message_as_it_was_typed(
    written: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is told without the patient's words."""

    def fail(self: Spelling, text: str) -> str:
        raise IndexError(text)

    spelling = DangerSpelling(written)
    monkeypatch.setattr(Spelling, "correct", fail)
    with caplog.at_level(logging.ERROR):
        assert spelling.correct("her spech is slured") == "her spech is slured"
    assert "IndexError" in caplog.text
    assert "spech" not in caplog.text


@pytest.mark.parametrize("broken", ["no text of ours", "{}", '{"pairs": {"a": 1}, "kept": []}', "[]"])
def test_what_cannot_be_read_is_told_and_done_without(broken: str, caplog: pytest.LogCaptureFixture) -> None:
    """Weights that are good must not be lost for it."""
    with caplog.at_level(logging.ERROR):
        assert DangerSpelling(broken).correct("her spech") == "her spech"
    assert "with their slips" in caplog.text


def test_nothing_taught_changes_nothing() -> None:
    """Weights of an earlier version have no spelling beside them."""
    assert DangerSpelling("").correct("her spech") == "her spech"
