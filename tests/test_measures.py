"""Shares, their intervals and their aims."""

from __future__ import annotations

import pytest

from bot.evaluation import Case, Outcome
from bot.measures import MEASURES, bootstrap, figures
from bot.reply import Choice, Reply
from bot.wilson import wilson

ANSWER = Reply("Yes.", "answer", topics=("brace",))
OFFER = Reply("Did you mean?", "suggest", choices=(Choice("Brace?", "x", "brace"),))
BY_NAME = {measure.name: measure for measure in MEASURES}


def outcome(kind: str, group: str, reply: Reply, *accept: str) -> Outcome:
    """A case of this kind and group, and its reply."""
    return Outcome(Case("1", "text", kind, frozenset(accept), group), (reply,))


def test_interval_surrounds_the_share_and_narrows_with_more_rows() -> None:
    """Ten times the rows make the interval about a third as wide, as statistics has it."""
    low, high = bootstrap([True] * 80 + [False] * 20)
    narrow = bootstrap([True] * 800 + [False] * 200)
    assert (low, high) == pytest.approx((0.72, 0.87), abs=0.02)
    assert (narrow[1] - narrow[0]) / (high - low) == pytest.approx(0.316, abs=0.05)


def test_interval_is_the_same_each_time() -> None:
    """Chance is seeded: the same rows have the same interval."""
    hits = [True, False, True, True, False] * 9
    assert bootstrap(hits) == bootstrap(list(reversed(hits)))


@pytest.mark.parametrize(("hits", "count"), [(12, 12), (0, 7)])
def test_all_or_none_is_not_certainty(hits: int, count: int) -> None:
    """Where no resample can differ from another, Wilson's interval says how little a few rows prove."""
    assert bootstrap([True] * hits + [False] * (count - hits)) == wilson(hits, count)


def test_only_what_was_measured_has_a_figure() -> None:
    """A file without emergencies has no share of them."""
    found = figures(
        [
            outcome("answer", "lay", ANSWER, "brace"),
            outcome("answer", "lay", OFFER, "brace"),
            outcome("answer", "faq", ANSWER, "cost"),
            outcome("out_of_scope", "oos", ANSWER),
        ]
    )
    assert {name: (share.hits, share.messages) for name, share in found.items()} == {
        "lay right": (1, 2),
        "lay right or offered": (2, 2),
        "faq right": (0, 1),
        "answered wrong": (1, 3),
        "out of scope answered": (1, 1),
    }


@pytest.mark.parametrize(
    ("measure", "share", "reached"),
    [
        ("lay right", 0.8, True),
        ("lay right", 0.79, False),
        ("answered wrong", 0.06, True),
        ("answered wrong", 0.07, False),
        ("emergencies", 0.1, True),
    ],
)
def test_aims(measure: str, share: float, reached: bool) -> None:
    """An aim is a least share, or a most where the share counts against the bot."""
    assert BY_NAME[measure].reached(share) is reached


def test_loss_is_what_got_worse() -> None:
    """Fewer right and more wrong both count as a loss."""
    assert BY_NAME["faq right"].loss(0.9, 0.8) == pytest.approx(0.1)
    assert BY_NAME["answered wrong"].loss(0.05, 0.08) == pytest.approx(0.03)
    assert BY_NAME["answered wrong"].loss(0.05, 0.02) < 0
