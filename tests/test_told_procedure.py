"""A message that only says which procedure is meant asks again what was asked before it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from bot.told_procedure import names_other, says_so, tells_procedure


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


@pytest.mark.rasa
@pytest.mark.parametrize(
    ("text", "is_name", "answered_for", "misses", "is_asked_again"),
    [
        ("kyphoplasty", True, [], 0, True),
        ("kyphoplasty?", True, ["vertebroplasty"], 0, True),
        ("kyphoplasty", True, ["kyphoplasty"], 0, False),
        ("kyphoplasty", True, [], 1, False),
        ("the balloon?", False, [], 0, False),
    ],
)
def test_bare_name_asks_the_last_question_for_it(
    live_content: Any, text: str, is_name: bool, answered_for: list[str], misses: int, is_asked_again: bool
) -> None:
    """Though the answer is the same for both; not where it was given for that, nor where the talk was lost."""
    from rasa_sdk import Tracker

    from actions.following_turn import only_tells_procedure
    from actions.turn import ActionTurn

    start, end = spans(text, "kyphoplasty" if is_name else "balloon")[0]
    mention = {"entity": "procedure", "value": "kyphoplasty", "start": start, "end": end, "is_name": is_name}
    slots = {"asked": [{"answer_id": "activity.shower", "procedures": answered_for}], "misses": misses}
    message = {"text": text, "entities": [mention]}
    tracker = Tracker("a", slots, message, [], False, None, {}, "action_listen")
    services: Any = SimpleNamespace(content=live_content)
    assert only_tells_procedure(ActionTurn("action_answer", tracker, services)) == is_asked_again


@pytest.mark.parametrize(
    ("text", "is_other"),
    [
        ("and the other one, does that have a balloon", True),
        ("does the other type use a balloon too", True),
        ("does the balloon come out the other side", False),
        ("what other risks has the balloon", False),
    ],
)
def test_other_one_is_named(text: str, is_other: bool) -> None:
    """Though the words describe the one that was talked of."""
    assert names_other(text) is is_other
