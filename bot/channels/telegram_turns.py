"""Telegram turns: one patient's messages one after the other, different patients' side by side."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

Turn = Callable[[], Awaitable[None]]

AT_ONCE = 16
"""Turns of different chats that may be with the assistant; the others wait, the oldest first."""


class Turns:
    """A line for each chat that has something to do, and none for the others."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._lines: dict[int, deque[Turn]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(at_once)

    def add(self, chat: int, turn: Turn) -> None:
        """Take a turn after those of the same chat that came before; it must see to its own errors."""
        if chat in self._lines:
            self._lines[chat].append(turn)
            return
        self._lines[chat] = deque([turn])
        task = asyncio.get_running_loop().create_task(self._work(chat))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work(self, chat: int) -> None:
        line = self._lines[chat]
        try:
            while line:
                turn = line.popleft()
                async with self._slots:
                    await turn()
        finally:
            del self._lines[chat]

    async def close(self) -> None:
        """Stop; what is not done is taken up again at the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def __len__(self) -> int:
        """How many chats have something to do."""
        return len(self._lines)
