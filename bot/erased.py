"""Erased: which conversations patients had deleted, so that a backup that is restored loses them again.

The list lies beside the database and not in it: a restored one knows nothing of what was erased after it was made.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from bot.failure import where_it_failed
from bot.file_lock import alone
from bot.moment import stamp, stamp_now

logger = logging.getLogger(__name__)

FILE = "erased.txt"
EVERYTHING = 2**62
"""Above every sequence number."""

_LINE = re.compile(r"[0-9a-f]{64} [0-9]{1,19} \S+")
"""A hash, a number and a moment."""


class Erased:
    """A line for each erasure: a hash of the conversation's id, from which number on its messages stayed, and when."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._lock = folder / f"{FILE}.lock"

    def note(self, conversation: str, kept_from: int | None) -> None:
        """Write an erasure down; what a patient wishes is done all the same if that fails."""
        line = f"{hash_of(conversation)} {EVERYTHING if kept_from is None else kept_from} {stamp_now()}"
        try:
            with alone(self._lock):
                # On a line of its own, though a full disk may have cut off the one before.
                _write(self._path, f"\n{line}\n")
        except OSError as error:
            logger.error(
                "An erasure is not noted, a restored backup would undo it: %s", where_it_failed(error)
            )

    def kept_from(self) -> Mapping[str, int]:
        """From which number on the messages of each conversation stayed, by the hash of its id."""
        kept: dict[str, int] = {}
        for line in self._lines():
            digest, number, _ = line.split()
            kept[digest] = max(int(number), kept.get(digest, 0))
        return kept

    def forget(self, before: datetime) -> None:
        """Take the lines from before a moment out: backups that are as old must not be kept either."""
        with alone(self._lock):
            lines = self._lines()
            young = [line for line in lines if line.split()[2] >= stamp(before)]
            if len(young) < len(lines):
                new = self._path.with_suffix(".new")
                new.unlink(missing_ok=True)
                _write(new, "".join(f"{line}\n" for line in young))
                new.replace(self._path)

    def _lines(self) -> list[str]:
        """The whole lines: one that was cut off by a full disk, or broken by a failing one, says nothing."""
        if not self._path.exists():
            return []
        lines = self._path.read_text(encoding="ascii", errors="replace").splitlines()
        return [line for line in lines if _LINE.fullmatch(line)]


def hash_of(conversation: str) -> str:
    """What stands for a conversation: its id is a random number, which no one guesses from this."""
    return hashlib.sha256(conversation.encode()).hexdigest()


def _write(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "a", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
