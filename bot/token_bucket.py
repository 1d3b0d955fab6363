"""Token buckets: how often somebody may do something, with room for a burst."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

MOST_KEYS = 20_000
"""Buckets kept, the last used ones: one that is forgotten was the longest unused, so nearly full."""


class TokenBuckets:
    """One bucket for each key; it holds `limit` tokens and fills up again within `seconds`."""

    def __init__(
        self,
        limit: int,
        seconds: float,
        most_keys: int = MOST_KEYS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limit = limit
        self._per_second = limit / seconds
        self._most_keys = most_keys
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str, wanted: int = 1) -> float:
        """Take so many tokens, at most a full bucket; returns 0, or in how many seconds they will be there."""
        wanted, now = min(wanted, self._limit), self._clock()
        tokens, at = self._buckets.pop(key, (float(self._limit), now))
        tokens = min(self._limit, tokens + (now - at) * self._per_second)
        taken = tokens >= wanted
        self._buckets[key] = (tokens - wanted if taken else tokens, now)
        if len(self._buckets) > self._most_keys:
            self._buckets.popitem(last=False)
        return 0.0 if taken else (wanted - tokens) / self._per_second

    def __len__(self) -> int:
        """How many buckets are kept."""
        return len(self._buckets)
