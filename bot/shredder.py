"""The shredder: SQL that forgets, on any of the bot's SQLite files, and leaves no trace in their pages."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Mapping

Counts = Mapping[str, int]
"""What was deleted or blanked, by table."""

CHECKPOINT_SECONDS = 5.0
"""How long to wait for other processes to stop reading the write-ahead log."""
SMALL = 8_000_000
"""Bytes of a file that is rebuilt so fast, in a sixth of a second, that nobody notices."""
MERGE_SECONDS = 30.0
MERGE_PAGES = 16
"""Pages of the full-text index to merge in one step: some milliseconds, in which nobody else can write."""
BREATH_SECONDS = 0.01
"""The pause after a step, at least; as long as the step, or whoever waits to write would hardly ever get in."""

_TABLES = ("choices", "contacts", "alerts", "handoffs", "turns", "feedback")
_OF_HANDOFFS = ("handoff_steps", "callbacks", "notes")
"""What belongs to requests for a person, and is counted with them no further."""
_OPEN = "conversation NOT IN (SELECT conversation FROM handoffs WHERE ended_at IS NULL)"
_BLANK = (
    "text = '', client_id = NULL, blanked_at = :now,"
    " reply = json_set(reply, '$.text', '', '$.choices', json('[]'))"
)
_OLD = f"created_at < :before AND {_OPEN}"


def overwrite_what_is_deleted(connection: sqlite3.Connection) -> None:
    """Make this connection write zeros over the rows it deletes or changes."""
    connection.execute("PRAGMA secure_delete = ON")


def delete_conversation(connection: sqlite3.Connection, conversation: str, keep: int | None) -> Counts:
    """Delete its rows everywhere but for the message `keep`; without one, the conversation itself as well."""
    counts = {}
    for name in _TABLES:
        sql = f"DELETE FROM {name} WHERE conversation = ?"  # noqa: S608 - our own names
        counts[name] = connection.execute(sql, [conversation]).rowcount
    connection.execute("DELETE FROM telegram_parts WHERE conversation = ?", [conversation])
    for name in _OF_HANDOFFS:
        connection.execute(f"DELETE FROM {name} WHERE conversation = ?", [conversation])  # noqa: S608
    _let_go_of_topics(connection, "conversation = :of", {"of": conversation})
    # That someone looked stays on record, without whom they looked at.
    connection.execute("UPDATE staff_audit SET conversation = NULL WHERE conversation = ?", [conversation])
    sql = "DELETE FROM messages WHERE conversation = ? AND id IS NOT ?"
    counts["messages"] = connection.execute(sql, [conversation, keep]).rowcount
    # The receipt still has to reach the chat; then the channel forgets which one it was.
    erased = "UPDATE telegram_chats SET erased_at = strftime('%Y-%m-%dT%H:%M:%fZ') WHERE conversation = ?"
    connection.execute(erased, [conversation])
    if keep is None:
        connection.execute("DELETE FROM telegram_chats WHERE conversation = ?", [conversation])
        connection.execute("DELETE FROM web_tokens WHERE conversation = ?", [conversation])
        connection.execute("DELETE FROM conversations WHERE id = ?", [conversation])
    else:
        connection.execute("UPDATE conversations SET holder = 'bot' WHERE id = ?", [conversation])
    return counts


def _let_go_of_topics(connection: sqlite3.Connection, which: str, values: Mapping[str, str]) -> None:
    """Topics of the staff group keep their number alone, by which Telegram is told to delete them."""
    topics = f"SELECT topic FROM telegram_topics WHERE {which}"  # noqa: S608 - our own words
    connection.execute(f"DELETE FROM telegram_pairs WHERE topic IN ({topics})", values)  # noqa: S608
    connection.execute(f"UPDATE telegram_topics SET conversation = NULL WHERE {which}", values)  # noqa: S608


def conversations_to_blank(connection: sqlite3.Connection, before: str) -> list[str]:
    """Conversations with messages from before a moment that still have their words."""
    sql = f"SELECT DISTINCT conversation FROM messages WHERE {_OLD} AND blanked_at IS NULL"  # noqa: S608
    return [row[0] for row in connection.execute(sql, {"before": before})]


def blank(connection: sqlite3.Connection, before: str, now: str) -> Counts:
    """Take the words out of old messages and stamp them; delete old choices and contacts."""
    moments = {"before": before, "now": now}
    sql = f"UPDATE messages SET {_BLANK} WHERE {_OLD} AND blanked_at IS NULL"  # noqa: S608
    messages = connection.execute(sql, moments).rowcount
    choices = connection.execute(f"DELETE FROM choices WHERE {_OLD}", moments).rowcount  # noqa: S608
    contacts = connection.execute(f"DELETE FROM contacts WHERE {_OLD}", moments).rowcount  # noqa: S608
    _let_go_of_topics(connection, _OLD, moments)
    notes = f"UPDATE notes SET text = '', blanked_at = :now WHERE {_OLD} AND blanked_at IS NULL"  # noqa: S608
    connection.execute(notes, moments)
    connection.execute(f"UPDATE feedback SET comment = NULL WHERE {_OLD}", moments)  # noqa: S608
    connection.execute("DELETE FROM web_tokens WHERE expires_at < :now", moments)
    _forget_telegram(connection, moments)
    return {"messages": messages, "choices": choices, "contacts": contacts}


def _forget_telegram(connection: sqlite3.Connection, moments: dict[str, str]) -> None:
    """Forget the ids of old messages, and of chats in which nothing was written since; they begin anew."""
    connection.execute(f"DELETE FROM telegram_parts WHERE {_OLD}", moments)  # noqa: S608
    recent = "SELECT conversation FROM messages WHERE created_at >= :before"
    sql = f"DELETE FROM telegram_chats WHERE {_OLD} AND conversation NOT IN ({recent})"  # noqa: S608
    connection.execute(sql, moments)


def delete_tracker_events(
    connection: sqlite3.Connection, conversations: Iterable[str], before: float | None = None
) -> int:
    """Delete what Rasa keeps of these conversations, all of it or what is from before a moment."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'events'").fetchone():
        return 0
    sql = "DELETE FROM events WHERE sender_id = ? AND (? IS NULL OR timestamp < ?)"
    with connection:
        return sum(connection.execute(sql, [each, before, before]).rowcount for each in conversations)


