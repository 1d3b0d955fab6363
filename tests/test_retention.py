"""Words are kept for some days only; then they are blanked, and the counts stay."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import bot.handoff
import bot.store
from bot.assistant import Assistant, AssistantUnavailableError
from bot.content import Content
from bot.feed import Feed
from bot.handoff import Handoffs
from bot.left_open import LeftOpen
from bot.reply import Choice, Reply
from bot.retention import DailyPurge, Purged, Retention
from bot.store import Store
from bot.trackers import Trackers

pytestmark = pytest.mark.slow

NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)
CANARY = "zebrafinch4711"
At = Callable[[int], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    """Writes to the store from now on as it was so many days ago."""

    def days_ago(days: int) -> None:
        moment = (NOW - timedelta(days=days)).isoformat(timespec="milliseconds")
        for module in (bot.store, bot.handoff):
            monkeypatch.setattr(module, "_now", lambda: moment)

    return days_ago


@pytest.fixture
def purge(store: Store, tmp_path: Path) -> Callable[[], Purged]:
    """One purge after 30 days, with no assistant running."""

    def once() -> Purged:
        async def run() -> Purged:
            assistant = Assistant("http://127.0.0.1:9", timeout=1.0)
            try:
                return await Retention(store, Trackers(assistant, tmp_path / "rasa.db"), 30).purge(NOW)
            finally:
                await assistant.close()

        return asyncio.run(run())

    return once


def talk(store: Store, text: str = CANARY) -> str:
    """A conversation with a question, a reply with a button, and a contact."""
    conversation = store.add_conversation("test")
    asked = store.add_patient_message(conversation, text, f"id of {text}")
    store.add_reply(
        conversation, Reply(text, "answer", ("brace",), choices=(Choice(text, "/brace"),)), asked.id
    )
    store.set_contact(conversation, "phone", text)
    return conversation


def tracker_file(path: Path, rows: list[tuple[str, float]]) -> None:
    """Rasa's database with one event for each (conversation, days ago)."""
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id, timestamp FLOAT, data TEXT)")
        for sender, days in rows:
            moment = (NOW - timedelta(days=days)).timestamp()
            file.execute(
                "INSERT INTO events (sender_id, timestamp, data) VALUES (?, ?, ?)", [sender, moment, CANARY]
            )


