"""The tracker store keeps conversations in memory and loses nothing of them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

pytestmark = pytest.mark.rasa

DOMAIN = "intents: [recovery]\nslots:\n  misses: {type: float, mappings: [{type: custom}]}\n"


@pytest.fixture
def domain() -> Any:
    """A small Rasa domain."""
    from rasa.shared.core.domain import Domain

    return Domain.from_yaml(DOMAIN)


def store_at(path: Path, domain: Any) -> Any:
    """Our store on a file."""
    from bot.channels.tracker_store import CachingTrackerStore

    return CachingTrackerStore(domain=domain, db=str(path), host=None)


def take_turn(store: Any, sender: str, text: str) -> None:
    """Retrieve, add what one turn adds, and save, as Rasa's processor does."""
    from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered

    async def turn() -> None:
        tracker = await store.get_or_create_tracker(sender)
        for event in (UserUttered(text), ActionExecuted("action_answer"), SlotSet("misses", 1.0)):
            tracker.update(event)
        await store.save(tracker)

    asyncio.run(turn())


def texts(store: Any, sender: str) -> list[str]:
    """What the patient wrote, as the store has it."""
    from rasa.shared.core.events import UserUttered

    tracker = asyncio.run(store.retrieve(sender))
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


def test_another_process_reads_every_turn(tmp_path: Path, domain: Any) -> None:
    """What was kept in memory is in the database as well, once and in order, for Rasa's own store too."""
    from rasa.core.tracker_store import SQLTrackerStore

    path = tmp_path / "rasa.db"
    store = store_at(path, domain)
    for text in ("first", "second", "third"):
        take_turn(store, "a", text)
    assert texts(SQLTrackerStore(domain=domain, dialect="sqlite", db=str(path)), "a") == [
        "first",
        "second",
        "third",
    ]
    assert texts(store_at(path, domain), "a") == ["first", "second", "third"]


def test_restart_goes_on_where_it_stopped(tmp_path: Path, domain: Any) -> None:
    """After a restart the next turn is added to those before, and none is written twice."""
    path = tmp_path / "rasa.db"
    take_turn(store_at(path, domain), "a", "before")
    store = store_at(path, domain)
    take_turn(store, "a", "after")
    assert texts(store_at(path, domain), "a") == ["before", "after"]
    assert texts(store, "a") == ["before", "after"]


def test_failed_turn_leaves_nothing(tmp_path: Path, domain: Any) -> None:
    """A turn that fails before it is saved is forgotten: the next one reads the database again."""
    from rasa.shared.core.events import UserUttered

    store = store_at(tmp_path / "rasa.db", domain)
    take_turn(store, "a", "kept")
    tracker = asyncio.run(store.retrieve("a"))
    tracker.update(UserUttered("failed"))
    assert texts(store, "a") == ["kept"]


@pytest.mark.parametrize("cleaning", ["wipe", "rebuild"])
def test_forgotten_conversation_is_gone_from_memory_and_file(
    tmp_path: Path, domain: Any, cleaning: str
) -> None:
    """After forgetting, no byte of the talk is left, other talks stay, and the next turn starts from nothing."""
    path = tmp_path / "rasa.db"
    store = store_at(path, domain)
    take_turn(store, "a", "zebrafinch4711")
    take_turn(store, "b", "stays")
    assert store.forget("a") >= 3
    getattr(store, cleaning)()
    files = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert b"zebrafinch4711" not in files
    assert asyncio.run(store.retrieve("a")) is None
    assert texts(store, "b") == ["stays"]
    take_turn(store, "a", "anew")
    assert texts(store_at(path, domain), "a") == ["anew"]


def test_old_events_alone_are_forgotten(tmp_path: Path, domain: Any) -> None:
    """What is younger than the moment stays, and a turn after it is added once."""
    import time

    path = tmp_path / "rasa.db"
    store = store_at(path, domain)
    take_turn(store, "a", "old")
    moment = time.time()
    take_turn(store, "a", "young")
    assert store.forget("a", before=moment) >= 3
    take_turn(store, "a", "new")
    assert texts(store_at(path, domain), "a") == ["young", "new"]


