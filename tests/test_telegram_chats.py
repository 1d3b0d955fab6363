"""Telegram chats: one conversation at a time, and nothing left of one that was erased."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.handoff import Handoffs
from bot.reply import Reply
from bot.store import Message, Store
from bot.telegram_chats import TelegramChats

CHAT = 77


@pytest.fixture
def chats(store: Store) -> TelegramChats:
    """No chat yet."""
    return TelegramChats(store)


def begin(store: Store, chats: TelegramChats) -> tuple[str, Message]:
    """A conversation in the chat with one message."""
    conversation = store.add_conversation("telegram")
    chats.add(CHAT, conversation)
    return conversation, store.add_patient_message(conversation, "hello", "tg:1")


def test_a_chat_has_one_conversation(store: Store, chats: TelegramChats) -> None:
    """It is found by the chat, and the chat by it."""
    assert chats.conversation(CHAT) is None
    conversation, _ = begin(store, chats)
    assert chats.conversation(CHAT) == conversation
    chat = chats.of(conversation)
    assert chat
    assert (chat.chat, chat.is_blocked, chat.is_erased) == (CHAT, False, False)
    assert chats.of(store.add_conversation("web")) is None


def test_unblocking_tells_what_may_be_sent_again(store: Store, chats: TelegramChats) -> None:
    """Only a chat that was blocked has anything to catch up on."""
    conversation, _ = begin(store, chats)
    assert chats.unblock(CHAT) == []
    chats.block(CHAT)
    assert chats.of(conversation).is_blocked  # type: ignore[union-attr]
    assert chats.unblock(CHAT) == [conversation]
    assert not chats.of(conversation).is_blocked  # type: ignore[union-attr]


def test_the_receipt_of_an_erasure_still_finds_its_chat(store: Store, chats: TelegramChats) -> None:
    """A new conversation may begin meanwhile; once the receipt is there the chat is forgotten."""
    conversation, message = begin(store, chats)
    store.erase(conversation, "erased by patient", keep=message)
    assert chats.conversation(CHAT) is None
    assert chats.of(conversation).is_erased  # type: ignore[union-attr]
    chats.forget_erased(conversation)
    assert chats.of(conversation) is None


def test_only_what_was_erased_is_forgotten(store: Store, chats: TelegramChats) -> None:
    """Delivering everything is no reason to forget a chat."""
    conversation, _ = begin(store, chats)
    chats.forget_erased(conversation)
    assert chats.conversation(CHAT) == conversation


def test_erasing_as_a_whole_forgets_the_chat_at_once(store: Store, chats: TelegramChats) -> None:
    """As `clinic-bot erase` does."""
    conversation, _ = begin(store, chats)
    store.erase(conversation, "erased by staff")
    assert chats.of(conversation) is None


def test_a_chat_without_recent_messages_is_forgotten(store: Store, chats: TelegramChats) -> None:
    """After the days that words are kept nothing is left to deliver; an open request keeps it."""
    conversation, _ = begin(store, chats)
    store.blank(datetime.now(UTC) - timedelta(days=1), "purged")
    assert chats.of(conversation)
    Handoffs(store).request(conversation, "asked")
    store.blank(datetime.now(UTC) + timedelta(days=1), "purged")
    assert chats.of(conversation)
    with store.writing():
        store.database.execute("UPDATE handoffs SET ended_at = '2026-01-01'")
    store.blank(datetime.now(UTC) + timedelta(days=1), "purged")
    assert chats.of(conversation) is None


def test_no_id_of_telegrams_is_in_the_transcript(store: Store, chats: TelegramChats) -> None:
    """It stands in its own table and nowhere else."""
    conversation, message = begin(store, chats)
    store.add_reply(conversation, Reply("Hello.", "smalltalk"), message.id)
    for table in ("conversations", "messages", "choices", "turns"):
        rows = store.database.execute(f"SELECT * FROM {table}").fetchall()
        assert not [row for row in rows if CHAT in row or str(CHAT) in row]
