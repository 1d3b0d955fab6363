"""After downtime: what came meanwhile is answered once, oldest first, and danger before everything."""

from __future__ import annotations

from statistics import mean

import pytest
from bot_api.people import Person, wait_for
from bot_api.server import BotApi
from played_assistant import PlayedAssistant
from telegram_clinic import TelegramClinic, running

from bot.store import Message, Store
from bot.written import Written

from .conftest import MakeClinic

pytestmark = pytest.mark.slow

DANGER = "my chest hurts and I cannot breathe"


def test_a_backlog_is_answered_once_and_danger_first(
    make_clinic: MakeClinic, api: BotApi, played: PlayedAssistant
) -> None:
    """The last of 130 messages is an emergency, and is met before the first question is answered."""
    played.hangs = True
    people = [Person(api) for _ in range(130)]
    for number, person in enumerate(people):
        person.writes(DANGER if number == 129 else f"How long does it take? {number}")
    with running(make_clinic(), api):
        words = people[129].reads()[0]["text"]
        assert words.startswith("Call 911 now")
        assert not any("about an hour" in text for person in people for text in person.texts)
        played.released.set()
        # So many answers take a while on a busy machine: this is no measure of speed.
        wait_for(
            lambda: all(any("about an hour" in text for text in each.texts) for each in people[:129]), 90
        )
    assert all(sum("about an hour" in text for text in each.texts) == 1 for each in people[:129])
    asked = [int(body["text"].rpartition(" ")[2]) for body in played.asked]
    # Sixteen at a time, each on a line of its own: the order holds but for that. On the average, because one line may
    # be held up for long on a busy machine; in no order at all, a message is some forty places from its own.
    assert mean(abs(number - place) for place, number in enumerate(asked)) <= 16


def test_a_message_stored_just_before_the_end_is_answered_after_the_start(
    make_clinic: MakeClinic, api: BotApi, played: PlayedAssistant
) -> None:
    """Confirmed to Telegram, so only the bot itself can still know of it."""
    played.hangs = True
    person = Person(api)
    clinic = make_clinic()
    with running(clinic, api):
        person.writes("How long does it take?")
        person.reads()
        wait_for(lambda: played.asked)
        wait_for(lambda: not api.updates.pending)
    played.begins()
    played.will_say(*played_reply())
    with running(make_clinic(), api):
        assert person.reads_text().startswith("It takes about an hour.")
        assert person.hears_nothing_more(), person.texts


def test_a_message_that_cannot_be_answered_is_put_before_the_staff(
    clinic: TelegramClinic, known: Person, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, after some tries; what comes after it is answered."""
    to_text = clinic.conversations._responding.to_text

    async def fails(written: Written) -> list[Message]:
        if "zebrafinch" in written.original:
            raise ValueError(written.original)
        return await to_text(written)

    monkeypatch.setattr(clinic.conversations._responding, "to_text", fails)
    known.writes("How long is a zebrafinch?")
    wait_for(store.open_alerts)
    known.writes("How long does it take?")
    assert known.reads_text().startswith("It takes about an hour.")
    ((level, reason),) = [(each["level"], each["reason"]) for each in store.alerts()]
    assert (level, reason) == ("unanswered", "could not be dealt with (ValueError)")


def played_reply():  # type: ignore[no-untyped-def]
    """What the assistant says after the restart."""
    from bot.reply import Reply

    return (Reply("It takes about an hour.", "answer"),)


def test_one_patients_messages_keep_their_order(
    make_clinic: MakeClinic, api: BotApi, played: PlayedAssistant
) -> None:
    """However fast they come."""
    person = Person(api)
    with running(make_clinic(), api):
        sent = [person.writes(f"How long does it take? {number}") for number in range(20)]
        answers = person.reads(21)[1:]
    assert [each["reply_to_message"]["message_id"] for each in answers] == sent
    assert [body["text"] for body in played.asked] == [
        f"How long does it take? {number}" for number in range(20)
    ]


def test_danger_does_not_wait_for_the_answer_before_it(
    make_clinic: MakeClinic, api: BotApi, played: PlayedAssistant
) -> None:
    """The assistant thinks about the first message; the second is met at once."""
    person = Person(api)
    with running(make_clinic(), api):
        person.writes("/start")
        person.reads(2)
        played.hangs = True
        person.writes("How long does it take?")
        wait_for(lambda: played.asked)
        person.writes(DANGER)
        assert person.reads_text().startswith("Call 911 now")
        played.released.set()
        assert person.reads_until("about an hour")


def test_updates_out_of_order_are_put_in_order(
    make_clinic: MakeClinic, api: BotApi, played: PlayedAssistant
) -> None:
    """Their numbers say which came first."""
    person = Person(api)
    sent = [person.writes(f"How long does it take? {number}") for number in range(10)]
    api.do(lambda: api.updates.pending.reverse())
    with running(make_clinic(), api):
        answers = person.reads(11)[1:]
    assert [each["reply_to_message"]["message_id"] for each in answers] == sent
