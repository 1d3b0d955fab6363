"""Sign-in failures: after some in a row an account's name, or an address, has to wait, each time longer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.moment import stamp, utc_now
from bot.store import Store

FREE = {"account": 5, "address": 20}
"""Failures in a row before the first wait; many of the staff may share an address."""
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
FORGET_AFTER = timedelta(hours=24)


class SignInFailures:
    """Counts by hashes: neither a name that was tried nor an address is kept.

    A name that no account has is counted as one that exists, so that waiting tells nobody which exist.
    """

    def __init__(self, store: Store, now: Callable[[], datetime] | None = None) -> None:
        self._store = store
        self._db = store.database
        self._now = now or utc_now

    def wait(self, name: str, address: str) -> int:
        """Seconds until another attempt is allowed; 0 if it is now."""
        return max(self._wait(kind, value) for kind, value in (("account", name), ("address", address)))

    def count(self, name: str, address: str) -> None:
        """Note a failure."""
        with self._store.writing():
            self._db.execute(
                "DELETE FROM sign_in_failures WHERE last_at < ?", [stamp(self._now() - FORGET_AFTER)]
            )
            for kind, value in (("account", name), ("address", address)):
                self._db.execute(
                    "INSERT INTO sign_in_failures (key, failures, last_at) VALUES (?, 1, ?) ON CONFLICT (key)"
                    " DO UPDATE SET failures = failures + 1, last_at = excluded.last_at",
                    [_key(kind, value), stamp(self._now())],
                )

    def forgive(self, name: str, address: str) -> None:
        """Start anew after a sign-in that succeeded."""
        keys = [_key("account", name), _key("address", address)]
        self._db.execute("DELETE FROM sign_in_failures WHERE key IN (?, ?)", keys)

    def _wait(self, kind: str, value: str) -> int:
        rows = list(
            self._db.query(
                "SELECT failures, last_at FROM sign_in_failures WHERE key = ?", [_key(kind, value)]
            )
        )
        beyond = rows[0]["failures"] - FREE[kind] if rows else -1
        if beyond < 0:
            return 0
        # The exponent is bounded, or the number would grow without end.
        pause = min(FIRST_WAIT * 2 ** min(beyond, 10), LONGEST_WAIT)
        left = datetime.fromisoformat(rows[0]["last_at"]) + pause - self._now()
        return max(0, -(-int(left.total_seconds() * 1000) // 1000))


def _key(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind}\0{value.strip().lower()}".encode("utf-8", "replace")).hexdigest()
