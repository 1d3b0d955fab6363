"""Telegram's texts: formatting by entities, which no content can break, and parts that fit into one message."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from telegram import MessageEntity
from telegram.constants import MessageLimit

MAX_UNITS = int(MessageLimit.MAX_TEXT_LENGTH)
"""UTF-16 code units that one message may have."""
_BREAKS = ("\n\n", "\n", ". ", "! ", "? ", " ")
"""Where a text may be parted, the best place first."""
_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufe00-\ufe0f]")
"""Fillers and selectors that Unicode counts among letters, marks and symbols."""


@dataclass(frozen=True)
class Span:
    """A stretch of a text, in characters, that is shown in some way."""

    start: int
    end: int
    kind: str
    url: str | None = None


@dataclass(frozen=True)
class Formatted:
    """A text and how its stretches are shown."""

    text: str
    spans: tuple[Span, ...] = ()

    def __add__(self, other: Formatted) -> Formatted:
        shift = len(self.text)
        moved = (replace(each, start=each.start + shift, end=each.end + shift) for each in other.spans)
        return Formatted(self.text + other.text, (*self.spans, *moved))

    def entities(self) -> list[MessageEntity]:
        """The spans as the Bot API counts them, in UTF-16 code units."""
        return [
            MessageEntity(each.kind, _units(self.text[: each.start]), length, url=each.url)
            for each in self.spans
            if (length := _units(self.text[each.start : each.end]))
        ]

    def split(self, limit: int = MAX_UNITS) -> list[Formatted]:
        """Parts that fit into one message each, parted between paragraphs if that can be."""
        return [self._cut(start, end) for start, end in _parts(self.text, limit)]

    def _cut(self, start: int, end: int) -> Formatted:
        inside = (
            replace(each, start=max(each.start, start) - start, end=min(each.end, end) - start)
            for each in self.spans
        )
        return Formatted(self.text[start:end], tuple(each for each in inside if each.start < each.end))


def plain(text: str) -> Formatted:
    """A text without any formatting."""
    return Formatted(text)


def shown(text: str, kind: str, url: str | None = None) -> Formatted:
    """A text that is shown in one way as a whole."""
    return Formatted(text, (Span(0, len(text), kind, url),))


def mark(text: Formatted, words: str, *kinds: str) -> Formatted:
    """The text with every occurrence of some words shown in these ways."""
    found = [match.span() for match in re.finditer(re.escape(words), text.text)]
    return replace(text, spans=(*text.spans, *(Span(*at, kind) for at in found for kind in kinds)))


def join(parts: Sequence[Formatted], between: str) -> Formatted:
    """The parts in one text."""
    whole = Formatted("")
    for number, part in enumerate(parts):
        whole = whole + Formatted(between if number else "") + part
    return whole


def from_first_seen(text: str) -> str:
    """The text without what cannot be seen at its beginning; empty if nothing of it can be seen."""
    first = next((number for number, each in enumerate(text) if _is_seen(each)), len(text))
    return text[first:]


def _is_seen(character: str) -> bool:
    if character.isspace() or _UNSEEN.match(character):
        return False
    return unicodedata.category(character) not in ("Cc", "Cf")


def _parts(text: str, limit: int) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = _end(text, start, limit)
        piece = text[start:end]
        left, right = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
        # Telegram refuses a message in which nothing can be seen, however often it is tried.
        if from_first_seen(text[left:right]):
            yield left, right
        start = end


def _end(text: str, start: int, limit: int) -> int:
    """Where the part that begins at `start` ends."""
    end = _longest(text, start, limit)
    if end == len(text):
        return end
    for each in _BREAKS:
        # Not so near the start that a part is nearly empty.
        found = text.rfind(each, start + (end - start) // 3, end)
        if found > start:
            return found + len(each)
    return end


def _longest(text: str, start: int, limit: int) -> int:
    if _units(text[start:]) <= limit:
        return len(text)
    units = 0
    for position in range(start, len(text)):
        units += 2 if ord(text[position]) > 0xFFFF else 1
        if units > limit:
            return max(position, start + 1)
    return len(text)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
