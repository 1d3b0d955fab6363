"""Staff who answer in a Telegram group: one topic for each hand-off, both ways, with the console beside it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from bot_api.faults import Fault, too_many
from bot_api.people import Person, wait_for
from bot_api.server import BotApi
from staff_group import GROUP, Group, asks, conversation_of, erases
from telegram_clinic import TelegramClinic, running

from bot.staff_accounts import Account, StaffAccounts
from bot.store import Store
from bot.telegram_topics import TelegramTopics

from .conftest import MakeClinic

pytestmark = pytest.mark.slow


@pytest.fixture
def clinic(make_clinic: MakeClinic, group: Group, api: BotApi) -> Iterator[TelegramClinic]:
    """A clinic whose staff answer in the group."""
    with running(make_clinic(staff_group=GROUP), api) as clinic:
        yield clinic


def console_account(clinic: TelegramClinic) -> Account:
    """Somebody who works in the console."""
    return clinic.do(
        lambda: StaffAccounts(clinic.store).add("anna", "Nurse Anna", "staff", "!", must_change=False)
    )


def desk(clinic: TelegramClinic) -> Any:
    """The staff's desk in the clinic's own thread."""
    from bot.staff_desk import StaffDesk

    return StaffDesk(clinic.store, clinic.content, clinic.feed)


def test_topic_is_made_when_somebody_asks_and_names_nobody(known: Person, group: Group, store: Store) -> None:
    """Not before; its name is the pseudonym of the console; the first message tells what was said and what to do."""
    known.writes("How long does it take?")
    known.reads()
    assert group.chat.topics == {}
    asks(known)
    topic = group.topic()
    assert group.chat.topics[topic].name == f"Patient {conversation_of(store)[:6].upper()}"
    summary = group.reads(topic, "/silent")["text"]
    assert "Patient: How long does it take?" in summary
    assert "Wilhelmina" not in str(group.chat.messages)
    assert str(known.id) not in str(group.chat.messages)


def test_both_ways_with_replies_and_corrections(
    known: Person, group: Group, topic: int, store: Store
) -> None:
    """Ask, take by writing, reply to a message, change a message on either side, close, and be silent meanwhile."""
    first = group.writes(topic, "Hello, I am a nurse. How can I help?")
    known.reads_until("has joined")
    known.reads_until("I am a nurse")
    own = known.writes("When can I drvie?")
    shown = group.reads(topic, "Patient: When can I drvie?")
    # It is shown a moment before the bot has noted which message it is; a nurse takes longer than that.
    wait_for(lambda: TelegramTopics(store).message(topic, shown["message_id"]) is not None)
    group.writes(
        topic, "Ask at your check-up.", reply_to_message=dict(group.chat.messages[shown["message_id"]])
    )
    answer = known.reads_until("Ask at your check-up.")
    assert answer["reply_to_message"]["message_id"] == own
    known.edits(own, {"text": "When can I drive?"})
    changed = group.reads(topic, "Patient, changed: When can I drive?")
    assert changed["reply_to_message"]["message_id"] == shown["message_id"]
    group.edits(first, "Hello, I am Nurse Ag. How can I help?")
    known.reads_until("Correction: Hello, I am Nurse Ag.")
    group.writes(topic, "/close")
    known.reads_until("back with the assistant")
    wait_for(lambda: group.chat.topics[topic].closed)
    senders = [each.sender for each in store.messages(conversation_of(store))[3:]]
    assert "bot" not in senders
    assert senders.count("staff") == 3
    echoes = [text for text in group.texts(topic) if "I am a nurse" in text]
    assert echoes == []


def test_notes_stay_in_the_group(known: Person, group: Group, store: Store) -> None:
    """/silent is kept for colleagues, and no patient reads it."""
    asks(known)
    topic = group.topic()
    group.writes(topic, "/silent she sounds afraid")
    wait_for(lambda: list(store.database.query("SELECT text FROM notes")) == [{"text": "she sounds afraid"}])
    assert known.hears_nothing_more()


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", "\u200e\u2066", "\u3164 "])
def test_a_note_behind_an_unseen_mark_stays_a_note(
    known: Person, group: Group, store: Store, unseen: str
) -> None:
    """Pasted text and some keyboards bring marks that nobody sees: no reason to tell the patient."""
    asks(known)
    topic = group.topic()
    group.writes(topic, f"{unseen}/silent\nshe sounds afraid")
    wait_for(lambda: list(store.database.query("SELECT text FROM notes")) == [{"text": "she sounds afraid"}])
    assert [each.sender for each in store.messages(conversation_of(store))].count("staff") == 0


def test_only_the_configured_group_speaks_to_patients(
    known: Person, group: Group, topic: int, api: BotApi, store: Store
) -> None:
    """Another group with the same topic number, another bot, and a channel's copy are not heard."""
    other = Group(api, -1009999999999)
    other.writes(topic, "I am not from the clinic")
    group.writes(topic, "I am a channel", is_automatic_forward=True)
    group.writes(None, "lunch at noon?")

    def bot_writes() -> None:
        robot = {"id": 99, "is_bot": True, "first_name": "Robot"}
        content = {"text": "I am a robot", "message_thread_id": topic, "is_topic_message": True}
        api.updates.add({"message": group.chat.add(content, robot, int(time.time()))})

    api.do(bot_writes)
    wait_for(lambda: not api.updates.pending)
    assert known.hears_nothing_more()
    assert [each.sender for each in store.messages(conversation_of(store))].count("staff") == 0


