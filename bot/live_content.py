"""Live content: the texts as they stand on disk now, or the last good ones if an edit broke them."""

from __future__ import annotations

import logging
import time
from functools import cache
from pathlib import Path

from bot.content import Content
from bot.content_loader import load_content
from bot.problems import ContentError

logger = logging.getLogger(__name__)

LOOK_EVERY = 0.5
"""Seconds between two looks at the files."""

_Stamp = tuple[tuple[str, int, int], ...]


class LiveContent:
    """Hands out the current `Content`; an edited file takes effect with the next message."""

    def __init__(self, folder: Path) -> None:
        """Raises ContentError if there is no good content to begin with."""
        self._folder = folder
        self._stamp = self._look()
        self._content = load_content(folder)
        self._looked = time.monotonic()
        self.problems: list[str] = []
        """What is wrong with the files on disk, while an older version is being served."""

    def current(self) -> Content:
        """The newest content that passed every check."""
        if time.monotonic() - self._looked >= LOOK_EVERY:
            self._looked = time.monotonic()
            stamp = self._look()
            if stamp != self._stamp:
                self._stamp = stamp
                self._reload()
        return self._content

    def _reload(self) -> None:
        try:
            self._content = load_content(self._folder)
        except ContentError as error:
            self.problems = error.problems
            logger.error(
                "CONTENT NOT TAKEN OVER: the edit has faults, the last good texts stay in use.\n  %s",
                "\n  ".join(error.problems),
            )
        else:
            self.problems = []
            logger.warning("Content reloaded from %s.", self._folder.name)

    def _look(self) -> _Stamp:
        stamps = []
        for path in sorted(self._folder.glob("*.yml")):
            try:
                status = path.stat()
            except FileNotFoundError:
                continue
            stamps.append((path.name, status.st_mtime_ns, status.st_size))
        return tuple(stamps)


@cache
def live_content(folder: Path) -> LiveContent:
    """The one of this process: all who ask for the folder share its texts, read and checked once."""
    return LiveContent(folder)
