"""Feedback: what a patient thought of a reply, thumbs up or down, in words too if they like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from bot.moment import stamp_now
from bot.store import Message, Store

Rating = Literal["up", "down"]
RATINGS: tuple[Rating, ...] = get_args(Rating)
MAX_COMMENT_CHARACTERS = 1000


@dataclass(frozen=True)
class Thumb:
    """A rating, and what was written beside it: nothing, more often than not."""

    rating: Rating
    comment: str


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
        return {seq: thumb.rating for seq, thumb in self.of(conversation).items()}

    def of(self, conversation: str) -> Mapping[int, Thumb]:
        """What the patient thought of each reply, by the sequence number of what was rated."""
        rows = self._store.database.execute(
            "SELECT messages.seq, feedback.rating, coalesce(feedback.comment, '')"
            " FROM feedback JOIN messages ON messages.id = feedback.message WHERE feedback.conversation = ?",
            [conversation],
        )
        return {seq: Thumb(rating, comment) for seq, rating, comment in rows}
