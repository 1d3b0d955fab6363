"""The children's state: what the supervisor knows of each process, in a file that the front door reads."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "children.json"


@dataclass(frozen=True)
class ChildState:
    """One process of the bot, as it is now."""

    name: str
    up: bool
    """Whether it runs; whether it is ready is for whoever asks it."""
    restarts: int
    since: str
    """When it came up or went down (ISO 8601, UTC)."""


def write_states(folder: Path, states: Iterable[ChildState]) -> None:
    """Replace the file as a whole: a reader finds the old one or the new one."""
    path = folder / FILE
    unfinished = path.with_suffix(f".{os.getpid()}")
    text = json.dumps([asdict(state) for state in states])
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)


def read_states(folder: Path) -> list[ChildState]:
    """What was last written; nothing if no supervisor ever wrote, or the file is broken."""
    try:
        rows = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return [ChildState(**row) for row in rows]
    except (OSError, ValueError, TypeError):
        return []