def raw_files(folder: Path) -> bytes:
    """Every byte of every file of a folder."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_old_words_are_blanked_and_counts_stay(
    store: Store, at: At, purge: Callable[[], Purged], tmp_path: Path
) -> None:
    """After 30 days no word of a talk is left in any byte of the file; its messages are still counted."""
    at(31)
    conversation = talk(store)
    at(0)
    purged = purge()
    assert dict(purged.counts) == {"messages": 2, "choices": 1, "contacts": 1, "tracker_events": 0}
    messages = store.messages(conversation)
    assert [message.text for message in messages] == ["", ""]
    reply = messages[1].reply
    assert reply is not None
    assert (reply.kind, reply.topics, reply.text, reply.choices) == ("answer", ("brace",), "", ())
    assert CANARY.encode() not in raw_files(tmp_path / "data")


def test_blanking_is_stamped(store: Store, at: At, purge: Callable[[], Purged], tmp_path: Path) -> None:
    """When the words went can be read, and the audit notes the purge."""
    at(31)
    talk(store)
    at(0)
    purge()
    with sqlite3.connect(tmp_path / "data" / "clinic.db") as file:
        assert {row[0] for row in file.execute("SELECT blanked_at FROM messages")} == {
            NOW.isoformat(timespec="milliseconds")
        }
    assert [row["event"] for row in store.audit()] == ["purged"]


def test_young_words_stay(store: Store, at: At, purge: Callable[[], Purged]) -> None:
    """What is 29 days old is not touched, and the audit stays empty when there was nothing to do."""
    at(29)
    conversation = talk(store)
    at(0)
    assert not any(purge().counts.values())
    assert store.messages(conversation)[0].text == CANARY
    assert store.audit() == []


def test_a_long_talk_loses_its_old_part_only(store: Store, at: At, purge: Callable[[], Purged]) -> None:
    """Each message goes by its own age."""
    at(40)
    conversation = talk(store, "old")
    at(2)
    store.add_patient_message(conversation, "new", None)
    at(0)
    purge()
    assert [message.text for message in store.messages(conversation)] == ["", "", "new"]


def test_open_request_is_never_purged(
    store: Store, at: At, purge: Callable[[], Purged], tmp_path: Path
) -> None:
    """While a patient waits for a person, words and contact stay, however old; once it has ended they go."""
    at(90)
    conversation = talk(store)
    Handoffs(store).request(conversation, "asked")
    at(0)
    assert not any(purge().counts.values())
    assert store.contacts(conversation) == [("phone", CANARY)]
    with sqlite3.connect(tmp_path / "data" / "clinic.db") as file:
        file.execute("UPDATE handoffs SET ended_at = '2026-06-29'")
    assert purge().counts["messages"] == 2


def test_second_purge_finds_nothing(store: Store, at: At, purge: Callable[[], Purged]) -> None:
    """What was blanked is not blanked and stamped again."""
    at(31)
    talk(store)
    at(0)
    purge()
    assert not any(purge().counts.values())


def test_trackers_lose_the_same(store: Store, at: At, purge: Callable[[], Purged], tmp_path: Path) -> None:
    """Old events of the same conversations go from Rasa's file; young ones and other conversations' stay."""
    at(31)
    old, waiting = talk(store), talk(store, "waiting")
    Handoffs(store).request(waiting, "asked")
    at(0)
    tracker_file(tmp_path / "rasa.db", [(old, 31), (old, 31), (old, 1), (waiting, 31)])
    assert purge().counts["tracker_events"] == 2
    with sqlite3.connect(tmp_path / "rasa.db") as file:
        assert [row[0] for row in file.execute("SELECT sender_id FROM events ORDER BY id")] == [old, waiting]


def test_purge_goes_before_our_rows_to_rasa(store: Store, at: At, tmp_path: Path) -> None:
    """If Rasa cannot forget, nothing of ours is stamped as done, so that it is tried again."""

    class Failing:
        async def forget(self, conversations: list[str], before: float | None = None) -> int:
            raise AssistantUnavailableError("status 500")

    at(31)
    conversation, erased = talk(store), talk(store, "lyrebird0815")
    store.erase(erased, "erased by patient")
    with pytest.raises(AssistantUnavailableError):
        asyncio.run(Retention(store, Failing(), 30).purge(NOW))  # type: ignore[arg-type]
    assert store.messages(conversation)[0].text == CANARY
    # What was erased before it leaves no trace all the same.
    assert b"lyrebird0815" not in raw_files(tmp_path / "data")


def test_traces_in_rasas_file_go_with_every_purge(
    store: Store, purge: Callable[[], Purged], tmp_path: Path
) -> None:
    """Also on days on which nothing has grown old."""
    tracker_file(tmp_path / "rasa.db", [("gone", 1)])
    with sqlite3.connect(tmp_path / "rasa.db") as file:
        file.execute("PRAGMA secure_delete = OFF")
        file.execute("DELETE FROM events")
    assert CANARY.encode() in (tmp_path / "rasa.db").read_bytes()
    assert not any(purge().counts.values())
    assert CANARY.encode() not in (tmp_path / "rasa.db").read_bytes()


def test_broken_file_of_rasas_goes_with_a_purge(
    store: Store, purge: Callable[[], Purged], tmp_path: Path
) -> None:
    """With the assistant stopped, too: the words in it can be erased in no other way."""
    (tmp_path / "rasa.db").write_bytes(CANARY.encode() * 1000)
    assert not any(purge().counts.values())
    assert not (tmp_path / "rasa.db").exists()


def test_daily_job_runs_once_a_day() -> None:
    """It purges at the start and then every 24 hours."""
    asked: list[datetime] = []

    async def purge(now: datetime) -> Purged:
        asked.append(now)
        return Purged(now, {"messages": 1})

    daily = DailyPurge(purge)
    for now in (NOW + timedelta(hours=hours) for hours in (0, 1, 23, 24, 25, 47, 48)):
        if daily.is_due(now):
            asyncio.run(daily.run(now))
    assert asked == [NOW, NOW + timedelta(hours=24), NOW + timedelta(hours=48)]


@pytest.mark.parametrize(
    "error", [AssistantUnavailableError("status 500"), sqlite3.OperationalError(CANARY), OSError(CANARY)]
)
def test_daily_job_survives_an_error_and_tries_again(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    """A purge that fails is logged without its text and repeated in an hour; the bot goes on."""
    errors: list[Exception] = [error]

    async def purge(now: datetime) -> Purged:
        if errors:
            raise errors.pop()
        return Purged(now, {"messages": 1})

    daily = DailyPurge(purge)
    with caplog.at_level(logging.DEBUG):
        assert asyncio.run(daily.run(NOW)) is None
    assert type(error).__name__ in caplog.text
    assert CANARY not in caplog.text
    assert not daily.is_due(NOW + timedelta(minutes=30))
    assert daily.is_due(NOW + timedelta(hours=1))
    assert asyncio.run(daily.run(NOW + timedelta(hours=1))) is not None


def test_what_is_said_of_a_purge_are_numbers() -> None:
    """The line for the log holds counts and a day."""
    counts = {"messages": 12, "choices": 3, "contacts": 1, "tracker_events": 40}
    assert str(Purged(NOW, counts)) == (
        "12 messages from before 2026-06-30 blanked; 1 contact, 3 choices and 40 tracker events deleted."
    )


def test_blanked_reply_is_still_a_reply(
    store: Store, at: At, purge: Callable[[], Purged], tmp_path: Path
) -> None:
    """What is left of a reply reads back in the contract's form."""
    at(31)
    talk(store)
    at(0)
    purge()
    with sqlite3.connect(tmp_path / "data" / "clinic.db") as file:
        (stored,) = file.execute("SELECT reply FROM messages WHERE reply IS NOT NULL").fetchone()
    assert Reply.from_dict(json.loads(stored)).topics == ("brace",)


def test_request_that_everybody_forgot_is_purged_once_it_was_closed(
    store: Store, at: At, purge: Callable[[], Purged], content: Content
) -> None:
    """The waiting room ends it after its quiet days, and then its words go like all others."""
    at(90)
    conversation = talk(store)
    Handoffs(store).request(conversation, "asked")
    at(0)
    LeftOpen(store, Feed(), 60).close(content, NOW)
    assert purge().counts["messages"] == 2
