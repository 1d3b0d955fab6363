"""Staff audit: who looked at what and changed what, and when. Nothing of a patient's words is in it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.moment import stamp, stamp_now, utc_now
from bot.store import Store

SAME_LOOK = timedelta(minutes=10)
"""Looking at the same thing again within this time is the same look."""


class StaffAudit:
    """The log; an erased conversation's entries stay without naming it."""

    def __init__(self, store: Store) -> None:
        self._db = store.database

    def note(
        self, account: int | None, action: str, conversation: str | None = None, detail: str | None = None
    ) -> None:
        """Add an entry."""
        self._db.execute(
            "INSERT INTO staff_audit (at, staff, action, conversation, detail) VALUES (?, ?, ?, ?, ?)",
            [stamp_now(), account, action, conversation, detail],
        )

    def view(self, account: int, action: str, conversation: str | None = None) -> None:
        """Note that somebody looks at something; a page that keeps itself up to date is one look in a while."""
        since = stamp(utc_now() - SAME_LOOK)
        looked = self._db.execute(
            "SELECT 1 FROM staff_audit WHERE staff = ? AND action = ? AND conversation IS ? AND at > ?",
            [account, action, conversation, since],
        ).fetchone()
        if looked is None:
            self.note(account, action, conversation)

    def entries(
        self, most: int = 200, *, account: int | None = None, conversation: str | None = None
    ) -> list[dict[str, Any]]:
        """The newest entries first, with the name of who it was."""
        return list(
            self._db.query(
                "SELECT a.at, a.action, a.conversation, a.detail, s.name FROM staff_audit a"
                " LEFT JOIN staff s ON s.id = a.staff WHERE (:staff IS NULL OR a.staff = :staff)"
                " AND (:conversation IS NULL OR a.conversation = :conversation) ORDER BY a.id DESC LIMIT :most",
                {"staff": account, "conversation": conversation, "most": most},
            )
        )
