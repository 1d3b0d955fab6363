"""A backup is one sound file, made while the bot runs, for its owner's eyes alone; and it can be restored."""

from __future__ import annotations

import os
import shutil
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

import bot.store
from bot.backup import BackupError, back_up
from bot.store import Store

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
