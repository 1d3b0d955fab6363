"""Orphaned topics: what is deleted goes from the group too, and what cannot be deleted holds up nobody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bot_api.faults import Fault
from bot_api.people import Person, wait_for
from bot_api.server import BotApi
from staff_group import GROUP, Group, asks, conversation_of, erases
from telegram_clinic import TelegramClinic, running

from bot.feed import Signal
from bot.handoff import Handoffs
from bot.store import Store
from bot.telegram_topics import TelegramTopics

from .conftest import MakeClinic

pytestmark = pytest.mark.slow


@pytest.fixture
def clinic(make_clinic: MakeClinic, group: Group, api: BotApi) -> Iterator[TelegramClinic]:
    """A clinic whose staff answer in the group."""
    with running(make_clinic(staff_group=GROUP), api) as clinic:
        yield clinic


@pytest.fixture
def topic(known: Person, group: Group) -> int:
    """The topic of somebody who asked for a person, and whom the bot may not delete."""
    group.chat.rights = {"can_manage_topics"}
    asks(known)
    number = group.topic()
    group.reads(number, "/silent")
    return number


def test_relaying_goes_on_while_a_topic_cannot_be_deleted(known: Person, group: Group, topic: int) -> None:
    """Who is erased must not cost the next patient the staff's ear."""
    erases(known)
    group.reads(topic, "Please delete it by hand")
    asks(known)
    wait_for(lambda: len(group.chat.topics) == 2)
    second = group.topic()
    assert second != topic
    group.reads(second, "/silent")
    known.writes("are you there?")
    group.reads(second, "Patient: are you there?")


def test_the_staff_are_told_once_and_it_is_logged_without_words(
    known: Person, group: Group, topic: int, store: Store, api: BotApi, caplog: pytest.LogCaptureFixture
) -> None:
    """In the topic itself, for whoever can delete it, and in the console; however often it is tried."""
    known.writes("zebrafinch")
    group.reads(topic, "Patient: zebrafinch")
    erases(known)
    wait_for(lambda: len(api.calls_of("deleteForumTopic", GROUP)) > 3)
    assert [text for text in group.texts(topic) if "delete it by hand" in text] == [group.texts(topic)[-1]]
    assert TelegramTopics(store).undeletable() == 1
    lines = [each.getMessage() for each in caplog.records if "stays to be deleted" in each.getMessage()]
    assert lines == ["A topic of the staff's group stays to be deleted: BadRequest"]
    assert "zebrafinch" not in caplog.text


def test_it_is_tried_again_ever_later_until_the_right_is_given(
    known: Person, group: Group, topic: int, store: Store, api: BotApi
) -> None:
    """What a patient had deleted is not forgotten in the group."""
    erases(known)
    wait_for(lambda: len(api.calls_of("deleteForumTopic", GROUP)) > 4)
    tries = [each.at for each in api.calls_of("deleteForumTopic", GROUP)]
    # Each wait is a twofold of the one before: a busy machine may make any of them longer, never shorter.
    assert tries[4] - tries[3] >= 0.02 * 2**3
    api.do(lambda: setattr(group.chat, "rights", {"can_manage_topics", "can_delete_messages"}))
    wait_for(lambda: topic not in group.chat.topics)
    wait_for(lambda: not list(store.database.query("SELECT * FROM telegram_topics")))
    assert TelegramTopics(store).undeletable() == 0


def test_one_that_stays_keeps_no_other(
    known: Person, group: Group, topic: int, clinic: TelegramClinic, store: Store, api: BotApi
) -> None:
    """Each topic is a matter of its own, and no matter of the next start's."""
    erases(known)
    wait_for(lambda: TelegramTopics(store).undeletable())
    clinic.do(lambda: TelegramTopics(clinic.store).add("elsewhere", 987))
    clinic.do(lambda: clinic.store.database.execute("UPDATE telegram_topics SET conversation = NULL"))
    # Of this one Telegram says that it is gone: that is as good.
    asks(known)
    erases(known)
    wait_for(lambda: 987 not in clinic.do(TelegramTopics(clinic.store).orphans))
    assert topic in clinic.do(TelegramTopics(clinic.store).orphans)


