"""Short phrases: what somebody meant who typed two words with a slip in each.

Where a message is no more than a few words, one that nobody knows leaves too little beside it to tell what it was:
'tlel me a jke', 'opratr'. But so short a message is often one that the examples have as a whole.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from symspellpy import SymSpell, Verbosity

from bot.english import is_common
from bot.slips import are_slips

MOST_WORDS = 5
"""A longer message has enough beside the word that is not known."""
MOST_SLIPS = 2
TWO_FROM, ONE_FROM = 6, 4
"""Letters from which on two slips, or one, are put right; what is shorter is near too many others."""
PREFIX = 7

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+")
_PLAIN = str.maketrans("\u2018\u2019", "''")


class ShortPhrases:
    """The short examples as they are spelled right; finds the one that a message is a slip or two away from."""

    def __init__(self, counts: Iterable[tuple[str, int]]) -> None:
        """`counts` are the phrases, in small letters with single spaces, and how often the examples have each."""
        self._counts = dict(counts)
        self._words = {word for phrase in self._counts for word in phrase.split()}
        self._index = SymSpell(max_dictionary_edit_distance=MOST_SLIPS, prefix_length=PREFIX)
        for phrase, count in self._counts.items():
            self._index.create_dictionary_entry(phrase, count)

    @classmethod
    def of(cls, texts: Iterable[str]) -> ShortPhrases:
        """The short ones of these texts that have no unknown word in them."""
        counts = Counter(_phrase(text) for text in texts)
        short = (
            (phrase, count)
            for phrase, count in sorted(counts.items())
            if phrase and len(phrase.split()) <= MOST_WORDS and all(map(_is_right, phrase.split()))
        )
        return cls(short)

    def meant(self, text: str) -> str | None:
        """The phrase that `text` most likely is, if it has a word that nobody knows; else None."""
        phrase = _phrase(text)
        words = phrase.split()
        if not 0 < len(words) <= MOST_WORDS or phrase in self._counts or all(map(self._knows, words)):
            return None
        letters = sum(map(len, words))
        most = MOST_SLIPS if letters >= TWO_FROM else int(letters >= ONE_FROM)
        for slips in range(1, most + 1):
            near = self._index.lookup(phrase, Verbosity.ALL, slips)
            found = [each for each in near if are_slips(phrase, each.term, slips)]
            if found:
                return str(max(found, key=lambda each: (each.count, each.term)).term)
        return None

    def save(self, folder: Path) -> None:
        """Write the phrases."""
        (folder / "short_phrases.json").write_text(json.dumps(self._counts), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> ShortPhrases:
        """Read what `save` wrote."""
        return cls(json.loads((folder / "short_phrases.json").read_text(encoding="utf-8")).items())

    def _knows(self, word: str) -> bool:
        return word in self._words or _is_right(word)


def _phrase(text: str) -> str:
    return " ".join(_WORD.findall(text.translate(_PLAIN).lower()))


def _is_right(word: str) -> bool:
    return word.isdigit() or is_common(word)
