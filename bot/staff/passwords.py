"""Passwords: argon2 hashes, made and verified beside the event loop, with the same work for every name."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial

import anyio
import argon2

FEWEST_CHARACTERS = 12
MOST_CHARACTERS = 256
AT_ONCE = 2
"""Hashing is heavy on purpose; more at once would hold up the patients' chats."""
MOST_WAITING = 8
"""More than a few wait only if somebody guesses; behind them real staff would not get in."""

Verify = Callable[[str | None, str], Awaitable[bool]]


class PasswordsBusyError(Exception):
    """Too many wait for a turn already."""


class WeakPasswordError(Exception):
    """A password that is too easy to guess; the message says what is missing."""


class Passwords:
    """Hashes and verifies."""

    def __init__(self, hasher: argon2.PasswordHasher | None = None) -> None:
        self._hasher = hasher or argon2.PasswordHasher()
        # Verified in place of the hash of an account that does not exist.
        self._nobodys = self._hasher.hash(secrets.token_urlsafe())
        self._limiter: anyio.CapacityLimiter | None = None

    def hash(self, password: str) -> str:
        """The hash to keep."""
        return self._hasher.hash(password)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Verify]:
        """A turn at verifying, waited for in line; raises PasswordsBusyError at once if the line is long.

        What must hold at the moment of verifying can be looked at between the turn's coming and the call.
        """
        self._limiter = self._limiter or anyio.CapacityLimiter(AT_ONCE)
        if self._limiter.statistics().tasks_waiting >= MOST_WAITING:
            raise PasswordsBusyError
        async with self._limiter:
            yield self._verify

    async def _verify(self, kept: str | None, password: str) -> bool:
        """Whether a password fits a hash; without one the answer is no, after as long a time."""
        check = partial(self._fits, kept or self._nobodys, password[:MOST_CHARACTERS])
        fits = await anyio.to_thread.run_sync(check)
        return fits and kept is not None

    def is_outdated(self, kept: str) -> bool:
        """Whether a hash was made with weaker parameters than today's."""
        return self._hasher.check_needs_rehash(kept)

    def _fits(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.verify(kept, password)
        except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
            return False


def check_strength(password: str, name: str) -> None:
    """Raise WeakPasswordError for what is short, plain, or the name again."""
    if not FEWEST_CHARACTERS <= len(password) <= MOST_CHARACTERS:
        raise WeakPasswordError(f"A password has {FEWEST_CHARACTERS} characters or more.")
    plain = password.lower()
    if name.lower() in plain or "password" in plain or "clinic" in plain:
        raise WeakPasswordError("A password holds neither your name nor the words 'password' or 'clinic'.")
    if len(set(plain)) < 6:
        raise WeakPasswordError("A password has more than a few different characters.")


def new_password() -> str:
    """A password to begin with, easy to read out: five groups of four letters and digits."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(5))
