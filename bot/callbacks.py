"""Callbacks: when patients want to be called and about what; the number is a sealed contact apart from it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.moment import stamp_now
from bot.store import Store

TIMES = ("morning", "afternoon", "any")
TOPICS = ("before", "after", "appointment", "other")


@dataclass(frozen=True)
class CallbackRequest:
    """One patient's wish to be called."""

    conversation: str
    time: str | None
    topic: str | None
    created_at: str
    done_at: str | None


class Callbacks:
    """One request a conversation; a new wish takes the place of the old."""

    def __init__(self, store: Store) -> None:
        self._db = store.database

    def begin(self, conversation: str) -> None:
        """Note that a call is wanted."""
        self._db.execute(
            "INSERT INTO callbacks (conversation, created_at) VALUES (?, ?) ON CONFLICT (conversation)"
            " DO UPDATE SET created_at = excluded.created_at, done_at = NULL, done_by = NULL"
            " WHERE done_at IS NOT NULL",
            [conversation, stamp_now()],
        )

    def set_time(self, conversation: str, time: str) -> None:
        """Note the time of day that suits."""
        self.begin(conversation)
        self._db.execute("UPDATE callbacks SET time = ? WHERE conversation = ?", [time, conversation])

    def set_topic(self, conversation: str, topic: str) -> None:
        """Note what it is about."""
        self.begin(conversation)
        self._db.execute("UPDATE callbacks SET topic = ? WHERE conversation = ?", [topic, conversation])

    def of(self, conversation: str) -> CallbackRequest | None:
        """The patient's wish, or None."""
        rows = self._db.query("SELECT * FROM callbacks WHERE conversation = ?", [conversation])
        return next(
            (CallbackRequest(**{k: row[k] for k in CallbackRequest.__dataclass_fields__}) for row in rows),
            None,
        )

    def withdraw(self, conversation: str) -> None:
        """The patient does not want the call any more; one that was made stays on record."""
        self._db.execute("DELETE FROM callbacks WHERE conversation = ? AND done_at IS NULL", [conversation])

    def done(self, conversation: str, account: int) -> None:
        """Note that the patient was called."""
        self._db.execute(
            "UPDATE callbacks SET done_at = ?, done_by = ? WHERE conversation = ? AND done_at IS NULL",
            [stamp_now(), account, conversation],
        )
