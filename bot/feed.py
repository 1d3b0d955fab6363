"""The feed: tells those who wait that something in a conversation changed; what changed is read from the store."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

SignalKind = Literal["message", "typing", "erased", "state", "delivered", "closing"]
"""What happened; `closing` is of `EVERY` conversation: this process ends, and what a browser listens to ends first."""

MOST_WAITING = 1000
"""Signals that a slow reader may leave lying; beyond it they become one, for `EVERY` conversation."""
EVERY = ""
"""In place of a conversation: more changed than can be named, look at all of them."""


@dataclass(frozen=True)
class Signal:
    """That something happened in a conversation; it carries no words."""

    conversation: str
    kind: SignalKind
    sender: str | None = None
    """Who wrote or types: patient, bot, staff or system."""


class Signals:
    """What one reader has not seen yet: each kind of signal once, in the order of its last coming."""

    def __init__(self, conversation: str | None) -> None:
        self._conversation = conversation
        self._waiting: dict[Signal, None] = {}
        self._some = asyncio.Event()

    def wants(self, signal: Signal) -> bool:
        """Whether this reader asked for the conversation."""
        return self._conversation in (None, signal.conversation)

    def put(self, signal: Signal) -> None:
        """Leave a signal for the reader; never waits."""
        self._waiting.pop(signal, None)
        if signal.kind == "message":
            # Whoever typed has sent it.
            self._waiting.pop(Signal(signal.conversation, "typing", signal.sender), None)
        if len(self._waiting) >= MOST_WAITING:
            self._waiting = {Signal(EVERY, "message"): None, Signal(EVERY, "state"): None}
        self._waiting[signal] = None
        self._some.set()

    def __aiter__(self) -> AsyncIterator[Signal]:
        return self

    async def __anext__(self) -> Signal:
        """The next signal; waits for one."""
        while not self._waiting:
            self._some.clear()
            await self._some.wait()
        signal = next(iter(self._waiting))
        del self._waiting[signal]
        return signal


class Feed:
    """Passes signals on within this process and its one event loop."""

    def __init__(self) -> None:
        self._readers: set[Signals] = set()

    def publish(self, signal: Signal) -> None:
        """Tell everyone who waits for this conversation; returns at once."""
        for reader in self._readers:
            if reader.wants(signal):
                reader.put(signal)

    @contextmanager
    def subscribe(self, conversation: str | None = None) -> Iterator[Signals]:
        """The signals of one conversation, or of all, from now until the block ends."""
        signals = Signals(conversation)
        self._readers.add(signals)
        try:
            yield signals
        finally:
            self._readers.discard(signals)
