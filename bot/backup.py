"""Backup: one file with all of the store, made while the bot runs, and opened to verify it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.problems import CommandError
from bot.store import Store, is_sound


class BackupError(CommandError):
    """The copy cannot be trusted; it was deleted."""


@dataclass(frozen=True)
class Backup:
    """A verified copy."""

    path: Path
    messages: int


def back_up(store: Store, folder: Path, now: datetime) -> Backup:
    """Copy the store into `folder`, readable by its owner alone; raises BackupError if the copy is not sound."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"clinic-{now:%Y%m%d-%H%M%S}.db"
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    store.back_up(unfinished)
    messages = is_sound(unfinished)
    if messages is None:
        unfinished.unlink()
        raise BackupError("The copy is not sound and was deleted: check the disk, then try again.")
    unfinished.rename(path)
    return Backup(path, messages)
