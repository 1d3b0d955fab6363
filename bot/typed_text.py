"""Typed text: what people type, made fit to be stored."""

from __future__ import annotations

import unicodedata


def clean(text: str) -> str:
    """Text without control characters and broken surrogates, which SQLite and JSON cannot carry."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    kept = (c if c in "\n\t" or unicodedata.category(c) != "Cc" else " " for c in whole)
    return unicodedata.normalize("NFC", "".join(kept)).strip()
