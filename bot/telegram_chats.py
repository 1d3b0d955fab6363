"""Telegram chats: which chat a conversation is held in, and whether it can be written to; apart from the transcript."""

from __future__ import annotations

from dataclasses import dataclass

from bot.moment import stamp_now
from bot.store import Store


@dataclass(frozen=True)
class TelegramChat:
    """Where a conversation's messages go."""

    conversation: str
    chat: int
    is_blocked: bool
    is_erased: bool


class TelegramChats:
    """The one place that knows Telegram's ids; a chat has one conversation at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, chat: int, conversation: str) -> None:
        """Hold a new conversation in this chat."""
        with self._store.writing():
            self._store.database.execute(
                "INSERT INTO telegram_chats (conversation, chat, created_at) VALUES (?, ?, ?)",
                [conversation, chat, stamp_now()],
            )

    def conversation(self, chat: int) -> str | None:
        """The conversation that is held in this chat now; None for a new chat, and after its patient had it erased."""
        sql = (
            "SELECT conversation FROM telegram_chats WHERE chat = ? AND erased_at IS NULL ORDER BY rowid DESC"
        )
        row = self._store.database.execute(sql, [chat]).fetchone()
        return str(row[0]) if row else None

    def of(self, conversation: str) -> TelegramChat | None:
        """The chat of a conversation; None if it is held elsewhere."""
        sql = "SELECT chat, blocked_at, erased_at FROM telegram_chats WHERE conversation = ?"
        row = self._store.database.execute(sql, [conversation]).fetchone()
        return TelegramChat(conversation, row[0], row[1] is not None, row[2] is not None) if row else None

    def block(self, chat: int) -> None:
        """Note that the patient does not want to hear from the bot, or is gone."""
        self._set_blocked(chat, stamp_now())

    def unblock(self, chat: int) -> list[str]:
        """Note that the bot may write again; the chat's conversations, if it could not before."""
        sql = "SELECT conversation FROM telegram_chats WHERE chat = ? AND blocked_at IS NOT NULL"
        blocked = [str(row[0]) for row in self._store.database.execute(sql, [chat])]
        if blocked:
            self._set_blocked(chat, None)
        return blocked

    def _set_blocked(self, chat: int, moment: str | None) -> None:
        with self._store.writing():
            self._store.database.execute(
                "UPDATE telegram_chats SET blocked_at = ? WHERE chat = ?", [moment, chat]
            )

    def forget_erased(self, conversation: str) -> None:
        """Forget which chat an erased conversation was held in, once its receipt is there."""
        with self._store.writing():
            sql = "DELETE FROM telegram_chats WHERE conversation = ? AND erased_at IS NOT NULL"
            self._store.database.execute(sql, [conversation])
