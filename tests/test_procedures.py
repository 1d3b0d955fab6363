"""Procedure names are found as patients write them, and nothing else is taken for one."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import Content
from bot.procedures import Mention, ProcedureNames, mask_names

pytestmark = pytest.mark.slow

NAMES = ProcedureNames(
    {"vertebroplasty": ["vertebroplasty", "vertebro"], "kyphoplasty": ["kyphoplasty", "kypho"]},
    {"kyphoplasty": ["balloon"]},
)
words = st.sampled_from(
    ["will", "it", "hurt", "after", "my", "mum,", "is", "better", "than", "?", "\u00e9t\u00e9", "\U0001f600"]
)
mentions = st.sampled_from(["vertebroplasty", "Kyphoplasty", "kypho", "VERTEBRO", "vertabroplasty"])


@pytest.fixture(scope="module")
def names(content: Content) -> ProcedureNames:
    """Finds the shipped procedures in a text."""
    return ProcedureNames.of(content)


@pytest.mark.parametrize(
    ("text", "procedure"),
    [
        ("vertabroplasty", "vertebroplasty"),
        ("Vertibroplasty?", "vertebroplasty"),
        ("vertebroplasties", "vertebroplasty"),
        ("percutaneous vertebroplasty", "vertebroplasty"),
        ("PVP", "vertebroplasty"),
        ("kypho", "kyphoplasty"),
        ("kiphoplasty", "kyphoplasty"),
        ("kyphplasty", "kyphoplasty"),
        ("KYPHOPLASTY", "kyphoplasty"),
        ("BKP", "kyphoplasty"),
    ],
)
def test_name_is_found_misspelt_too(names: ProcedureNames, text: str, procedure: str) -> None:
    """A name, a short form or a misspelling points to its procedure."""
    (mention,) = names.find(f"is {text} safe")
    assert (mention.procedure, mention.is_name) == (procedure, True)


def test_description_points_to_its_procedure(names: ProcedureNames) -> None:
    """'The balloon thing' points to kyphoplasty without being its name."""
    (mention,) = names.find("what about the balloon thing")
    assert (mention.procedure, mention.is_name) == ("kyphoplasty", False)


# BUG (reported): with three edits in eleven letters "septoplasty" (an operation on the nose), "cystoplasty"
# and "pyeloplasty" are taken for kyphoplasty.
@pytest.mark.parametrize(
    "word",
    [
        "angioplasty",
        "vertebra",
        "vertebral",
        "kyphosis",
        "rhinoplasty",
        "arthroplasty",
        "laminoplasty",
        "osteoporosis",
        "plasty",
        "percutaneous",
        "septoplasty",
        "cystoplasty",
        "pyeloplasty",
    ],
)
def test_other_word_is_no_name(names: ProcedureNames, word: str) -> None:
    """Another operation, a bone or a condition is not taken for one of the clinic's procedures."""
    assert names.find(f"is {word} safe") == []


@pytest.mark.parametrize("text", ["kyphon", "Kyphon\u00ae Balloon Kyphoplasty", "Kyphon balloon kyphoplasty"])
def test_makers_name_for_it_is_a_name(names: ProcedureNames, text: str) -> None:
    """The sign behind it belongs to it."""
    masked = mask_names(f"how long is {text}", names.find(f"how long is {text}"))
    assert masked == "how long is the procedure"


def test_longest_name_wins(names: ProcedureNames) -> None:
    """Where one name holds another, the longer one is found, once."""
    text = "a balloon kyphoplasty"
    (mention,) = names.find(text)
    assert text[mention.start : mention.end] == "balloon kyphoplasty"
    assert mention.is_name


def test_mentions_come_in_the_order_of_the_text(names: ProcedureNames) -> None:
    """Two procedures are found in the order they are written."""
    found = names.find("kyphoplasty/vertebroplasty: which?")
    assert [mention.procedure for mention in found] == ["kyphoplasty", "vertebroplasty"]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("is kyphoplasty safe", "is the procedure safe"),
        ("my kyphoplasty", "my procedure"),
        ("What is a kyphoplasty? Is AN Kypho safe?", "What is the procedure? Is the procedure safe?"),
        ("any kyphoplasty, or another", "any procedure, or another"),
        ("kypho or vertebro or kypho", "the procedure or the other procedure or the procedure"),
        ("when is kypho/vertebro needed?", "when is the procedure needed?"),
        ("my vertebro / kypho", "my procedure"),
        ("a bath after kypho or vertebro", "a bath after the procedure"),
        ("How long do kypho and the balloon thing and vertebro take?", "How long do the procedure take?"),
        ("after vertebro and/or the kypho", "after the procedure"),
        ("when is a vertebro kypho needed", "when is the procedure needed"),
        ("vertebro kypho difference", "the procedure the other procedure difference"),
        ("how do kypho and vertebro differ", "how do the procedure and the other procedure differ"),
        ("is kypho or vertebro safer", "is the procedure or the other procedure safer"),
        ("should I have kypho or vertebro", "should I have the procedure or the other procedure"),
        ("the balloon", "the balloon"),
        ("what does the balloon do", "what does the balloon do"),
        ("the balloon one, will she be awake", "the procedure, will she be awake"),
        ("vertebro or the balloon thing", "the procedure or the other procedure"),
        ("", ""),
    ],
)
def test_names_are_masked(text: str, masked: str) -> None:
    """Each name reads 'the procedure', a second one 'the other procedure' where the two are told apart."""
    assert mask_names(text, NAMES.find(text)) == masked


@given(st.lists(st.one_of(words, mentions), max_size=12))
def test_found_places_are_real_and_in_order(pieces: list[str]) -> None:
    """Every mention is a place inside the text that holds one written name; they are in order and apart."""
    text = " ".join(pieces)
    found = NAMES.find(text)
    assert [text[m.start : m.end] for m in found] == [p for p in pieces if NAMES.find(p)]
    assert all(first.end <= second.start for first, second in itertools.pairwise(found))


@given(st.lists(st.one_of(words, mentions), max_size=12))
def test_masking_changes_the_names_alone(pieces: list[str]) -> None:
    """Masking leaves no name, and every other word where it was."""
    masked = mask_names(" ".join(pieces), NAMES.find(" ".join(pieces)))
    assert NAMES.find(masked) == []
    kept = [word for word in masked.split() if word not in ("the", "other", "procedure")]
    assert kept == [piece for piece in pieces if not NAMES.find(piece)]


@given(st.text("abc the my \n\u00e9\U0001f600", max_size=40), st.data())
def test_masking_follows_the_offsets(text: str, data: st.DataObject) -> None:
    """Whatever the text, only what lies between a mention's offsets is replaced."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    masked = mask_names(text, [Mention("kyphoplasty", start, end, is_name=True)])
    assert masked.startswith(text[:start])
    assert masked.endswith(text[end:])
    assert masked[start : len(masked) - len(text[end:])] in ("procedure", "the procedure")