def test_console_and_group_share_one_state(
    known: Person, group: Group, clinic: TelegramClinic, store: Store
) -> None:
    """What was taken in the console shows as taken in the group, and the group cannot write over it; and back."""
    asks(known)
    topic = group.topic()
    anna = console_account(clinic)
    conversation = conversation_of(store)
    clinic.do(lambda: desk(clinic).take(conversation, anna))
    group.reads(topic, "Nurse Anna has joined")
    group.writes(topic, "I am here, too")
    group.reads(topic, "Nurse Anna has this conversation, in the console. This was not sent.")
    clinic.do(lambda: desk(clinic).say(conversation, anna, "Hello from the console", "1"))
    group.reads(topic, "Nurse Anna, in the console: Hello from the console")
    known.reads_until("Hello from the console")
    clinic.do(lambda: desk(clinic).close(conversation, anna, "answered"))
    wait_for(lambda: group.chat.topics[topic].closed)


def test_asking_again_opens_the_same_topic(known: Person, group: Group) -> None:
    """One topic for each patient's talk, closed and opened again."""
    asks(known)
    topic = group.topic()
    group.writes(topic, "/close")
    wait_for(lambda: group.chat.topics[topic].closed)
    asks(known)
    wait_for(lambda: not group.chat.topics[topic].closed)
    assert list(group.chat.topics) == [topic]


def test_a_danger_keeps_its_topic_when_the_patient_does_not_want_to_wait(
    known: Person, group: Group, store: Store
) -> None:
    """The group is not told that the talk has ended; what the patient writes next is still read there."""
    asks(known)
    topic = group.topic()
    known.writes("I can't feel my legs")
    known.reads_until("Call 911 now")
    known.writes("I do not need a person")
    known.reads_until("will still look at your messages")
    known.writes("How long does it take?")
    group.reads(topic, "Patient: How long does it take?")
    assert not group.chat.topics[topic].closed
    assert store.has_open_handoff(conversation_of(store))


def test_closing_the_topic_ends_the_talk(known: Person, group: Group, store: Store) -> None:
    """As a member does it in Telegram; writing to a topic that somebody closed opens it again."""
    asks(known)
    topic = group.topic()
    group.writes(topic, "Hello")
    known.reads_until("Hello")
    group.api.do(lambda: setattr(group.chat.topics[topic], "closed", True))
    group.writes(topic, forum_topic_closed={})
    known.reads_until("back with the assistant")
    assert store.holder(conversation_of(store)) == "bot"


def test_deleted_topic_is_made_anew(known: Person, group: Group) -> None:
    """Somebody deletes the topic by mistake: the next message comes in a new one, with the summary."""
    asks(known)
    topic = group.topic()
    group.writes(topic, "Hello")
    known.reads_until("Hello")
    group.api.do(lambda: group.chat.topics.pop(topic))
    known.writes("are you there?")
    wait_for(lambda: list(group.chat.topics))
    assert group.topic() != topic
    assert "are you there?" in group.reads(group.topic(), "/silent")["text"]


