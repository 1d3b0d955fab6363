"""Alphabets: whether a message is written in another one than English is."""

from __future__ import annotations

import unicodedata


def is_other_alphabet(text: str) -> bool:
    """Whether most of a text's letters are Cyrillic, Greek, Arabic, Chinese or the like."""
    letters = [letter for letter in unicodedata.normalize("NFKC", text) if letter.isalpha()]
    others = sum("LATIN" not in unicodedata.name(letter, "") for letter in letters)
    return others * 2 > len(letters)
