"""A browser's token opens its own conversation, for as long as it is used."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from bot.store import Store
from bot.web_tokens import WebTokens


@pytest.fixture
def tokens(store: Store) -> WebTokens:
    """Tokens that live for ten days without use."""
    return WebTokens(store, days=10)


def age(store: Store, days: float) -> None:
    """Let time pass for every token."""
    ((expires,),) = store.database.execute("SELECT expires_at FROM web_tokens").fetchall()
    earlier = (datetime.fromisoformat(expires) - timedelta(days=days)).isoformat(timespec="milliseconds")
    with store.writing():
        store.database.execute("UPDATE web_tokens SET expires_at = ?", [earlier])


def test_token_opens_its_conversation(store: Store, tokens: WebTokens) -> None:
    """It and no other does."""
    first, second = store.add_conversation("web"), store.add_conversation("web")
    token, other = tokens.add(first), tokens.add(second)
    assert (tokens.conversation(token), tokens.conversation(other)) == (first, second)
    assert tokens.conversation(token[:-1]) is None
    assert tokens.conversation("") is None


def test_tokens_are_long_and_different(store: Store, tokens: WebTokens) -> None:
    """256 random bits each."""
    conversation = store.add_conversation("web")
    made = {tokens.add(conversation) for _ in range(50)}
    assert len(made) == 50
    assert min(map(len, made)) >= 43


def test_unused_token_expires(store: Store, tokens: WebTokens) -> None:
    """After its days it opens nothing."""
    token = tokens.add(store.add_conversation("web"))
    age(store, 10)
    assert tokens.conversation(token) is None


def test_used_token_stays(store: Store, tokens: WebTokens) -> None:
    """Each use gives it all its days again."""
    conversation = store.add_conversation("web")
    token = tokens.add(conversation)
    for _ in range(3):
        age(store, 9)
        assert tokens.conversation(token) == conversation


def test_purge_deletes_expired_tokens(store: Store, tokens: WebTokens) -> None:
    """What opens nothing is not kept."""
    tokens.add(store.add_conversation("web"))
    age(store, 11)
    store.blank(datetime.now(UTC) - timedelta(days=30), "purged")
    assert store.database.execute("SELECT count(*) FROM web_tokens").fetchone() == (0,)


def test_token_needs_a_conversation(tokens: WebTokens) -> None:
    """There is no token for nothing."""
    with pytest.raises(sqlite3.IntegrityError):
        tokens.add("nothing")
