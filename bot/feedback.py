"""Feedback: what a patient thought of a reply, thumbs up or down, in words too if they like."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from bot.moment import stamp_now
from bot.store import Message, Store

Rating = Literal["up", "down"]
RATINGS: tuple[Rating, ...] = get_args(Rating)
MAX_COMMENT_CHARACTERS = 1000


class Feedback:
    """Keeps one rating for each message, the last one given."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def set(self, message: Message, rating: Rating, comment: str | None) -> bool:
        """Keep a rating and a comment that is redacted already; False if this message had that rating before."""
        before = self.ratings(message.conversation).get(message.seq)
        with self._store.writing():
            self._store.database.execute(
                "INSERT INTO feedback (message, conversation, rating, comment, created_at)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT (message) DO UPDATE SET rating = excluded.rating,"
                " comment = coalesce(excluded.comment, comment), created_at = excluded.created_at",
                [message.id, message.conversation, rating, comment, stamp_now()],
            )
        return before != rating

    def ratings(self, conversation: str) -> Mapping[int, Rating]:
        """The ratings of a conversation by the sequence number of what was rated."""
        rows = self._store.database.execute(
            "SELECT messages.seq, feedback.rating FROM feedback JOIN messages ON messages.id = feedback.message"
            " WHERE feedback.conversation = ?",
            [conversation],
        )
        return {row[0]: row[1] for row in rows}

    def comments(self, conversation: str) -> Mapping[int, str]:
        """What was written beside the ratings of a conversation, by the sequence number of what was rated."""
        rows = self._store.database.execute(
            "SELECT messages.seq, feedback.comment FROM feedback JOIN messages ON messages.id = feedback.message"
            " WHERE feedback.conversation = ? AND comment > ''",
            [conversation],
        )
        return {row[0]: row[1] for row in rows}
