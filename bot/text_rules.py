"""Text rules: how long, how hard and how plain a text may be before a patient reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from bot.readability import grade, words

MAX_GRADE = 8.0
"""Flesch-Kincaid; the aim is 6."""
LABEL_WORDS = 4
"""A text of so few words is a label, and has no reading grade to speak of."""

_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_MARKUP = re.compile(r"[<>]|https?://|\]\(|\*\*")


class TextRules:
    """Finds what is wrong with one text."""

    def __init__(self, names: tuple[str, ...], facts: Mapping[str, str]) -> None:
        """`names` of procedures count as one easy word each; `facts` are the clinic's placeholders."""
        self._names = names
        self._facts = facts

    def faults(self, text: str, most_words: int, placeholders: Sequence[str] = ()) -> Iterator[str]:
        """Each fault in words; `placeholders` may stand in the text beside the clinic's facts."""
        if text and words(text) > LABEL_WORDS and (level := _grade(text, self._names)) > MAX_GRADE:
            yield f"reading grade {level:.1f}, and may be {MAX_GRADE:g} at most"
        yield from self.faults_of_form(text, most_words, placeholders)

    def faults_of_form(self, text: str, most_words: int, placeholders: Sequence[str] = ()) -> Iterator[str]:
        """The faults that a text in any language can have."""
        if not text:
            yield "has no text"
            return
        if words(text) >= most_words:
            yield f"{words(text)} words, and must be under {most_words}"
        if _MARKUP.search(text):
            yield "markup or an address in the text"
        for name in _PLACEHOLDER.findall(text):
            if name.lower() not in placeholders and name not in self._facts:
                yield f"unknown placeholder {{{name}}}"


@cache
def _grade(text: str, names: tuple[str, ...]) -> float:
    """`grade`, remembered: after an edit only the changed text is measured again."""
    return grade(text, names)