def test_our_store_is_found_within_rasas_wrappers(tmp_path: Path, domain: Any) -> None:
    """The server's agent wraps the store; one of another kind is refused instead of being taken for forgotten."""
    from rasa.core.tracker_store import AwaitableTrackerStore, FailSafeTrackerStore, InMemoryTrackerStore

    from bot.channels.tracker_store import tracker_store_of

    store = store_at(tmp_path / "rasa.db", domain)
    wrapped = FailSafeTrackerStore(AwaitableTrackerStore(store))
    assert tracker_store_of(SimpleNamespace(tracker_store=wrapped)) is store
    with pytest.raises(TypeError, match="InMemoryTrackerStore"):
        tracker_store_of(SimpleNamespace(tracker_store=InMemoryTrackerStore(domain)))


def test_memory_is_bounded(tmp_path: Path, domain: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the last conversations stay in memory; the others are read again."""
    monkeypatch.setattr("bot.channels.tracker_store.CONVERSATIONS", 2)
    store = store_at(tmp_path / "rasa.db", domain)
    for sender in ("a", "b", "c"):
        take_turn(store, sender, f"I am {sender}")
    assert list(store._trackers) == ["b", "c"]
    assert texts(store, "a") == ["I am a"]


def as_rasa_has_it(store: Any) -> Any:
    """Our store in the wrapper that takes a store in memory of its own when ours fails."""
    from rasa.core.tracker_store import FailSafeTrackerStore

    return FailSafeTrackerStore(store)


@contextmanager
def full_disk(store: Any) -> Iterator[None]:
    """The file may not grow any more."""
    connection = store._connection()
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    yield
    connection.execute("PRAGMA max_page_count = 1000000")


@contextmanager
def unreadable(store: Any) -> Iterator[None]:
    """The table cannot be found."""
    store._connection().execute("ALTER TABLE events RENAME TO elsewhere")
    yield
    store._connection().execute("ALTER TABLE elsewhere RENAME TO events")


LONG = "my zebrafinch4711 hurts " * 2000
"""More than fits into the pages that are there."""


def test_failure_is_told_without_a_word(
    tmp_path: Path, domain: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """With the disk full or the file unreadable the log says where it failed, not what was written nor by whom."""
    store = store_at(tmp_path / "rasa.db", domain)
    rasas = as_rasa_has_it(store)
    take_turn(rasas, "patient-4712", "hello")
    with full_disk(store):
        take_turn(rasas, "patient-4712", LONG)
    store._trackers.clear()
    with unreadable(store):
        take_turn(rasas, "patient-4712", LONG)
    lines = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert [line.partition(":")[0] for line in lines] == [
        "A talk cannot be written, and goes on from memory",
        "A talk cannot be read, and begins anew",
        "A talk cannot be written, and goes on from memory",
        "A talk cannot be written, and goes on from memory",
    ]
    assert all("OperationalError at" in line for line in lines)
    assert "zebrafinch4711" not in caplog.text
    assert "patient-4712" not in caplog.text


def test_error_of_the_database_tells_no_word(tmp_path: Path, domain: Any) -> None:
    """Whoever logs it: what was to be written does not stand in it."""
    from sqlalchemy.exc import OperationalError

    store = store_at(tmp_path / "rasa.db", domain)
    with pytest.raises(OperationalError) as error:
        store.engine.execute("INSERT INTO nowhere VALUES (?)", "zebrafinch4711")
    assert "zebrafinch4711" not in str(error.value)


def test_talk_that_cannot_be_written_goes_on_and_is_written_later(tmp_path: Path, domain: Any) -> None:
    """From memory, turn after turn; once there is room again, each turn is in the file, once and in order."""
    path = tmp_path / "rasa.db"
    store = store_at(path, domain)
    rasas = as_rasa_has_it(store)
    take_turn(rasas, "a", "before")
    with full_disk(store):
        take_turn(rasas, "a", LONG)
        take_turn(rasas, "a", LONG)
        assert texts(store_at(path, domain), "a") == ["before"]
    take_turn(rasas, "a", "after")
    assert texts(store_at(path, domain), "a") == ["before", LONG, LONG, "after"]


def test_talk_that_began_with_the_disk_full_is_written_later(tmp_path: Path, domain: Any) -> None:
    """From its first event on."""
    path = tmp_path / "rasa.db"
    store = store_at(path, domain)
    take_turn(store, "b", "fills the page" * 300)
    with full_disk(store):
        take_turn(as_rasa_has_it(store), "a", LONG)
    take_turn(as_rasa_has_it(store), "a", "after")
    assert texts(store_at(path, domain), "a") == [LONG, "after"]


def test_talk_that_cannot_be_read_loses_no_later_turn(tmp_path: Path, domain: Any) -> None:
    """It begins anew, and what is said from then on stands behind what was there."""
    path = tmp_path / "rasa.db"
    store = store_at(path, domain)
    for text in ("first", "second"):
        take_turn(store, "a", text)
    store._trackers.clear()
    with unreadable(store):
        take_turn(as_rasa_has_it(store), "a", "third")
    take_turn(as_rasa_has_it(store), "a", "fourth")
    assert texts(store_at(path, domain), "a") == ["first", "second", "third", "fourth"]


def test_row_that_cannot_be_read_ends_no_process(tmp_path: Path, domain: Any) -> None:
    """Rasa takes it for a PostgreSQL schema that is missing, and exits; that talk begins anew, others go on."""
    path = tmp_path / "rasa.db"
    store = store_at(path, domain)
    for sender in ("a", "b"):
        take_turn(store, sender, "before")
    store._trackers.clear()
    store._connection().execute("UPDATE events SET data = '{' WHERE sender_id = 'a'")
    for sender in ("a", "b"):
        take_turn(as_rasa_has_it(store), sender, "after")
    assert texts(store, "a") == ["after"]
    assert texts(store_at(path, domain), "b") == ["before", "after"]


def break_pages(path: Path) -> None:
    """Overwrite every page but the first two with what no database writes."""
    with path.open("r+b") as file:
        file.seek(2 * 4096)
        file.write(b"\xff" * (path.stat().st_size - 2 * 4096))


def broken_store(path: Path, domain: Any) -> Any:
    """A store in whose memory is one talk, and whose file has broken pages."""
    store = store_at(path, domain)
    for number in range(100):
        take_turn(store, f"p{number}", LONG[:500])
    store.rebuild()
    break_pages(path)
    store.engine.dispose()
    for sender in list(store._trackers)[1:]:
        del store._trackers[sender]
    return store


def test_broken_file_is_begun_anew_with_the_talks_in_memory(tmp_path: Path, domain: Any) -> None:
    """Each is written whole with its next turn, and what comes after a restart goes on from there."""
    path = tmp_path / "rasa.db"
    store = broken_store(path, domain)
    take_turn(as_rasa_has_it(store), "p1", "read from the broken file")
    take_turn(as_rasa_has_it(store), "p0", "kept in memory")
    again = store_at(path, domain)
    assert texts(again, "p1") == ["read from the broken file"]
    assert texts(again, "p0") == [LONG[:500], "kept in memory"]


def test_talk_in_a_broken_file_is_erased(tmp_path: Path, domain: Any) -> None:
    """Or no patient could have anything erased any more; of the file nothing is left."""
    path = tmp_path / "rasa.db"
    store = broken_store(path, domain)
    store.forget("p3")
    store.wipe()
    assert b"zebrafinch4711" not in b"".join(each.read_bytes() for each in tmp_path.iterdir())
    take_turn(store, "p3", "anew")
    assert texts(store_at(path, domain), "p3") == ["anew"]


def test_file_that_is_no_database_stops_no_start(tmp_path: Path, domain: Any) -> None:
    """The supervisor would start the assistant again and again."""
    path = tmp_path / "rasa.db"
    path.write_bytes(b"no database " * 1000)
    take_turn(store_at(path, domain), "a", "hello")
    assert texts(store_at(path, domain), "a") == ["hello"]


def test_talk_that_could_not_be_written_is_erased(tmp_path: Path, domain: Any) -> None:
    """No store of Rasa's own was made for it, ours has forgotten it, and no byte of it is in the file."""
    from rasa.core.lock_store import InMemoryLockStore

    from bot.channels.rasa import _forget

    store = store_at(tmp_path / "rasa.db", domain)
    rasas = as_rasa_has_it(store)
    take_turn(rasas, "a", "hello")
    with full_disk(store):
        take_turn(rasas, "a", LONG)
        assert texts(rasas, "a") == ["hello", LONG]
        take_turn(rasas, "a", LONG)
    agent = SimpleNamespace(tracker_store=rasas, lock_store=InMemoryLockStore())
    request: Any = SimpleNamespace(app=SimpleNamespace(ctx=SimpleNamespace(agent=agent)))
    asyncio.run(_forget(request, ["a"], None))
    assert rasas._fallback_tracker_store is None
    assert "a" not in {**store._trackers, **store._stored}
    assert asyncio.run(rasas.retrieve("a")) is None
    assert b"zebrafinch4711" not in b"".join(each.read_bytes() for each in tmp_path.iterdir())
