"""A message that only says which procedure is meant asks again what was asked before it."""

from __future__ import annotations

import pytest

from bot.told_procedure import says_so, tells_procedure


def spans(text: str, *names: str) -> list[tuple[int, int]]:
    """Where the names stand."""
    return [(text.index(name), text.index(name) + len(name)) for name in names]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("its the one with the ballon btw", "ballon"),
        ("sorry, I meant vertebroplasty", "vertebroplasty"),
        ("it\u2019s kyphoplasty.", "kyphoplasty"),
        ("the kypho one", "kypho"),
        ("she's having the vertebroplasty", "vertebroplasty"),
        ("with the balloon?", "balloon"),
    ],
)
def test_words_beside_a_name_that_ask_nothing(text: str, name: str) -> None:
    """Whatever small words stand around it."""
    assert tells_procedure(text, spans(text, name))


@pytest.mark.parametrize(
    "text", ["no sorry i meant the other one", "the other one, without", "its the other procedure"]
)
def test_other_one_is_named_too(text: str) -> None:
    """The one that was not talked of needs no name."""
    assert tells_procedure(text, [])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("how does the balloon work", "balloon"),
        ("is kyphoplasty safe", "kyphoplasty"),
        ("my sister had vertebroplasty and died", "vertebroplasty"),
        ("the one without the balloon", "balloon"),
        ("kyphoplasty costs", "kyphoplasty"),
    ],
)
def test_what_asks_or_tells_more_stands_for_itself(text: str, name: str) -> None:
    """A name in a question, or in what somebody tells, is no answer to what was asked before."""
    assert not tells_procedure(text, spans(text, name))


@pytest.mark.parametrize("text", ["", "no", "it is the one", "and?"])
def test_nothing_is_told_without_a_procedure(text: str) -> None:
    """Small words alone name none."""
    assert not tells_procedure(text, [])


def test_thing_alone_may_be_asked_about() -> None:
    """'The balloon?' may ask what that is."""
    assert says_so("its the balloon one")
    assert not says_so("the balloon?")
