"""How hard a text is to read: Flesch-Kincaid grade and words, with the procedures' names let off."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.syllables import syllables

_PLACEHOLDER = re.compile(r"\{\w+\}")
_LIST_MARK = re.compile(r"^\s*[-\u2022]\s+", re.MULTILINE)
_LINE_END = re.compile(r"(?<![.!?:])\n")


def grade(text: str, names: Iterable[str] = ()) -> float:
    """The Flesch-Kincaid school grade of `text`; each of `names` counts as one easy word.

    Kincaid et al. 1975; syllables from the CMU dictionary. A list's lines count as sentences.
    """
    plain = _PLACEHOLDER.sub("test", text)
    for name in sorted(names, key=len, reverse=True):
        plain = re.sub(rf"\b{re.escape(name)}\b", "test", plain, flags=re.IGNORECASE)
    return _flesch_kincaid(_LINE_END.sub(". ", _LIST_MARK.sub("", plain)))


def words(text: str) -> int:
    """How many words a reader sees; a list's dashes are none."""
    return len(_LIST_MARK.sub("", text).split())


def _flesch_kincaid(text: str) -> float:
    """As textstat does it, whose own would load a dictionary of 70 MB in each process that reads the texts."""
    from textstat.backend import metrics, selections

    found = selections.list_words(text, lowercase=True)
    in_all = sum(map(syllables, found))
    if not in_all:
        return 0.0
    return float(0.39 * metrics.words_per_sentence(text) + 11.8 * (in_all / len(found)) - 15.59)