def test_limits_and_a_group_without_the_bot(known: Person, group: Group, api: BotApi) -> None:
    """429 is waited for; while the bot is no member nothing is lost, and it comes when it is back."""
    asks(known)
    topic = group.topic()
    api.faults.add(too_many(1), "sendMessage", chat=GROUP)
    known.writes("one")
    group.reads(topic, "Patient: one")
    api.faults.add(
        Fault(403, "Forbidden: bot was kicked from the supergroup chat"), "sendMessage", chat=GROUP, times=3
    )
    known.writes("two")
    known.writes("three")
    group.reads(topic, "Patient: three")
    texts = group.texts(topic)
    assert [text for text in texts if text.startswith("Patient:")][-3:] == [
        "Patient: one",
        "Patient: two",
        "Patient: three",
    ]


def test_pictures_are_not_passed_on_and_it_is_told(known: Person, group: Group) -> None:
    """Whoever sends a picture in a topic reads that the patient did not get it."""
    asks(known)
    topic = group.topic()
    photo = {"photo": [{"file_id": "f", "file_unique_id": "f", "width": 1, "height": 1}]}
    group.writes(topic, **photo)
    group.reads(topic, "Only text is passed on")


def test_failure_of_delivery_is_told_in_the_topic(known: Person, group: Group) -> None:
    """A patient who has blocked the bot: whoever wrote reads why it did not arrive."""
    asks(known)
    topic = group.topic()
    known.blocks(tells=False)
    group.writes(topic, "Hello, how are you?")
    group.reads(topic, "Not delivered: the patient has blocked the bot.")


def test_erasing_deletes_the_topic(
    known: Person, group: Group, topic: int, clinic: TelegramClinic, store: Store
) -> None:
    """What a patient has deleted is deleted in the group, too."""
    erases(known)
    wait_for(lambda: topic not in group.chat.topics)
    wait_for(lambda: not list(store.database.query("SELECT * FROM telegram_topics")))


def alert_shown(store: Store) -> bool:
    """Whether the topic is known to show the newest alert."""
    newest = store.newest_alert(conversation_of(store))
    shown = list(store.database.query("SELECT alert FROM telegram_topics"))
    return newest > 0 and shown == [{"alert": newest}]


@pytest.fixture
def danger_on_its_way(known: Person, topic: int, api: BotApi) -> None:
    """The patient has told of a danger, and Telegram takes a second to put it into the topic."""
    api.faults.add(Fault(hang=1.0), "sendMessage", chat=GROUP)
    known.writes("I can't feel my legs")
    known.reads_until("Call 911 now")


@pytest.mark.usefixtures("danger_on_its_way")
def test_closing_over_a_danger_that_is_on_its_way_is_refused(
    known: Person, group: Group, topic: int, store: Store
) -> None:
    """The topic says why; nobody takes it, the patient reads of no end, and the next /close is taken."""
    group.writes(topic, "/close")
    group.reads(topic, "This was not closed: there is an alert")
    conversation = conversation_of(store)
    assert [each["handled_at"] for each in store.alerts()] == [None]
    assert store.holder(conversation) != "staff"
    assert not [each for each in store.messages(conversation) if "has joined" in each.text]
    wait_for(lambda: alert_shown(store))
    group.writes(topic, "/close")
    known.reads_until("back with the assistant")
    assert store.open_alerts() == []


def test_close_that_was_written_before_the_danger_came_is_refused(
    known: Person, group: Group, topic: int, store: Store, api: BotApi
) -> None:
    """The bot hears of it late, when the danger stands in the topic already: whoever wrote it had not read that."""
    member = {"id": 501, "is_bot": False, "first_name": "Agnieszka"}
    content = {"text": "/close", "message_thread_id": topic, "is_topic_message": True}
    late = api.do(lambda: group.chat.add(content, member, int(time.time())))
    known.writes("I can't feel my legs")
    known.reads_until("Call 911 now")
    wait_for(lambda: alert_shown(store))
    api.do(lambda: api.updates.add({"message": late}))
    group.reads(topic, "This was not closed: there is an alert")
    assert len(store.open_alerts()) == 1
    assert store.has_open_handoff(conversation_of(store))


@pytest.mark.usefixtures("danger_on_its_way")
def test_closing_the_topic_over_a_danger_opens_it_again(
    group: Group, topic: int, store: Store, api: BotApi
) -> None:
    """As a member does it in Telegram: what says why stands in an open topic."""
    api.do(lambda: setattr(group.chat.topics[topic], "closed", True))
    group.writes(topic, forum_topic_closed={})
    group.reads(topic, "This was not closed: there is an alert")
    assert not group.chat.topics[topic].closed
    assert store.has_open_handoff(conversation_of(store))
