"""An interval around a counted share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wilson import wilson


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662)],
)
def test_interval_is_wilsons(hits: int, count: int, low: float, high: float) -> None:
    """The bounds are those of the published formula (the last row: Newcombe 1998)."""
    assert wilson(hits, count) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_interval_holds_the_share(counted: tuple[int, int]) -> None:
    """The share lies within its interval, and the interval within 0 and 1."""
    hits, count = counted
    low, high = wilson(hits, count)
    assert 0 <= low <= hits / count <= high <= 1


def test_nothing_counted_says_nothing() -> None:
    """Without a message, any share is possible."""
    assert wilson(0, 0) == (0.0, 1.0)
