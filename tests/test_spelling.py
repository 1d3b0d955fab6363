"""Slips of the pen are put right before the classifier sees a message, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.spelling import Spelling

pytestmark = pytest.mark.slow

TEXTS = [
    *["how do i prepare for the procedure, will the fracture heal"] * 60,
    *["can the cement leak? i doesn't know", "what about anesthesia and my tramadol, i had an mri"] * 3,
    "the fracure of my bnoe",
    "the fracure of my back",
    "the fracure of my spine",
]


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    """What these few examples teach."""
    return Spelling.of(TEXTS)


def test_no_word_is_kept_but_those_it_knows(spelling: Spelling) -> None:
    """Any other may be a patient's name, and is asked about anew each time."""
    for _ in range(2):
        spelling.correct("my name is Zebulonika and how do i prpeare")
    assert "prepare" not in spelling._read
    assert {"name", "how"} <= set(spelling._read)
    assert {"zebulonika", "prpeare"}.isdisjoint(spelling._read)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("how do i prpeare", "how do i prepare"),
        ("How do I prepaare?", "How do I prepare?"),
        ("the fracyure", "the fracture"),
        ("the cemnt leaks", "the cement leaks"),
        ("an anesthisea", "an anesthesia"),
        ("am I elgible", "am I eligible"),
        ("pleeeease help", "please help"),
        ("it hurts soooo much", "it hurts so much"),
        ("the fracure", "the fracture"),
    ],
)
def test_slips_are_put_right(spelling: Spelling, written: str, meant: str) -> None:
    """A letter swapped, doubled, dropped, beside the right one or drawn out is mended, in long words two."""
    assert spelling.correct(written) == meant


@pytest.mark.parametrize(
    "text",
    [
        "My doctor's office doesn't know",
        "tramadol, an MRI and my CRP",
        "he was bitten by a kitten in Peru",
        "is kyphon metformin or botox",
        "is a bunion a lump",
        "take 10 mg at 8 o'clock",
        "the procedure or the other procedure",
        "",
        "?!",
    ],
)
def test_what_is_right_stays(spelling: Spelling, text: str) -> None:
    """Words of English, of the examples, abbreviations, short forms, numbers and capitals stay as they are."""
    assert spelling.correct(text) == text


TALK = [
    *["what could go wrong", "will i be put to sleep", "who made you", "how old are you", "is it safe"] * 30,
    *["can i have an mri", "speak to a nurse", "it is cold", "the old man is at the door"] * 30,
]


@pytest.fixture(scope="module")
def talk() -> Spelling:
    """What patients say again and again."""
    return Spelling.of(TALK)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("hwo made you", "who made you"),
        ("hwo old are you", "how old are you"),
        ("how odl are yu?", "how old are you?"),
        ("will I be put to seep", "will I be put to sleep"),
        ("whst cluld go worng", "what could go wrong"),
        ("can I have an NRI", "can I have an mri"),
        ("si it sade", "is it safe"),
        ("nrusee", "nurse"),
        ("mursr please", "nurse please"),
        ("it is horible", "it is horrible"),
        ("is it permannetlly old", "is it permanently old"),
        ("can ihave an mri", "can i have an mri"),
        ("whatcould go wrong", "what could go wrong"),
    ],
)
def test_the_words_beside_it_tell_what_is_meant(talk: Spelling, written: str, meant: str) -> None:
    """A slip may be nearest to a word that is not meant, or be another word itself."""
    assert talk.correct(written) == meant


@pytest.mark.parametrize(
    "text",
    [
        "it is cold",
        "my GP and the ER",
        "the seal is old",
        "on the 2nd or 14th, 6mm",
        "tell him",
        "HOW OLD ARE YOU",
        "nursery",
        "purse",
        "Nowacki",
        "Priyanka please",
        "lisinopril",
        "xqzt vbnm plok",
    ],
)
def test_words_that_stand_well_where_they_are_stay(talk: Spelling, text: str) -> None:
    """Words, abbreviations in capitals, and letters at a number."""
    assert talk.correct(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "quero falar com uma pessoa",
        "ich muss mit einem Arzt reden",
        "danke",
        "Verband",
        "Tabletten",
        "enfermera",
    ],
)
def test_other_languages_stay(talk: Spelling, text: str) -> None:
    """What is near an English word in them is no slip."""
    assert talk.correct(text) == text


def test_what_the_examples_hardly_use_is_taken_less_often() -> None:
    """A short unknown word is near some word by chance."""
    seldom = Spelling.of([*TALK * 100, "a walnut"])
    assert seldom.correct("walut") == "walut"
    often = Spelling.of([*TALK * 100, *["a walnut"] * 30])
    assert often.correct("walut") == "walnut"


@pytest.mark.parametrize("text", ["canihave it", "thecould", "madeold"])
def test_words_are_parted_only_where_the_examples_have_them_together(talk: Spelling, text: str) -> None:
    """Any long word has two short ones in it."""
    assert talk.correct(text) == text


@pytest.mark.parametrize("text", ["Burfe", "pirze", "durfe please"])
def test_two_mistakes_that_no_finger_makes_stay(talk: Spelling, text: str) -> None:
    """Behind another first letter, a short word two mistakes away is a name or another language's more often."""
    assert talk.correct(text) == text


def test_slips_in_capitals_are_put_right(talk: Spelling) -> None:
    """Where all is in capitals, capitals say nothing."""
    assert talk.correct("HWO MADE YOU") == "who MADE YOU"


def test_the_examples_own_slips_are_not_learned() -> None:
    """A slip that the examples make now and then is put right all the same."""
    spelling = Spelling.of([*["can i speak to an agent"] * 30, *["agnet please"] * 4])
    assert spelling.correct("agnet") == "agent"


def test_a_word_that_is_kept_never_becomes_another() -> None:
    """Not even one that nobody knows, beside words that speak for another; its missing apostrophe is put."""
    spelling = Spelling.of(TALK, kept=["seep", "doesnt"])
    assert spelling.correct("will I be put to seep") == "will I be put to seep"
    assert Spelling.of([*TALK, "it doesn't"], kept=["doesnt"]).correct("it doesnt") == "it doesn't"


def test_quotation_marks_become_plain(spelling: Spelling) -> None:
    """A phone's curly marks are put as a keyboard's, so that they match the examples."""
    assert spelling.correct("I don\u2019t \u201cknow\u201d") == 'I don\'t "know"'


@given(st.text())
def test_correcting_twice_changes_nothing_more(spelling: Spelling, text: str) -> None:
    """Whatever is put in, a corrected text is right."""
    once = spelling.correct(text)
    assert spelling.correct(once) == once


def test_saved_spelling_is_the_same(spelling: Spelling, tmp_path: Path) -> None:
    """What was learned is read back."""
    spelling.save(tmp_path)
    loaded = Spelling.load(tmp_path)
    texts = ["how do i prpeare", "the fracyure", "tramadol"]
    assert [loaded.correct(text) for text in texts] == [spelling.correct(text) for text in texts]
