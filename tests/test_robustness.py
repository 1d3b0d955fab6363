"""The same messages written otherwise, compared with the clean ones."""

from __future__ import annotations

import json

import pytest

from bot.evaluation import Case, Outcome
from bot.reply import Reply
from bot.robustness import Robustness, Writing

ANSWER = Reply("Yes.", "answer", topics=("brace",))
FALLBACK = Reply("Sorry?", "fallback")


def writing(name: str, right: int, wrong: int, missed: int) -> Writing:
    """So many right, wrong and missed lay questions."""
    outcomes = [
        outcome(accept, reply)
        for count, accept, reply in (
            (right, "brace", ANSWER),
            (wrong, "cost", ANSWER),
            (missed, "cost", FALLBACK),
        )
        for _ in range(count)
    ]
    return Writing.of(name, [outcomes], changed=len(outcomes))


def outcome(accept: str, reply: Reply) -> Outcome:
    """A lay question, and what it got."""
    return Outcome(Case("1", "text", "answer", frozenset({accept}), "lay"), (reply,))


CLEAN = writing("clean", 90, 5, 5)


@pytest.mark.parametrize(
    ("right", "wrong", "missed", "too_far"),
    [
        (90, 5, 5, []),
        (100, 0, 0, []),
        (86, 5, 9, []),
        (85, 5, 10, ["lay right", "lay right or offered"]),
        (86, 9, 5, []),
        (87, 10, 3, ["answered wrong"]),
    ],
)
def test_four_points_are_allowed(right: int, wrong: int, missed: int, too_far: list[str]) -> None:
    """Up to four points fewer right or more wrong are within; five are not, and the measure is named."""
    assert writing("in capitals", right, wrong, missed).too_far(CLEAN) == too_far


def test_difference_is_shown_in_points() -> None:
    """The clean share stands alone, another with its difference."""
    assert CLEAN.shown(CLEAN, "lay right") == "90.0%"
    assert writing("in capitals", 85, 10, 5).shown(CLEAN, "lay right") == "85.0% (-5.0)"
    assert writing("in capitals", 85, 10, 5).shown(CLEAN, "answered wrong") == "10.0% (+5.0)"


def drawn() -> Writing:
    """Two draws of two questions: one right and one missed, then both right."""
    right, missed = outcome("brace", ANSWER), outcome("cost", FALLBACK)
    return Writing.of("one typing error", [[right, missed], [right, right]], changed=4)


def test_draws_count_together_and_show_their_spread() -> None:
    """The luck of one draw decides nothing: the share is the mean, and the lowest and highest stand beside it."""
    assert drawn().messages == 4
    assert drawn().shown(CLEAN, "lay right") == "75.0% (-15.0) 50.0 to 100.0"
    assert "lay right" in drawn().too_far(CLEAN)


def test_one_draw_has_no_spread() -> None:
    """Nothing is said of a spread that was not measured."""
    assert writing("in capitals", 85, 10, 5).spread == {}


def test_file_holds_everything() -> None:
    """What is written to a JSON file is read back the same."""
    found = Robustness("some.tsv", 3, (CLEAN, writing("in capitals", 85, 10, 5), drawn()))
    assert Robustness.from_dict(json.loads(json.dumps(found.as_dict()))) == found
