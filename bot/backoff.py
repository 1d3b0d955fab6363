"""Back-off: how long to wait before something that failed is tried again."""

from __future__ import annotations

FIRST_SECONDS = 0.5
MOST_SECONDS = 30.0
STABLE_SECONDS = 60.0
"""What has been up for so long is started again at once if it fails."""


class Backoff:
    """Twice as long after each failure in a row, up to a bound; a stable time begins anew."""

    def __init__(self, most_seconds: float | None = None) -> None:
        """`most_seconds` is the bound, MOST_SECONDS without one."""
        self._most_seconds = MOST_SECONDS if most_seconds is None else most_seconds
        self._failures = 0

    def failed(self, up_seconds: float) -> float:
        """Seconds to wait after a failure of something that was up for so long."""
        self._failures = 1 if up_seconds >= STABLE_SECONDS else self._failures + 1
        return float(min(self._most_seconds, FIRST_SECONDS * 2 ** min(self._failures - 1, 16)))
