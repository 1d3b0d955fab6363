"""Telegram's texts: parted where a reader would pause, and formatted whatever stands in them."""

from __future__ import annotations

import pytest
from bot_api.checks import check_entities, units
from hypothesis import given
from hypothesis import strategies as st
from telegram.constants import MessageEntityType

from bot.channels.telegram_text import MAX_UNITS, Formatted, Span, join, mark, plain, shown

pytestmark = pytest.mark.slow

BOLD = MessageEntityType.BOLD
ANY_TEXT = st.text(st.sampled_from("ab <>&*_[]()`.\n\U0001f600\u00e9"), max_size=300)


def as_sent(text: Formatted) -> list[dict[str, object]]:
    """The entities as the Bot API gets them."""
    return [each.to_dict() for each in text.entities()]


def test_short_text_is_one_part() -> None:
    """Most answers fit."""
    assert plain("It takes an hour.").split() == [plain("It takes an hour.")]


@pytest.mark.parametrize("unseen", ["\u200b", "\u2060", "\u3164", "\u2800", "\ufe0f", "\u00ad"])
def test_a_part_in_which_nothing_is_seen_is_left_out(unseen: str) -> None:
    """Telegram would refuse it; a part with something to see keeps all that is in it."""
    text = "one" + unseen * 30 + "two"
    parts = [each.text for each in plain(text).split(10)]
    assert parts == [text[:10], text[30:]]
    assert plain(unseen * 30).split(10) == []


def test_an_emoji_of_several_keeps_its_joints() -> None:
    """What holds its people together is not seen, and they would fall apart without it."""
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert plain(family).split() == [plain(family)]


def test_text_is_parted_between_paragraphs() -> None:
    """A part ends where a paragraph ends, and no blank line begins the next."""
    one, two = "a" * 60 + ".", "b" * 60 + "."
    assert [part.text for part in plain(f"{one}\n\n{two}").split(100)] == [one, two]


def test_long_paragraph_is_parted_between_sentences() -> None:
    """Within a paragraph the end of a sentence is the next best place."""
    one, two = "a" * 60 + ".", "b" * 60 + "."
    assert [part.text for part in plain(f"{one} {two}").split(100)] == [one, two]


def test_word_without_end_is_cut() -> None:
    """Where there is nowhere to pause, the limit decides."""
    assert [len(part.text) for part in plain("a" * 250).split(100)] == [100, 100, 50]


def test_limit_counts_as_telegram_does() -> None:
    """A character outside the basic plane counts twice."""
    parts = plain("\U0001f600" * 3000).split()
    assert [units(part.text) for part in parts] == [MAX_UNITS, 6000 - MAX_UNITS]


def test_what_is_bold_stays_bold_in_both_parts() -> None:
    """Formatting that reaches over the end of a part goes on in the next."""
    one, two = shown("a" * 60 + "\n\n" + "b" * 60, BOLD).split(100)
    assert [each.spans for each in (one, two)] == [(Span(0, 60, BOLD),)] * 2


def test_numbers_are_marked_where_they_stand() -> None:
    """Each place where the words stand is marked."""
    text = mark(plain("Call 911. I said 911."), "911", BOLD)
    assert [text.text[each.start : each.end] for each in text.spans] == ["911", "911"]


def test_joined_texts_keep_their_formatting() -> None:
    """Spans move with their words."""
    text = join([plain("one"), shown("two", BOLD)], "\n")
    (span,) = text.spans
    assert (text.text, text.text[span.start : span.end]) == ("one\ntwo", "two")


@given(before=ANY_TEXT, words=ANY_TEXT, after=ANY_TEXT, limit=st.integers(20, 80))
def test_formatting_cannot_break(before: str, words: str, after: str, limit: int) -> None:
    """Whatever stands in a text, its parts fit, its entities lie within them, and no word is lost."""
    whole = join([plain(before), shown(words, BOLD), plain(after)], " ")
    parts = whole.split(limit)
    for part in parts:
        assert 0 < units(part.text) <= limit
        check_entities(part.text, as_sent(part))
    assert "".join("".join(part.text for part in parts).split()) == "".join(whole.text.split())


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_nothing_is_no_part(text: str) -> None:
    """Telegram takes no empty message."""
    assert plain(text).split() == []
