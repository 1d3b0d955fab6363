"""Erasing one conversation leaves no byte of it, in our file, in Rasa's, or in what is beside them."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from played_assistant import PlayedAssistant
from test_retention import CANARY, raw_files, talk, tracker_file

from bot import shredder
from bot.assistant import Assistant
from bot.callbacks import Callbacks
from bot.cleaning import Cleaning
from bot.erasure import Eraser, Receipt, UnknownConversationError
from bot.feedback import Feedback
from bot.handoff import Handoffs
from bot.notes import Notes
from bot.record_commands import purge_now
from bot.settings import Settings
from bot.staff_accounts import StaffAccounts
from bot.staff_audit import StaffAudit
from bot.store import Message, Store, Turn
from bot.telegram_chats import TelegramChats
from bot.telegram_deliveries import TelegramDeliveries
from bot.telegram_topics import TelegramTopics
from bot.trackers import Trackers
from bot.web_tokens import WebTokens

pytestmark = pytest.mark.slow

Erase = Callable[[str], Receipt]


@pytest.fixture
def rasa_file(tmp_path: Path) -> Path:
    """Where Rasa's database would be."""
    return tmp_path / "data" / "rasa.db"


@pytest.fixture
def erase(store: Store, rasa_file: Path) -> Erase:
    """Erases as the staff do, with no assistant running."""

    def once(conversation: str) -> Receipt:
        async def run() -> Receipt:
            assistant = Assistant("http://127.0.0.1:9", timeout=1.0)
            try:
                return await Eraser(store, Trackers(assistant, rasa_file)).erase(
                    conversation, "erased by staff"
                )
            finally:
                await assistant.close()

        return asyncio.run(run())

    return once


def whole_talk(store: Store) -> str:
    """A conversation with something in every table."""
    conversation = talk(store)
    message = store.add_patient_message(conversation, CANARY, None)
    store.add_alert(message, "same_day", CANARY)
    Handoffs(store).request(conversation, CANARY)
    Feedback(store).set(message, "down", CANARY)
    WebTokens(store, days=30).add(conversation)
    on_the_staffs_side(store, message)
    on_telegram(store, message)
    store.add_turn(Turn(conversation, CANARY, CANARY, 1.0, None, None, (), "answer", (), (), 1.0))
    return conversation


def on_the_staffs_side(store: Store, message: Message) -> None:
    """A note, a wish to be called and a look in the log."""
    account = StaffAccounts(store).add("ana", "Ana", "staff", "a password that is long", must_change=False)
    Notes(store).add(message.conversation, account.id, CANARY)
    Callbacks(store).begin(message.conversation)
    StaffAudit(store).note(account.id, "took", message.conversation)


def on_telegram(store: Store, message: Message) -> None:
    """The chat it is held in, a part of a message there, and its topic in the staff's group."""
    TelegramChats(store).add(4711, message.conversation)
    TelegramDeliveries(store).note_part(message, 0, 815)
    topics = TelegramTopics(store)
    topics.pair(topics.add(message.conversation, 7).topic, message, 816)


def tables_with(store: Store, conversation: str) -> set[str]:
    """The tables that name a conversation."""
    names = {each.name for each in store.database.tables if "conversation" in each.columns_dict}
    sql = "SELECT 1 FROM {} WHERE conversation = ?"
    return {name for name in names if store.database.execute(sql.format(name), [conversation]).fetchone()}


def test_every_table_is_reached(store: Store, erase: Erase) -> None:
    """Whatever table names a conversation, tomorrow's too, names it no more; full text finds nothing."""
    conversation = whole_talk(store)
    names = {each.name for each in store.database.tables if "conversation" in each.columns_dict}
    assert tables_with(store, conversation) == names
    found = "SELECT count(*) FROM message_words WHERE message_words MATCH ?"
    assert store.database.execute(found, [CANARY]).fetchone()[0] > 0
    erase(conversation)
    assert tables_with(store, conversation) == set()
    assert store.database.execute(found, [CANARY]).fetchone()[0] == 0
    for name in ("telegram_pairs", "telegram_parts", "telegram_chats"):
        assert list(store.database.query(f"SELECT * FROM {name}")) == []


def test_no_byte_is_left(store: Store, erase: Erase, rasa_file: Path, tmp_path: Path) -> None:
    """Afterwards the words stand in no file of the data folder, not in freed pages and not in the logs of SQLite."""
    conversation = whole_talk(store)
    tracker_file(rasa_file, [(conversation, 1), (conversation, 2)])
    assert CANARY.encode() in raw_files(tmp_path / "data")
    receipt = erase(conversation)
    assert CANARY.encode() not in raw_files(tmp_path / "data")
    assert conversation.encode() not in raw_files(tmp_path / "data")
    assert receipt.pages_cleaned
    assert dict(receipt.counts) == {
        "messages": 3,
        "turns": 1,
        "handoffs": 1,
        "alerts": 1,
        "contacts": 1,
        "choices": 1,
        "feedback": 1,
        "tracker_events": 2,
    }


