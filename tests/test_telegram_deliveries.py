"""Telegram deliveries: what is left to send, in which order, and under which ids it arrived."""

from __future__ import annotations

import pytest

from bot.reply import Reply
from bot.store import Message, Store
from bot.telegram_chats import TelegramChats
from bot.telegram_deliveries import TelegramDeliveries, client_id

ANSWER = Reply("An hour.", "answer")
EMERGENCY = Reply("Call 911 now.", "emergency", level="emergency_now")


@pytest.fixture
def deliveries(store: Store) -> TelegramDeliveries:
    """Nothing to deliver yet."""
    return TelegramDeliveries(store)


@pytest.fixture
def asked(store: Store) -> Message:
    """A question from a Telegram chat."""
    conversation = store.add_conversation("telegram")
    TelegramChats(store).add(77, conversation)
    return store.add_patient_message(conversation, "how long?", client_id(5))


def test_what_is_not_delivered_is_next(store: Store, deliveries: TelegramDeliveries, asked: Message) -> None:
    """In the order of the talk, until it is marked; a patient's own message is never sent."""
    assert deliveries.next(asked.conversation) is None
    first, second = (store.add_reply(asked.conversation, ANSWER, asked.id) for _ in range(2))
    assert deliveries.conversations() == [asked.conversation]
    assert deliveries.next(asked.conversation) == first
    store.mark_delivered([first])
    assert deliveries.next(asked.conversation) == second
    store.mark_delivered([second])
    assert deliveries.next(asked.conversation) is None
    assert deliveries.conversations() == []


def test_an_emergency_goes_before_all_else(
    store: Store, deliveries: TelegramDeliveries, asked: Message
) -> None:
    """Within a chat, and among chats."""
    store.add_reply(asked.conversation, ANSWER, asked.id)
    other = store.add_conversation("telegram")
    TelegramChats(store).add(78, other)
    store.add_reply(other, ANSWER)
    emergency = store.add_reply(other, EMERGENCY)
    assert deliveries.next(other) == emergency
    assert deliveries.conversations() == [other, asked.conversation]


def test_a_blocked_chat_has_nothing_to_deliver(
    store: Store, deliveries: TelegramDeliveries, asked: Message
) -> None:
    """And a conversation on the web never has."""
    store.add_reply(asked.conversation, ANSWER)
    store.add_reply(store.add_conversation("web"), ANSWER)
    TelegramChats(store).block(77)
    assert deliveries.conversations() == []


def test_parts_that_arrived_are_known_by_their_ids(
    store: Store, deliveries: TelegramDeliveries, asked: Message
) -> None:
    """For going on after a failure, and for finding what a button stands under."""
    reply = store.add_reply(asked.conversation, ANSWER, asked.id)
    for part, telegram_id in enumerate((11, 12)):
        deliveries.note_part(reply, part, telegram_id)
    assert deliveries.parts(reply) == [11, 12]
    assert deliveries.find(asked.conversation, 12) == reply
    assert deliveries.find(asked.conversation, 13) is None


def test_what_was_given_up_is_not_tried_again(
    store: Store, deliveries: TelegramDeliveries, asked: Message
) -> None:
    """The staff are told of it."""
    reply = store.add_reply(asked.conversation, ANSWER, asked.id)
    deliveries.give_up(reply, "Telegram: BadRequest")
    assert deliveries.next(asked.conversation) is None
    assert [(row["message"], row["level"]) for row in store.alerts()] == [(reply.id, "undelivered")]


def test_a_message_erased_on_its_way_leaves_no_trace(
    store: Store, deliveries: TelegramDeliveries, asked: Message
) -> None:
    """Its part arrived, and nobody may know any more."""
    reply = store.add_reply(asked.conversation, ANSWER, asked.id)
    store.erase(asked.conversation, "erased by staff")
    deliveries.note_part(reply, 0, 11)
    deliveries.give_up(reply, "Telegram: BadRequest")
    assert deliveries.parts(reply) == []
    assert store.alerts() == []


def test_a_message_erased_on_its_way_counts_for_no_other(
    store: Store, deliveries: TelegramDeliveries, asked: Message
) -> None:
    """The next one that is stored gets its number: another patient's, which has still to be sent."""
    gone = store.add_reply(asked.conversation, ANSWER, asked.id)
    store.erase(asked.conversation, "erased by staff")
    conversation = store.add_conversation("telegram")
    store.add_patient_message(conversation, "how long?", client_id(6))
    waiting = store.add_reply(conversation, EMERGENCY)
    assert waiting.id == gone.id
    deliveries.note_part(gone, 0, 11)
    deliveries.give_up(gone, "Telegram: BadRequest")
    assert not store.mark_delivered([gone])
    assert deliveries.next(conversation) == waiting
    assert deliveries.parts(waiting) == []
    assert waiting.failure is None
    assert store.alerts() == []


@pytest.mark.parametrize(
    ("own_id", "asked_in"), [(client_id(5), 5), (client_id(5, "aToken"), 5), ("5", None), (None, None)]
)
def test_a_reply_knows_what_it_answers(
    store: Store, deliveries: TelegramDeliveries, asked: Message, own_id: str, asked_in: int | None
) -> None:
    """The message that was written, or the one whose button was pressed."""
    conversation = store.add_conversation("telegram")
    message = store.add_patient_message(conversation, "how long?", own_id)
    assert deliveries.answers_to(store.add_reply(conversation, ANSWER, message.id)) == asked_in
