"""Laughter: 'my chest hurts haha'. It takes nothing from what is told, and so a danger is read without it."""

from __future__ import annotations

import re

_LAUGHTER = re.compile(
    r"[\s,.;:(*-]{0,3}(?:\b(?:(?:a?h[ae]){2,10}h?|ha(?: ha){1,5}|hehe\w{0,8}|lol+|lmao|rofl|jk)\b"
    r"|[\U0001F600-\U0001F606\U0001F923\U0001F62C\U0001F605]+)[)*!.]{0,3}",
    re.IGNORECASE,
)


def without_laughter(text: str) -> str | None:
    """The text without its laughter; None where nobody laughs, or nothing else is said."""
    said, found = _LAUGHTER.subn(" ", text)
    return said.strip() or None if found else None
