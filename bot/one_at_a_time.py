"""One at a time: whoever comes second with the same key waits, in the order of coming."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class _Line:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0


class OneAtATime:
    """A lock for each key that somebody holds or waits for, and none for the others."""

    def __init__(self) -> None:
        self._lines: dict[str, _Line] = {}

    @asynccontextmanager
    async def turn(self, key: str) -> AsyncIterator[None]:
        """Wait for those who came before, then have the key to oneself."""
        line = self._lines.setdefault(key, _Line())
        line.users += 1
        try:
            async with line.lock:
                yield
        finally:
            line.users -= 1
            if not line.users:
                del self._lines[key]

    def is_taken(self, key: str) -> bool:
        """Whether somebody holds the key, or waits for it."""
        return key in self._lines

    def __len__(self) -> int:
        """How many keys are held or waited for."""
        return len(self._lines)
