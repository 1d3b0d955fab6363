"""Staff sessions: who is signed in, on which device, until when. The token itself is with the browser alone."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.moment import stamp, utc_now
from bot.store import Store

IDLE = timedelta(minutes=30)
"""Without a request for so long, a session has ended."""
LONGEST = timedelta(hours=12)
"""A shift: after it everyone signs in anew."""
CODE_WITHIN = timedelta(minutes=5)
"""How long a session may wait for its one-time code."""
TOUCH_EVERY = timedelta(seconds=20)
PRESENT = timedelta(minutes=2)
"""Who was seen so lately is taken to be there."""


@dataclass(frozen=True)
class Session:
    """One sign-in."""

    id: int
    staff: int
    device: str
    needs_code: bool
    created_at: str
    seen_at: str


class StaffSessions:
    """The sessions in the store; each is found by the hash of its token."""

    def __init__(self, store: Store, now: Callable[[], datetime] | None = None) -> None:
        self._db = store.database
        self._now = now or utc_now

    def begin(self, account: int, device: str, *, needs_code: bool) -> str:
        """Sign an account in; returns the token for the browser."""
        token = secrets.token_urlsafe(32)
        now = stamp(self._now())
        self._db.execute(
            "INSERT INTO staff_sessions (token_hash, staff, device, needs_code, created_at, seen_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [_digest(token), account, device[:80], needs_code, now, now],
        )
        return token

    def find(self, token: str) -> Session | None:
        """The session of a token, unless it has expired or was ended."""
        rows = list(
            self._db.query(
                "SELECT * FROM staff_sessions WHERE token_hash = ? AND ended_at IS NULL", [_digest(token)]
            )
        )
        session = _session(rows[0]) if rows else None
        return session if session and self._is_live(session) else None

    def is_live(self, session: int) -> bool:
        """Whether a session still holds, without it counting as use."""
        rows = list(
            self._db.query("SELECT * FROM staff_sessions WHERE id = ? AND ended_at IS NULL", [session])
        )
        return bool(rows) and self._is_live(_session(rows[0]))

    def touch(self, session: Session) -> None:
        """Note that a session is in use."""
        if self._now() - datetime.fromisoformat(session.seen_at) >= TOUCH_EVERY:
            self._db.execute(
                "UPDATE staff_sessions SET seen_at = ? WHERE id = ?", [stamp(self._now()), session.id]
            )

    def end(self, session: int) -> None:
        """Sign out."""
        self._end("id = ?", [session])

    def end_all(self, account: int, but: int | None = None) -> None:
        """End every session of an account, but for one."""
        self._end("staff = ? AND id IS NOT ?", [account, but])

    def live(self, account: int | None = None) -> list[Session]:
        """Who is signed in now, the newest first."""
        rows = self._db.query(
            "SELECT * FROM staff_sessions WHERE ended_at IS NULL AND (? IS NULL OR staff = ?) ORDER BY id DESC",
            [account, account],
        )
        return [each for row in rows if self._is_live(each := _session(row))]

    def present(self) -> set[int]:
        """The accounts that have the console open."""
        since = self._now() - PRESENT
        return {
            each.staff
            for each in self.live()
            if not each.needs_code and datetime.fromisoformat(each.seen_at) > since
        }

    def forget_old(self) -> None:
        """Delete what ended long ago."""
        self._db.execute(
            "DELETE FROM staff_sessions WHERE created_at < ?", [stamp(self._now() - timedelta(days=90))]
        )

    def _is_live(self, session: Session) -> bool:
        now = self._now()
        created, seen = (datetime.fromisoformat(each) for each in (session.created_at, session.seen_at))
        if session.needs_code and now - created > CODE_WITHIN:
            return False
        return now - seen <= IDLE and now - created <= LONGEST

    def _end(self, which: str, params: list[Any]) -> None:
        self._db.execute(
            f"UPDATE staff_sessions SET ended_at = ? WHERE ended_at IS NULL AND {which}",  # noqa: S608
            [stamp(self._now()), *params],
        )


def _session(row: Mapping[str, Any]) -> Session:
    return Session(
        id=row["id"],
        staff=row["staff"],
        device=row["device"] or "",
        needs_code=bool(row["needs_code"]),
        created_at=row["created_at"],
        seen_at=row["seen_at"],
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
