"""The same message written in other ways, for measuring how robust the bot is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from variants import BY_CHANCE, MISSPELLINGS, VARIANTS, written

from bot.evaluation import Case
from bot.settings import ROOT

TEXT = "Hi, is Vertebroplasty safe? I'm 84!"


def write(variant: str, text: str = TEXT, seed: int = 0) -> str:
    """The text written in this way."""
    (case,) = written([Case("a1", text, "answer", frozenset(), "lay")], variant, seed)
    return case.text


@pytest.mark.parametrize(
    ("variant", "text"),
    [
        ("in capitals", "HI, IS VERTEBROPLASTY SAFE? I'M 84!"),
        ("all lower case", "hi, is vertebroplasty safe? i'm 84!"),
        ("without punctuation", "Hi is Vertebroplasty safe Im 84"),
    ],
)
def test_certain_writings(variant: str, text: str) -> None:
    """Capitals, small letters and no punctuation leave nothing to chance."""
    assert write(variant) == text
    assert variant not in BY_CHANCE


def test_punctuation_alone_stays() -> None:
    """A message of nothing but punctuation is not made empty."""
    assert write("without punctuation", "???") == "???"


def test_greeting_and_thanks_surround_the_message() -> None:
    """The message itself stays whole."""
    assert write("greeting before").endswith(TEXT)
    assert write("thanks after").startswith(TEXT)
    assert len(write("greeting before")) > len(TEXT) < len(write("thanks after"))


def test_name_is_misspelt_as_content_does_not_know_it() -> None:
    """A procedure's name is put in a form that no content file lists; nothing else changes."""
    before, after = "Hi, is ", " safe? I'm 84!"
    text = write("procedure misspelt")
    assert text.startswith(before)
    assert text.endswith(after)
    assert text.removeprefix(before).removesuffix(after) in MISSPELLINGS["vertebroplasty"]


@pytest.mark.parametrize("path", sorted((ROOT / "content").glob("*.yml")), ids=lambda path: path.name)
def test_no_misspelling_stands_in_the_content(path: Path) -> None:
    """The misspellings measure what nobody listed."""
    text = path.read_text(encoding="utf-8").lower()
    assert [each for every in MISSPELLINGS.values() for each in every if each in text] == []


@given(st.sampled_from(sorted(VARIANTS)), st.text(), st.integers(0, 5))
def test_same_seed_writes_the_same(variant: str, text: str, seed: int) -> None:
    """Any message can be written in any way, and twice alike."""
    assert write(variant, text, seed) == write(variant, text, seed)


def test_other_seed_writes_otherwise() -> None:
    """Another seed makes other slips."""
    assert len({write("two typing errors", seed=seed) for seed in range(5)}) > 1


@pytest.mark.parametrize(("variant", "words"), [("one typing error", 1), ("two typing errors", 2)])
@pytest.mark.parametrize("seed", range(20))
def test_slips_change_so_many_words_by_a_letter(variant: str, words: int, seed: int) -> None:
    """One or two words differ, each by a letter more, less, swapped or from the key beside it."""
    before, after = TEXT.split(), write(variant, seed=seed).split()
    assert len(before) == len(after)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == words
    assert all(abs(len(old) - len(new)) <= 1 for old, new in changed)


def test_short_words_and_numbers_have_no_slips() -> None:
    """A message without a word of three letters stays as it is."""
    assert write("two typing errors", "ok 84") == "ok 84"


def test_one_word_gets_both_slips() -> None:
    """Where there is one word only, it takes all the slips."""
    texts = {write("two typing errors", "vertebroplasty", seed) for seed in range(30)}
    assert max(abs(len(text) - len("vertebroplasty")) for text in texts) == 2