def test_who_writes_in_a_topic_whose_patient_is_gone_is_told(known: Person, group: Group, topic: int) -> None:
    """Nobody may think that a patient reads it."""
    erases(known)
    group.reads(topic, "Please delete it by hand")
    group.writes(topic, "Hello, I am a nurse.")
    group.reads(topic, "The patient has deleted this conversation. This was not sent.")


def test_a_clean_group_hears_of_none(known: Person, group: Group, store: Store) -> None:
    """With both rights a topic is simply gone."""
    asks(known)
    number = group.topic()
    conversation = conversation_of(store)
    erases(known)
    wait_for(lambda: number not in group.chat.topics)
    assert not [text for text in group.texts(number) if "by hand" in text]
    assert TelegramTopics(store).of(conversation) is None


def rows(store: Store, table: str) -> list[dict[str, object]]:
    """Everything in a table."""
    return list(store.database.query(f"SELECT * FROM {table}"))


@pytest.mark.parametrize("way", ["in words", "by command"])
def test_topic_that_was_being_made_when_the_patient_erased_is_deleted_at_once(
    known: Person, group: Group, clinic: TelegramClinic, store: Store, api: BotApi, way: str
) -> None:
    """Telegram has made it and not yet said so: nothing is written into it, and nothing names the patient."""
    api.faults.add(Fault(hang=3.0), "createForumTopic", chat=GROUP)
    known.writes("I can't feel my legs")
    known.reads_until("Call 911 now")
    number, conversation = group.topic(), conversation_of(store)
    if way == "in words":
        erases(known)
    else:
        clinic.do(lambda: clinic.store.erase(conversation, "erased by staff"))
    assert rows(store, "telegram_topics") == []
    assert number in group.chat.topics
    wait_for(lambda: number not in group.chat.topics)
    assert group.texts(number) == []
    wait_for(lambda: not rows(store, "telegram_topics"))
    assert rows(store, "telegram_pairs") == []


def test_who_asks_anew_while_the_topic_is_made_gets_it_without_what_was_erased(
    known: Person, group: Group, clinic: TelegramClinic, store: Store, api: BotApi
) -> None:
    """On the website, where the chat goes on after "delete my data": the first message tells of the new request."""
    api.faults.add(Fault(hang=1.0), "createForumTopic", chat=GROUP)
    known.writes("I can't feel my legs")
    known.reads_until("Call 911 now")
    number, conversation = group.topic(), conversation_of(store)

    def erase_and_ask() -> None:
        kept = clinic.store.add_patient_message(conversation, "Yes, delete it", None)
        clinic.store.erase(conversation, "erased by patient", kept)
        Handoffs(clinic.store).request(conversation, "asked")

    clinic.do(erase_and_ask)
    assert rows(store, "telegram_topics") == []
    summary = group.reads(number, "/silent")["text"]
    assert summary.startswith("Asked.")
    assert "legs" not in summary


def test_erasing_stops_what_is_being_written(
    known: Person, group: Group, topic: int, clinic: TelegramClinic, store: Store, api: BotApi
) -> None:
    """A topic that the bot may not delete holds no word that came to it after the patient had deleted everything."""
    conversation = conversation_of(store)

    def write() -> None:
        for text in ("hedgehog", "zebrafinch"):
            clinic.store.add_patient_message(conversation, text, None)
        clinic.feed.publish(Signal(conversation, "message", "patient"))

    api.faults.add(Fault(hang=1.0), "sendMessage", chat=GROUP)
    clinic.do(write)
    group.reads(topic, "Patient: hedgehog")
    clinic.do(lambda: clinic.store.erase(conversation, "erased by staff"))
    group.reads(topic, "Please delete it by hand")
    assert "zebrafinch" not in str(group.texts(topic))
    assert rows(store, "telegram_pairs") == []
