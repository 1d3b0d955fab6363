"""Telegram deliveries: what is still to be sent to which chat, and under which ids the parts of a message arrived."""

from __future__ import annotations

import re

from bot.moment import stamp_now
from bot.store import Message, Store

_UNDELIVERED = (
    "messages.sender != 'patient' AND messages.delivered_at IS NULL AND messages.blanked_at IS NULL"
    " AND messages.id NOT IN (SELECT message FROM telegram_parts WHERE telegram_id IS NULL)"
)
_CLIENT_ID = re.compile(r"tg:(\d+)\b")


def client_id(message_id: int, what: str = "") -> str:
    """The transcript's id of a patient's Telegram message, or of `what` else came with it."""
    return f"tg:{message_id}{what and ' '}{what}"


class TelegramDeliveries:
    """The outgoing side of the store, as Telegram needs it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def conversations(self) -> list[str]:
        """Conversations with something to deliver, those with an emergency first, then the longest waiting."""
        rows = self._store.database.execute(
            "SELECT messages.conversation FROM messages JOIN telegram_chats"  # noqa: S608 - our own words
            " ON telegram_chats.conversation = messages.conversation"
            f" WHERE telegram_chats.blocked_at IS NULL AND {_UNDELIVERED} GROUP BY messages.conversation"
            " ORDER BY min(json_extract(messages.reply, '$.kind') IS NOT 'emergency'), min(messages.id)"
        )
        return [str(row[0]) for row in rows]

    def next(self, conversation: str) -> Message | None:
        """What to deliver next: an emergency before all else, then in the order of the talk."""
        row = self._store.database.execute(
            f"SELECT seq FROM messages WHERE conversation = ? AND {_UNDELIVERED}"  # noqa: S608
            " ORDER BY json_extract(reply, '$.kind') IS NOT 'emergency', seq LIMIT 1",
            [conversation],
        ).fetchone()
        return self._store.message(conversation, row[0]) if row else None

    def answers_to(self, message: Message) -> int | None:
        """The Telegram id of the message that this one is a reply to."""
        sql = (
            "SELECT asked.client_id FROM messages JOIN messages AS asked ON asked.id = messages.answers"
            " WHERE messages.id = ?"
        )
        row = self._store.database.execute(sql, [message.id]).fetchone()
        found = _CLIENT_ID.match(row[0]) if row and row[0] else None
        return int(found.group(1)) if found else None

    def parts(self, message: Message) -> list[int]:
        """The Telegram ids of the parts of a message that have arrived, in their order."""
        sql = "SELECT telegram_id FROM telegram_parts WHERE message = ? AND telegram_id IS NOT NULL ORDER BY part"
        return [int(row[0]) for row in self._store.database.execute(sql, [message.id])]

    def note_part(self, message: Message, part: int, telegram_id: int) -> None:
        """Note that one part has arrived, so that it is not sent again."""
        self._note(message, part, telegram_id)

    def fail(self, message: Message, reason: str) -> None:
        """Note why a message does not get through for now."""
        self._store.mark_failed(message, reason)

    def fail_waiting(self, conversation: str, reason: str) -> bool:
        """Note of everything that waits in a conversation why it does not get through; whether that is news."""
        cursor = self._store.database.execute(
            "UPDATE messages SET failed_at = ?, failure = ? WHERE conversation = ? AND failure IS NULL"  # noqa: S608
            f" AND {_UNDELIVERED}",
            [stamp_now(), reason, conversation],
        )
        return bool(cursor.rowcount)

    def give_up(self, message: Message, reason: str) -> None:
        """Note that Telegram will never take a message, and put it before the staff."""
        self._note(message, -1, None)
        self._store.mark_failed(message, reason)
        self._store.add_alert(message, "undelivered", reason)

    def _note(self, message: Message, part: int, telegram_id: int | None) -> None:
        with self._store.writing():
            # Its conversation may have been erased while it was on its way.
            self._store.database.execute(
                "INSERT OR REPLACE INTO telegram_parts (message, part, conversation, telegram_id, created_at)"
                " SELECT id, ?, conversation, ?, ? FROM messages WHERE id = ? AND conversation = ?",
                [part, telegram_id, stamp_now(), message.id, message.conversation],
            )

    def find(self, conversation: str, telegram_id: int) -> Message | None:
        """The message of which a part arrived under this id."""
        row = self._store.database.execute(
            "SELECT messages.seq FROM telegram_parts JOIN messages ON messages.id = telegram_parts.message"
            " WHERE telegram_parts.conversation = ? AND telegram_id = ?",
            [conversation, telegram_id],
        ).fetchone()
        return self._store.message(conversation, row[0]) if row else None