def test_many_pages_leave_no_byte_either(store: Store, erase: Erase, tmp_path: Path) -> None:
    """A long talk between others, spread over many pages, leaves nothing, and the others keep everything."""
    conversation, other = whole_talk(store), store.add_conversation("test")
    for number in range(200):
        store.add_patient_message(conversation, f"{CANARY} {'long ' * 50}", None)
        store.add_patient_message(other, f"other {number}", None)
    erase(conversation)
    assert CANARY.encode() not in raw_files(tmp_path / "data")
    assert len(store.messages(other)) == 200


def test_only_that_it_happened_is_kept(store: Store, erase: Erase) -> None:
    """The audit names the event and the time, not whose it was."""
    conversation = whole_talk(store)
    erase(conversation)
    (row,) = store.audit()
    assert set(row) == {"event", "created_at"}
    assert row["event"] == "erased by staff"
    assert not store.has_conversation(conversation)


def test_unknown_conversation_is_refused(store: Store, erase: Erase) -> None:
    """A slip of the pen in the id erases nothing and notes nothing."""
    whole_talk(store)
    with pytest.raises(UnknownConversationError):
        erase("nobody")
    assert store.audit() == []


def test_no_file_of_rasas_is_no_fault(store: Store, erase: Erase, rasa_file: Path) -> None:
    """Before Rasa has ever run there is nothing to forget, and no empty file is made."""
    assert erase(whole_talk(store)).counts["tracker_events"] == 0
    assert not rasa_file.exists()


def test_running_assistant_is_asked_to_forget(
    store: Store,
    played: PlayedAssistant,
    assistant: Assistant,
    loop: asyncio.AbstractEventLoop,
    rasa_file: Path,
) -> None:
    """While the assistant runs it forgets by itself, for it has trackers in memory."""
    conversation = whole_talk(store)
    eraser = Eraser(store, Trackers(assistant, rasa_file))
    receipt = loop.run_until_complete(eraser.erase(conversation, "erased by staff"))
    assert receipt.counts["tracker_events"] == 4
    assert played.forgotten == [{"conversations": [conversation], "before": None}]


