"""Web tokens: how a browser shows that a conversation is its own; the store holds their hashes alone."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from bot.moment import stamp
from bot.store import Store

TOKEN_BYTES = 32
RENEWED_EVERY = timedelta(hours=1)
"""A token in use is not written anew at each request."""


class WebTokens:
    """Makes tokens and finds the conversation of one; a token that is not used for `days` expires."""

    def __init__(self, store: Store, days: int) -> None:
        self._store = store
        self._age = timedelta(days=days)

    def add(self, conversation: str) -> str:
        """A new random token (256 bits) for a conversation; it can be read here and nowhere else."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        with self._store.writing():
            self._store.database.execute(
                "INSERT INTO web_tokens (hash, conversation, expires_at) VALUES (?, ?, ?)",
                [_hash(token), conversation, stamp(datetime.now(UTC) + self._age)],
            )
        return token

    def conversation(self, token: str) -> str | None:
        """The conversation of a token that is known and has not expired; using it keeps it fresh."""
        now = datetime.now(UTC)
        hashed = _hash(token)
        row = self._store.database.execute(
            "SELECT conversation, expires_at FROM web_tokens WHERE hash = ?", [hashed]
        ).fetchone()
        if row is None or datetime.fromisoformat(row[1]) <= now:
            return None
        if datetime.fromisoformat(row[1]) < now + self._age - RENEWED_EVERY:
            # What cannot be written now is at the next request: nobody is turned away for it.
            with suppress(sqlite3.Error):
                self._renew(hashed, now)
        return str(row[0])

    def _renew(self, hashed: str, now: datetime) -> None:
        with self._store.writing():
            sql = "UPDATE web_tokens SET expires_at = ? WHERE hash = ?"
            self._store.database.execute(sql, [stamp(now + self._age), hashed])


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
