"""What fails again and again is tried less and less often, and never given up."""

from __future__ import annotations

from bot.backoff import FIRST_SECONDS, MOST_SECONDS, STABLE_SECONDS, Backoff


def test_waits_double_up_to_a_bound() -> None:
    """Half a second, one, two, ..., and never more than the bound."""
    backoff = Backoff()
    waits = [backoff.failed(1.0) for _ in range(40)]
    assert waits[:4] == [FIRST_SECONDS, 2 * FIRST_SECONDS, 4 * FIRST_SECONDS, 8 * FIRST_SECONDS]
    assert waits == sorted(waits)
    assert waits[-1] == MOST_SECONDS


def test_a_bound_of_its_own_is_kept() -> None:
    """What may be wrong for days is asked for by the hour."""
    backoff = Backoff(3600.0)
    waits = [backoff.failed(0) for _ in range(40)]
    assert waits[:2] == [FIRST_SECONDS, 2 * FIRST_SECONDS]
    assert waits[-1] == 3600.0


def test_stable_time_begins_anew() -> None:
    """After a good while a failure is the first again."""
    backoff = Backoff()
    for _ in range(10):
        backoff.failed(1.0)
    assert backoff.failed(STABLE_SECONDS) == FIRST_SECONDS
    assert backoff.failed(1.0) == 2 * FIRST_SECONDS
