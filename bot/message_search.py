"""Message search: the redacted words of all conversations in full text, with filters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.store import Store

State = Literal["any", "bot", "waiting", "staff", "red_flag"]
MOST = 50
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_NAME = re.compile(r"(?:patient\s+)?([0-9a-f]{6,32})", re.IGNORECASE)
"""What the staff call a patient by, or the chat's whole number as the patient was told it."""
BEGIN, END = "\x02", "\x03"
"""Around a word that was found; characters that no stored text holds."""

_LAST_WORDS = (
    "SELECT id, conversation, sender, created_at, substr(text, 1, 120) AS snippet FROM messages"
    " WHERE sender = 'patient'"
)
_WITH_WORDS = (
    "SELECT m.id, m.conversation, m.sender, m.created_at,"
    " snippet(message_words, 0, :begin, :end, '\u2026', 14) AS snippet"
    " FROM message_words JOIN messages m ON m.id = message_words.rowid WHERE message_words MATCH :query"
)
_Params = dict[str, str | int]


@dataclass(frozen=True)
class Found:
    """A conversation with its newest message that fits."""

    conversation: str
    channel: str
    holder: str
    sender: str
    snippet: str
    """The words around what was found, marked with BEGIN and END."""
    at: str


def search(
    store: Store, words: str, *, channel: str = "", state: State = "any", most: int = MOST
) -> list[Found]:
    """Conversations with all these words in one message, the newest first; without words, all that fit.

    Where the words are what a conversation is called by, that one.
    """
    filters: _Params = {"channel": channel, "state": state, "most": most}
    return _named(store, words.strip(), filters) or _with_words(store, words.strip(), filters)


def _named(store: Store, words: str, filters: _Params) -> list[Found]:
    name = _NAME.fullmatch(words)
    if name is None:
        return []
    return _found(store, f"{_LAST_WORDS} AND conversation LIKE :name", {"name": f"{name[1]}%", **filters})


def _with_words(store: Store, words: str, filters: _Params) -> list[Found]:
    if not words:
        return _found(store, _LAST_WORDS, filters)
    query = _query(words)
    if not query:
        return []
    return _found(store, _WITH_WORDS, {"begin": BEGIN, "end": END, "query": query, **filters})


def _found(store: Store, source: str, params: _Params) -> list[Found]:
    # Materialized: what surrounds a found word can be told only while the index is read.
    rows = store.database.query(
        f"WITH f AS MATERIALIZED ({source})"  # noqa: S608 - our own words
        " SELECT f.conversation, c.channel, c.holder, f.sender, f.snippet, f.created_at AS at, max(f.id)"
        " FROM f JOIN conversations c ON c.id = f.conversation"
        " WHERE (:channel = '' OR c.channel = :channel) AND (:state IN ('any', c.holder) OR (:state = 'red_flag'"
        " AND EXISTS (SELECT 1 FROM alerts a WHERE a.conversation = c.id"
        " AND a.level IN ('emergency_now', 'crisis', 'same_day'))))"
        " GROUP BY f.conversation ORDER BY max(f.id) DESC LIMIT :most",
        params,
    )
    return [Found(**{name: row[name] for name in Found.__dataclass_fields__}) for row in rows]


def channels(store: Store) -> list[str]:
    """The channels that patients have come by."""
    rows = store.database.query("SELECT DISTINCT channel FROM conversations ORDER BY channel")
    return [row["channel"] for row in rows]


def _query(words: str) -> str:
    """Every word must be there, its beginning is enough; quoted, so that nothing typed is an operator."""
    return " ".join(f'"{word}"*' for word in _WORD.findall(words)[:12])
