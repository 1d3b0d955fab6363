"""What a slip of the finger makes of a word, and what it does not."""

from __future__ import annotations

import pytest

from bot.slips import are_slips, is_inflection, is_slip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("seep", "sleep"),
        ("ealing", "healing"),
        ("pai", "pain"),
        ("wwow", "wow"),
        ("staay", "stay"),
        ("goood", "good"),
        ("teh", "the"),
        ("odl", "old"),
        ("ehy", "hey"),
        ("mow", "now"),
        ("tge", "the"),
        ("drivinf", "driving"),
        ("painm", "pain"),
    ],
)
def test_a_slip_is_known_as_one(typed: str, meant: str) -> None:
    """A letter left out, doubled, swapped with the next, from a key beside, or from one struck along with it."""
    assert is_slip(typed, meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("pain", "pain"), ("pain", "gain"), ("cup", "crp"), ("stent", "tent's"), ("spin", "spines"), ("", "")],
)
def test_other_differences_are_no_slips(typed: str, meant: str) -> None:
    """The same word, a letter from across the keyboard, and two differences."""
    assert not is_slip(typed, meant)


@pytest.mark.parametrize("typed", ["nrusee", "mursr", "urse", "nurse", "nuurrse", "nsre", "nurde"])
def test_two_slips_may_be_in_one_word(typed: str) -> None:
    """Of any two kinds, and in any two places."""
    assert are_slips(typed, "nurse", 2)


@pytest.mark.parametrize("typed", ["narbe", "purse", "horse", "nnuurrse", "nu", "nxrze"])
def test_what_takes_more_is_another_word(typed: str) -> None:
    """A letter from across the keyboard is no slip, and three slips are one too many."""
    assert not are_slips(typed, "nurse", 2)


@pytest.mark.parametrize(("one", "other"), [("bed", "beds"), ("liked", "likes"), ("dad", "dad's")])
def test_another_ending_is_no_other_word(one: str, other: str) -> None:
    """Either way round."""
    assert is_inflection(one, other)
    assert is_inflection(other, one)


def test_other_words_are_no_inflections() -> None:
    """Neither a longer nor an equally long one."""
    assert not is_inflection("seep", "sleep")
    assert not is_inflection("cold", "could")
    assert not is_inflection("bed", "bedroom")
