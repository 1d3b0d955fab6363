"""A broken file: a database that cannot be read is told from one that is busy, and removed where it may be missed."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

logger = logging.getLogger(__name__)

_PRIMARY = 0xFF
"""SQLite's extended codes hold the plain one in their last byte."""
_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def is_broken(error: BaseException) -> bool:
    """Whether SQLite, or SQLAlchemy for it, says that the file itself is damaged: no other try will be better."""
    code = getattr(getattr(error, "orig", error), "sqlite_errorcode", None)
    return code is not None and code & _PRIMARY in _BROKEN


def remove(path: Path) -> None:
    """Remove a database with the files beside it; no older copy is kept, for nobody could erase a word in it."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)
    logger.error("%s was broken and is begun anew.", path.name)


@contextmanager
def removed_if_broken(path: Path) -> Iterator[None]:
    """Remove a database in which something was to be done, if that shows that it is broken."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if not is_broken(error):
            raise
        remove(path)