def wipe(connection: sqlite3.Connection) -> bool:
    """Take what was just deleted out of the full-text index and the write-ahead log, in steps that hold nobody up.

    The rows themselves are zeros already (`overwrite_what_is_deleted`). What stays, now and then, is an older copy
    of a row in the unused part of a page, where SQLite moved it. A small file is rebuilt, which takes care of that,
    too; a large one is by the daily `rebuild`. False if it took too long, or if other processes kept writing or kept
    reading the log.
    """
    try:
        if _size(connection) <= SMALL:
            return rebuild(connection)
        return _merge_in_steps(connection) and _empty_log(connection)
    except sqlite3.OperationalError:
        # As below: it is deleted all the same.
        return False


def rebuild(connection: sqlite3.Connection) -> bool:
    """Write the file anew without its freed pages and empty the write-ahead log; nobody else can write meanwhile.

    False if the file could not be rebuilt, or if other processes kept reading the log for so long that it could
    not be emptied.
    """
    try:
        if _has_words(connection):
            with connection:
                connection.execute("INSERT INTO message_words (message_words) VALUES ('optimize')")
        connection.execute("VACUUM")
        return _empty_log(connection)
    except sqlite3.OperationalError:
        # Another process writes all the time, or the disk is full: what was to be deleted is deleted all the same.
        return False


def _size(connection: sqlite3.Connection) -> int:
    """The file's bytes."""
    pages, each = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    return int(pages * each)


def _merge_in_steps(connection: sqlite3.Connection) -> bool:
    """Merge the full-text index, which until then only marks what was deleted."""
    if not _has_words(connection):
        return True
    until, pages = time.monotonic() + MERGE_SECONDS, -MERGE_PAGES
    while time.monotonic() < until:
        before, began = connection.total_changes, time.monotonic()
        with connection:
            # The first number is negative: all of the index is to be merged. https://sqlite.org/fts5.html
            sql = "INSERT INTO message_words (message_words, rank) VALUES ('merge', ?)"
            connection.execute(sql, [pages])
        if pages > 0 and connection.total_changes - before < 2:
            return True
        pages = MERGE_PAGES
        time.sleep(max(BREATH_SECONDS, time.monotonic() - began))
    return False


def _empty_log(connection: sqlite3.Connection) -> bool:
    """Empty the write-ahead log; False if others read it for too long."""
    until = time.monotonic() + CHECKPOINT_SECONDS
    (patience,) = connection.execute("PRAGMA busy_timeout").fetchone()
    # SQLite would wait for readers with the file held, and no one could write: we wait between our attempts.
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        while connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            if time.monotonic() > until:
                return False
            time.sleep(0.02)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {patience}")
    return True


def _has_words(connection: sqlite3.Connection) -> bool:
    """Whether this is the file with the full-text index."""
    return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'message_words'").fetchone())
