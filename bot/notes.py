"""Notes: what the staff write for each other about a conversation; no patient ever reads them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.moment import stamp_now
from bot.store import Store


@dataclass(frozen=True)
class Note:
    """One note."""

    id: int
    conversation: str
    staff: int
    text: str
    created_at: str


class Notes:
    """Notes lie in a table of their own, so that no way of reading a transcript can show one."""

    def __init__(self, store: Store) -> None:
        self._db = store.database

    def add(self, conversation: str, account: int, text: str) -> None:
        """Keep a note."""
        self._db.execute(
            "INSERT INTO notes (conversation, staff, text, created_at) VALUES (?, ?, ?, ?)",
            [conversation, account, text, stamp_now()],
        )

    def of(self, conversation: str) -> list[Note]:
        """The notes on a conversation, oldest first."""
        rows = self._db.query("SELECT * FROM notes WHERE conversation = ? ORDER BY id", [conversation])
        return [Note(**{name: row[name] for name in Note.__dataclass_fields__}) for row in rows]
