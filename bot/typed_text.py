"""Typed text: what people type, made fit to be stored."""

from __future__ import annotations

import unicodedata

_NOT_COMPOSED = str.maketrans({"ł": "l", "Ł": "L", "ß": "ss", "ø": "o", "Ø": "O", "æ": "ae", "œ": "oe"})
"""Letters that Unicode does not take for a letter with a mark."""


def clean(text: str) -> str:
    """Text without control characters and broken surrogates, which SQLite and JSON cannot carry."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    kept = (c if c in "\n\t" or unicodedata.category(c) != "Cc" else " " for c in whole)
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def without_accents(text: str) -> str:
    """Text as people type it on a keyboard that has no accents: `não está` as `nao esta`."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFD", text.translate(_NOT_COMPOSED))
    return "".join(part for part in parts if not unicodedata.combining(part))
