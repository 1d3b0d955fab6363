"""Run on: a message typed without any mark, so that its sentences run into each other."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = re.compile("['\u2019]")
_SENTENCES = re.compile(r"[.!?;]\s+\S")


def without_punctuation(text: str) -> str:
    """Apostrophes go without a trace, as on a phone; everything else leaves a gap."""
    text = _APOSTROPHES.sub("", text)
    bare = "".join(" " if unicodedata.category(c).startswith("P") else c for c in text)
    return " ".join(bare.split()) or text


def has_sentences(text: str) -> bool:
    """Whether there is more than one sentence in a message."""
    return bool(_SENTENCES.search(text))
