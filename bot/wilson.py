"""Wilson's interval: how sure a share is that was counted on a few messages."""

from __future__ import annotations

import math

Z = 1.959964
"""Standard deviations to either side for 95%."""


def wilson(hits: int, count: int) -> tuple[float, float]:
    """The 95% interval of the share `hits / count` (Wilson 1927); anything is possible when nothing was counted."""
    if not count:
        return 0.0, 1.0
    share, squared = hits / count, Z**2 / count
    middle = share + squared / 2
    spread = Z * math.sqrt(share * (1 - share) / count + squared / (4 * count))
    # Rounding must not leave a share of none or all outside its own interval.
    low, high = (middle - spread) / (1 + squared), (middle + spread) / (1 + squared)
    return min(max(0.0, low), share), max(min(1.0, high), share)
