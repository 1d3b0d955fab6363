"""What patients think of a reply is kept once for each, and its words are forgotten like all others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.feedback import Feedback, Thumb
from bot.reply import Reply
from bot.store import Message, Store


@pytest.fixture
def rated(store: Store, reply: Reply) -> Message:
    """A reply that can be rated."""
    return store.add_reply(store.add_conversation("web"), reply)


def test_last_rating_counts(store: Store, rated: Message) -> None:
    """A patient may change their mind; a comment that was given stays."""
    feedback = Feedback(store)
    assert feedback.set(rated, "up", "good")
    assert not feedback.set(rated, "up", None)
    assert feedback.set(rated, "down", None)
    assert feedback.ratings(rated.conversation) == {rated.seq: "down"}
    assert feedback.of(rated.conversation) == {rated.seq: Thumb("down", "good")}


def test_comments_are_blanked_with_age(store: Store, rated: Message) -> None:
    """After the days of a message its words are gone; the rating stays for the counts."""
    feedback = Feedback(store)
    feedback.set(rated, "down", "too long")
    store.blank(datetime.now(UTC) + timedelta(days=1), "purged")
    assert feedback.of(rated.conversation) == {rated.seq: Thumb("down", "")}


def test_ratings_of_others_are_not_seen(store: Store, rated: Message) -> None:
    """Each conversation has its own."""
    feedback = Feedback(store)
    feedback.set(rated, "up", None)
    assert feedback.ratings(store.add_conversation("web")) == {}
