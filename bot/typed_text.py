"""Typed text: what people type, made fit to be stored."""

from __future__ import annotations

import re
import unicodedata

_NOT_COMPOSED = str.maketrans({"ł": "l", "Ł": "L", "ß": "ss", "ø": "o", "Ø": "O", "æ": "ae", "œ": "oe"})
"""Letters that Unicode does not take for a letter with a mark."""


_ANOTHER_SHAPE = re.compile("[\uff01-\uff5e\U0001d400-\U0001d7ff]")
"""Plain letters, digits and marks in the shapes of East Asian keyboards and of letters for mathematics."""
_BREAK = "\u200b"
"""A place where a line may break, without a space."""
_INVISIBLE = re.compile("[\u00ad\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Hyphens that are not there, turns of the writing's direction, joints without width: pasted with a text."""
_JOINERS = re.compile("(?<=[ -~])[\u200c\u200d\ufe00-\ufe0f]+(?=[ -~])")
"""What joins or parts the letters of other scripts, and emoji, between letters of ours."""
_APOSTROPHE = re.compile("(?<=[A-Za-z])[\u2018\u2019\u2032\u201b\u02b9\u02bc\u00b4`](?=[A-Za-z])")
"""Marks that stand for an apostrophe: `can\u2019t`, as telephones write it, or `can\u2032t`."""


def clean(text: str) -> str:
    """Text without control characters and broken surrogates, which SQLite and JSON cannot carry, in plain letters.

    What cannot be seen, or looks the same, must not hide a word: `chest\u200bpain` is read as `chest pain`.
    """
    whole = text.encode("utf-8", "replace").decode("utf-8")
    if not whole.isascii():
        whole = _in_plain_letters(whole)
    kept = (c if c in "\n\t" or unicodedata.category(c) != "Cc" else " " for c in whole)
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def _in_plain_letters(text: str) -> str:
    text = _ANOTHER_SHAPE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = _JOINERS.sub("", _INVISIBLE.sub("", text.replace(_BREAK, " ")))
    return _APOSTROPHE.sub("'", text)


def without_accents(text: str) -> str:
    """Text as people type it on a keyboard that has no accents: `não está` as `nao esta`."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFD", text.translate(_NOT_COMPOSED))
    return "".join(part for part in parts if not unicodedata.combining(part))
