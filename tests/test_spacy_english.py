"""Texts are cut into words as spaCy cuts them, in a time that what is typed cannot stretch."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import Content
from bot.person_names import PersonNames
from bot.procedures import ProcedureNames
from bot.questions import QuestionSplitter
from bot.safety import Safety
from bot.spacy_english import LONGEST_WORD, MOST_SYMBOLS, PIECE, pieces, spacy_english

pytestmark = pytest.mark.slow

SYMBOLS = ["?", "'", "*", "!", "_", ".", "(", "@", "'s", "US$", "\u2026", "\U0001f600"]
typed = st.lists(
    st.tuples(
        st.sampled_from([*SYMBOLS, "I'm", "Mary", "O'Brien", "5", "\u00e9", " ", "  ", "\n"]),
        st.integers(1, 99),
    )
).map(lambda parts: "".join(part * times for part, times in parts))


def is_short(piece: str) -> bool:
    """Whether spaCy has little to look through in a piece, however often it does."""
    runs = piece.split()
    symbols = (sum(not character.isalnum() for character in run) for run in runs)
    return all(len(run) <= LONGEST_WORD for run in runs) and all(count <= MOST_SYMBOLS for count in symbols)


@pytest.mark.parametrize("mark", [*SYMBOLS, "?!", "a@", "a", "1-", "((((", "(*_*)"])
def test_the_longest_message_is_cut_where_no_space_is(mark: str) -> None:
    """Of 20,000 characters without a space spaCy is given a few dozen at a time, none left out and none twice."""
    text = (mark * 20_000)[:20_000]
    assert max(map(len, pieces(text))) <= PIECE
    assert "".join(pieces(text)) == text


@given(typed)
def test_no_piece_is_long_to_cut(text: str) -> None:
    """Whatever stands in a text, no piece of it has a long run of symbols."""
    assert all(map(is_short, pieces(text)))
    assert "".join(pieces(text)) == text


@given(typed)
def test_every_word_stands_where_it_was_typed(text: str) -> None:
    """What is cut into pieces is one text again: each word at its place, and nothing but words and spaces."""
    words = spacy_english().make_doc(text)
    assert words.text == text
    assert all(text[word.idx : word.idx + len(word)] == word.text for word in words)


def test_words_between_symbols_stay_whole() -> None:
    """A name in the midst of marks is a name."""
    marks = "!" * 500
    words = [word.text for word in spacy_english().make_doc(f"{marks}Mary{marks}O'Brien{marks}")]
    assert [word for word in words if word != "!"] == ["Mary", "O'Brien"]


def test_messages_of_every_day_are_cut_as_spacy_does(english_texts: list[str]) -> None:
    """No message of the validation set or of the examples is read otherwise than before."""
    import spacy

    plain = spacy.blank("en")
    for text in english_texts:
        assert pieces(text) == [text]
        assert [*map(str, spacy_english().make_doc(text))] == [*map(str, plain.make_doc(text))]


@pytest.fixture
def full_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """spaCy's English is made anew whenever it has met a few hundred words."""
    monkeypatch.setattr("bot.spacy_english.MOST_STRINGS", len(spacy_english().vocab.strings) + 300)


@pytest.mark.usefixtures("full_at_once")
def test_words_that_were_met_take_bounded_room() -> None:
    """However many words are read, only so many are kept, and the first are gone in the end."""
    most = len(spacy_english().vocab.strings) + 301 + 100
    for page in range(20):
        spacy_english().make_doc(" ".join(f"secret{page}of{word}" for word in range(100)))
        assert len(spacy_english().vocab.strings) <= most
    assert "secret0of0" not in spacy_english().vocab.strings


def test_no_word_is_kept_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read yesterday is forgotten, how little it was; what was read just now may be there."""
    spacy_english().make_doc("my name is Xanthippe")
    assert "Xanthippe" in spacy_english().vocab.strings
    monkeypatch.setattr("bot.spacy_english.OLDEST_SECONDS", 0.0)
    assert "Xanthippe" not in spacy_english().vocab.strings


def test_everything_is_found_after_words_were_forgotten(
    content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names, procedures, questions and dangers are found as before, each time with spaCy's English made anew."""
    text = "My name is Mary Jones. Is kyphoplasty safe? And when can I drive? My legs have gone numbb, I passed out."
    names, procedures, questions = PersonNames(), ProcedureNames.of(content), QuestionSplitter()
    safety = Safety(content.red_flags)

    def found() -> list[object]:
        return [[*names.find(text)], procedures.find(text), questions.split(text), safety.screen(text)]

    before = found()
    assert all(before)
    monkeypatch.setattr("bot.spacy_english.OLDEST_SECONDS", 0.0)
    assert found() == before
    assert found() == before


@pytest.mark.usefixtures("full_at_once")
def test_many_may_read_while_words_are_forgotten() -> None:
    """Whoever reads in a thread of their own finds every name, though spaCy's English is made anew meanwhile."""
    names = PersonNames()

    def read(page: int) -> set[tuple[int, int]]:
        words = " ".join(f"w{page}x{word}" for word in range(60))
        return {(found.start, found.end) for found in names.find(f"my name is Mary Jones. {words}")}

    with ThreadPoolExecutor(4) as pool:
        assert [*pool.map(read, range(20))] == [{(11, 21)}] * 20
