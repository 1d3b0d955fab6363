"""How hard a text is to read: Flesch-Kincaid grade and words, with the procedures' names let off."""

from __future__ import annotations

import re
from collections.abc import Iterable

import textstat

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
    plain = _LINE_END.sub(". ", _LIST_MARK.sub("", plain))
    return float(textstat.flesch_kincaid_grade(plain))


def words(text: str) -> int:
    """How many words a reader sees; a list's dashes are none."""
    return len(_LIST_MARK.sub("", text).split())
