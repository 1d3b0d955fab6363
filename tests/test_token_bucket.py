"""Who asks too often waits, and who waited may ask again."""

from __future__ import annotations

import pytest

from bot.token_bucket import TokenBuckets


class Clock:
    """A clock that goes when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """What time it is."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still."""
    return Clock()


def test_burst_then_wait(clock: Clock) -> None:
    """A full bucket is a burst; then the wait that is told is the wait that is enough."""
    buckets = TokenBuckets(3, 60, clock=clock)
    assert [buckets.take("a") for _ in range(3)] == [0, 0, 0]
    wait = buckets.take("a")
    assert wait == pytest.approx(20)
    clock.now += wait - 0.1
    assert buckets.take("a") > 0
    clock.now += 0.2
    assert buckets.take("a") == 0


def test_several_tokens_are_taken_at_once(clock: Clock) -> None:
    """All or none; more than there can ever be are a full bucket."""
    buckets = TokenBuckets(10, 60, clock=clock)
    assert buckets.take("a", 8) == 0
    assert buckets.take("a", 4) == pytest.approx(12)
    assert buckets.take("a", 2) == 0
    clock.now += 60
    assert buckets.take("a", 25) == 0
    assert buckets.take("a") == pytest.approx(6)


def test_keys_do_not_share(clock: Clock) -> None:
    """One who asks too often keeps nobody else waiting."""
    buckets = TokenBuckets(1, 60, clock=clock)
    assert buckets.take("a") == 0
    assert buckets.take("a") > 0
    assert buckets.take("b") == 0


def test_bucket_is_never_fuller_than_full(clock: Clock) -> None:
    """A long quiet time is not saved up."""
    buckets = TokenBuckets(2, 60, clock=clock)
    clock.now += 10_000
    assert [buckets.take("a") > 0 for _ in range(3)] == [False, False, True]


def test_memory_is_bounded(clock: Clock) -> None:
    """The longest unused are forgotten; one in use is not."""
    buckets = TokenBuckets(1, 60, most_keys=10, clock=clock)
    buckets.take("busy")
    for number in range(100):
        buckets.take(str(number))
        assert buckets.take("busy") > 0
    assert len(buckets) == 10