def test_file_that_is_being_read_is_told(
    store: Store, erase: Erase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If another program reads the file all the time, the receipt says that traces are left until the next purge."""
    monkeypatch.setattr(shredder, "CHECKPOINT_SECONDS", 0.1)
    store._db.execute("PRAGMA busy_timeout = 100")
    conversation = whole_talk(store)
    with sqlite3.connect(tmp_path / "data" / "clinic.db") as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM messages").fetchone()
        receipt = erase(conversation)
    assert not receipt.pages_cleaned
    assert "traces" in receipt.lines()[-1]
    assert store.messages(conversation) == []


def test_file_that_is_being_written_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file to which another program writes all the time is told and no error."""
    monkeypatch.setattr("bot.cleaning.BUSY_SECONDS", 0.1)
    store._db.execute("PRAGMA busy_timeout = 100")
    with closing(sqlite3.connect(store.path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        assert not store.rebuild()
        assert not asyncio.run(Cleaning(store.path).clean())
    assert store.rebuild()
    assert asyncio.run(Cleaning(store.path).clean())


@pytest.fixture
def written_between(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """In each pause of wiping a large file another program writes, without waiting at all; when it did so."""
    monkeypatch.setattr(shredder, "SMALL", 0)
    moments: list[float] = []
    with closing(
        sqlite3.connect(store.path, timeout=0, isolation_level=None, check_same_thread=False)
    ) as other:

        def write(seconds: float) -> None:
            other.execute("UPDATE conversations SET notice = 'written between'")
            moments.append(time.monotonic())
            time.sleep(seconds)

        paused = SimpleNamespace(monotonic=time.monotonic, sleep=write)
        monkeypatch.setattr(shredder, "time", paused)
        yield moments


def test_others_write_while_the_index_is_merged(
    store: Store, monkeypatch: pytest.MonkeyPatch, written_between: list[float], tmp_path: Path
) -> None:
    """A large index is merged in many steps, and the file is not held between two of them."""
    monkeypatch.setattr(shredder, "MERGE_PAGES", 1)
    conversation, other = whole_talk(store), store.add_conversation("test")
    for number in range(50):
        store.add_patient_message(other, " ".join(f"word{number}x{n}" for n in range(500)), None)
    store.erase(conversation, "erased by staff")
    assert asyncio.run(Cleaning(store.path).clean())
    assert len(written_between) > 5
    assert CANARY.encode() not in raw_files(tmp_path / "data")


def test_others_write_while_the_log_is_waited_for(
    store: Store, monkeypatch: pytest.MonkeyPatch, written_between: list[float]
) -> None:
    """As long as somebody reads the log it cannot be emptied: it is tried often, and the file is never held for it."""
    monkeypatch.setattr(shredder, "CHECKPOINT_SECONDS", 0.5)
    conversation = whole_talk(store)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM messages").fetchone()
        store.erase(conversation, "erased by staff")
        assert not asyncio.run(Cleaning(store.path).clean())
    assert len(written_between) > 5
    assert written_between[-1] - written_between[0] < 5.0


def test_large_file_is_wiped_as_far_as_any_query_sees(
    store: Store, erase: Erase, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nothing is left in rows, index and log; the next purge rebuilds the file for the rest of its bytes."""
    monkeypatch.setattr(shredder, "SMALL", 0)
    conversation, other = whole_talk(store), store.add_conversation("test")
    for number in range(200):
        store.add_patient_message(conversation, f"{CANARY} {'long ' * 50}", None)
        store.add_patient_message(other, f"other {number}", None)
    assert erase(conversation).pages_cleaned
    assert tables_with(store, conversation) == set()
    assert not (tmp_path / "data" / "clinic.db-wal").stat().st_size
    assert store.rebuild()
    assert CANARY.encode() not in raw_files(tmp_path / "data")
    assert len(store.messages(other)) == 200


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[threading.Event, list[None]]]:
    """Wiping goes on when the event is set; the list counts how often it began."""
    go_on, begun, wipe = threading.Event(), list[None](), Cleaning._wipe

    def wait(cleaning: Cleaning) -> bool:
        begun.append(None)
        assert go_on.wait(10), "nobody else was served meanwhile"
        return wipe(cleaning)

    monkeypatch.setattr(Cleaning, "_wipe", wait)
    yield go_on, begun
    go_on.set()


def test_others_are_served_while_traces_are_wiped(
    store: Store, rasa_file: Path, held: tuple[threading.Event, list[None]]
) -> None:
    """What is deleted is deleted at once; whoever writes meanwhile waits for nothing; then the receipt comes."""
    go_on, begun = held
    conversation, other = whole_talk(store), store.add_conversation("test")

    async def run() -> Receipt:
        assistant = Assistant("http://127.0.0.1:9", timeout=1.0)
        eraser = Eraser(store, Trackers(assistant, rasa_file))
        erasing = asyncio.create_task(eraser.erase(conversation, "erased by patient"))
        while not begun:
            await asyncio.sleep(0.01)
        assert not store.has_conversation(conversation)
        assert store.add_patient_message(other, "I cannot breathe", None).seq == 1
        assert not erasing.done()
        go_on.set()
        await assistant.close()
        return await erasing

    assert asyncio.run(asyncio.wait_for(run(), 30)).pages_cleaned


def test_erasures_that_come_together_are_wiped_together(
    store: Store, rasa_file: Path, tmp_path: Path, held: tuple[threading.Event, list[None]]
) -> None:
    """Ten patients who have everything deleted at once cost two passes: one that runs, and the next one for all."""
    go_on, begun = held
    conversations = [talk(store) for _ in range(10)]

    async def run() -> list[Receipt]:
        assistant = Assistant("http://127.0.0.1:9", timeout=1.0)
        eraser = Eraser(store, Trackers(assistant, rasa_file))
        first, *others = (eraser.erase(each, "erased by patient") for each in conversations)
        erasing = [asyncio.create_task(first)]
        while not begun:
            await asyncio.sleep(0.01)
        erasing += [asyncio.create_task(each) for each in others]
        while any(store.has_conversation(each) for each in conversations):
            await asyncio.sleep(0.01)
        go_on.set()
        await assistant.close()
        return await asyncio.gather(*erasing)

    receipts = asyncio.run(asyncio.wait_for(run(), 30))
    assert all(receipt.pages_cleaned for receipt in receipts)
    assert len(begun) == 2
    assert CANARY.encode() not in raw_files(tmp_path / "data")


def test_crash_before_the_wiping_is_made_good_at_the_next_start(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    """What was deleted and not yet wiped leaves no trace after the purge with which every start begins."""
    conversation = whole_talk(store)
    store.erase(conversation, "erased by patient")
    store.close()
    assert CANARY.encode() in raw_files(tmp_path / "data")
    asyncio.run(purge_now(settings, datetime.now(UTC)))
    assert CANARY.encode() not in raw_files(tmp_path / "data")


def test_receipt_reads_as_counts() -> None:
    """One line for each kind."""
    receipt = Receipt({"messages": 12, "tracker_events": 40}, pages_cleaned=True)
    assert receipt.lines() == ["    12 messages deleted", "    40 tracker events deleted"]
