"""A backup is one sound file, made while the bot runs, for its owner's eyes alone; and it can be restored."""

from __future__ import annotations

import asyncio
import os
import shutil
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import bot.store
from bot.assistant import Assistant
from bot.backup import BackupError, back_up
from bot.erased import EVERYTHING, Erased, hash_of
from bot.erasure import Eraser
from bot.retention import Retention
from bot.store import Message, Store
from bot.trackers import Trackers

pytestmark = pytest.mark.slow

NOW = datetime(2026, 6, 30, 12, 0, 5, tzinfo=UTC)


def test_backup_holds_everything(store: Store, tmp_path: Path) -> None:
    """The copy has all messages so far, is one file, and can be read by its owner alone."""
    conversation = store.add_conversation("test")
    for number in range(3):
        store.add_patient_message(conversation, str(number), None)
    made = back_up(store, tmp_path / "copies", NOW)
    assert made.path == tmp_path / "copies" / "clinic-20260630-120005.db"
    assert made.messages == 3
    assert list((tmp_path / "copies").iterdir()) == [made.path]
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700


def test_bot_goes_on_writing_meanwhile(store: Store, tmp_path: Path) -> None:
    """What is written after the backup is in the store and not in the copy."""
    conversation = store.add_conversation("test")
    store.add_patient_message(conversation, "before", None)
    made = back_up(store, tmp_path, NOW)
    store.add_patient_message(conversation, "after", None)
    copy = Store(made.path)
    assert [message.text for message in copy.messages(conversation)] == ["before"]
    copy.close()


def test_restore_is_putting_the_copy_in_place(store: Store, tmp_path: Path) -> None:
    """With the bot stopped, the copy put in the database's place is the database again, as docs/privacy.md says."""
    conversation = store.add_conversation("test")
    store.add_patient_message(conversation, "before", "m-1")
    made = back_up(store, tmp_path / "copies", NOW)
    store.add_patient_message(conversation, "after", None)
    store.close()
    for name in ("clinic.db", "clinic.db-wal", "clinic.db-shm"):
        (tmp_path / "data" / name).unlink(missing_ok=True)
    shutil.copy(made.path, tmp_path / "data" / "clinic.db")
    os.chmod(tmp_path / "data" / "clinic.db", 0o600)
    restored = Store(tmp_path / "data" / "clinic.db")
    assert [message.text for message in restored.messages(conversation)] == ["before"]
    restored.add_patient_message(conversation, "and on", None)
    assert [message.seq for message in restored.messages(conversation)] == [1, 2]
    restored.close()


def test_broken_copy_is_not_kept(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy that does not open is deleted, and the command fails."""

    def spoiled(self: Store, path: Path) -> None:
        path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)

    monkeypatch.setattr(bot.store.Store, "back_up", spoiled)
    with pytest.raises(BackupError, match="not sound"):
        back_up(store, tmp_path / "copies", NOW)
    assert list((tmp_path / "copies").iterdir()) == []


def purge(store: Store) -> None:
    """What `clinic-bot purge` does after 30 days, with no assistant running."""

    async def run() -> None:
        assistant = Assistant("http://127.0.0.1:9", timeout=1.0)
        try:
            await Retention(store, Trackers(assistant, store.path.with_name("rasa.db")), 30).purge(NOW)
        finally:
            await assistant.close()

    asyncio.run(run())


def erase(store: Store, conversation: str, keep: Message | None = None) -> None:
    """What a patient's 'yes, delete it' does."""

    async def run() -> None:
        assistant = Assistant("http://127.0.0.1:9", timeout=1.0)
        try:
            eraser = Eraser(store, Trackers(assistant, store.path.with_name("rasa.db")))
            await eraser.erase(conversation, "erased by patient", keep)
        finally:
            await assistant.close()

    asyncio.run(run())


def test_a_restored_backup_loses_again_what_was_erased(store: Store, tmp_path: Path) -> None:
    """Whether the talk was gone with it or went on; what nobody had erased stays."""
    gone, went_on, stays = (store.add_conversation("test") for _ in range(3))
    for conversation in (gone, went_on, stays):
        store.add_patient_message(conversation, "my words", None)
    made = back_up(store, tmp_path / "copies", NOW)
    erase(store, gone)
    erase(store, went_on, keep=store.add_patient_message(went_on, "yes, delete it", None))
    store.close()
    for name in ("clinic.db-wal", "clinic.db-shm"):
        (tmp_path / "data" / name).unlink(missing_ok=True)
    shutil.copy(made.path, tmp_path / "data" / "clinic.db")
    restored = Store(tmp_path / "data" / "clinic.db")
    purge(restored)
    assert [restored.has_conversation(each) for each in (gone, went_on, stays)] == [False, False, True]
    assert [each.text for each in restored.messages(stays)] == ["my words"]
    restored.close()


def test_what_is_written_after_an_erasure_is_not_purged(store: Store) -> None:
    """No backup was restored: the talk that went on is the patient's own."""
    conversation = store.add_conversation("test")
    store.add_patient_message(conversation, "my words", None)
    erase(store, conversation, keep=store.add_patient_message(conversation, "yes, delete it", None))
    store.add_patient_message(conversation, "can I drive?", None)
    purge(store)
    assert [each.text for each in store.messages(conversation)] == ["yes, delete it", "can I drive?"]


def test_the_list_of_the_erased_is_no_list_of_patients(store: Store, tmp_path: Path) -> None:
    """It is for its owner alone, names no conversation, and forgets what no backup may hold any more."""
    conversation = store.add_conversation("test")
    erase(store, conversation)
    path = tmp_path / "data" / "erased.txt"
    assert path.stat().st_mode & 0o777 == 0o600
    assert conversation not in path.read_text(encoding="ascii")
    with path.open("ab") as file:
        file.write(b"\xc3\xff of another alphabet\nthree words only\ncut off")
    erased = Erased(tmp_path / "data")
    erased.note("another", 7)
    assert dict(erased.kept_from()) == {hash_of(conversation): EVERYTHING, hash_of("another"): 7}
    erased.forget(datetime.now(UTC) + timedelta(days=1))
    assert path.read_text(encoding="ascii") == ""


def test_an_erasure_that_cannot_be_noted_is_done(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A patient's wish does not wait for a disk, and whoever runs the bot is told."""
    (tmp_path / "data" / "erased.txt").mkdir()
    conversation = store.add_conversation("test")
    erase(store, conversation)
    assert not store.has_conversation(conversation)
    assert "a restored backup would undo it" in caplog.text
