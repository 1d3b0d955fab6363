"""Windows: the parts in which a long letter is screened, so that a danger in its midst is seen like one at its ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.concepts import MAX_WORDS, with_spaces

OVERLAP = 100
"""Words that two neighbours share: a sentence at the edge of one stands whole in the other."""
MOST = 20
"""So many hold 20,000 characters, the longest message that is stored, were each second one a space."""

_SENTENCE_END = re.compile(r"[.!?]\s+|\n+")


def windows(text: str) -> Iterator[str]:
    """The text itself; one of more than `MAX_WORDS` words is followed by its parts of about so many."""
    yield text
    words = with_spaces(text)
    if len(words) <= MAX_WORDS:
        return
    for start in range(0, len(words) - OVERLAP, MAX_WORDS - OVERLAP)[:MOST]:
        end = start + MAX_WORDS
        head, tail = "".join(words[start : start + OVERLAP]), "".join(words[end - OVERLAP : end])
        # Half a sentence may say the reverse of the whole: 'call if | I have chest pain'.
        head = _from_sentence(head) if start else head
        tail = _to_sentence(tail) if end < len(words) else tail
        yield "".join([head, *words[start + OVERLAP : end - OVERLAP], tail])


def _from_sentence(text: str) -> str:
    """The text from its first sentence on that begins in it; all of it if none does."""
    found = _SENTENCE_END.search(text)
    return text[found.end() :] if found else text


def _to_sentence(text: str) -> str:
    """The text up to its last sentence that ends in it; all of it if none does."""
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    return text[: ends[-1]] if ends else text
