"""Alphabets: whether a message is written in another one than English is, or with letters that English has not."""

from __future__ import annotations

import re
import unicodedata

from bot.english import english

MIN_WORDS, MIN_LETTERS = 2, 10
"""One word that nobody knows may be a name, unless it is as long as this."""

_WORD = re.compile(r"[^\W\d_]{3,}")
"""Shorter ones are words of many languages."""


def is_other_alphabet(text: str) -> bool:
    """Whether most of a text's letters are Cyrillic, Greek, Arabic, Chinese or the like."""
    letters = _letters(text)
    others = sum(not _is_latin(letter) for letter in letters)
    return others * 2 > len(letters)


def has_no_english(text: str) -> bool:
    """Whether no word of a text is English, and a letter of it neither: Turkish, Hungarian, Vietnamese and others.

    Without such a letter it may be English with many slips.
    """
    words = _WORD.findall(unicodedata.normalize("NFKC", text).lower())
    has_letter = any(not letter.isascii() and _is_latin(letter) for word in words for letter in word)
    is_enough = len(words) >= MIN_WORDS or any(len(word) >= MIN_LETTERS for word in words)
    return has_letter and is_enough and not any(word in english() for word in words)


def _letters(text: str) -> list[str]:
    return [letter for letter in unicodedata.normalize("NFKC", text) if letter.isalpha()]


def _is_latin(letter: str) -> bool:
    return "LATIN" in unicodedata.name(letter, "")
