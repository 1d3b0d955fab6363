"""Spelling: slips of the pen put right by the words the examples use. No Rasa in here."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from symspellpy import SymSpell, Verbosity

ENGLISH = ("symspellpy", "frequency_dictionary_en_82_765.txt")
"""English words and how often they stand in books (Google Books n-grams and SCOWL), in symspellpy's package."""
KNOWN = 200_000
"""An English word this frequent is taken as meant, whether or not an example uses it."""
LIKELY = 20_000_000
"""An English word this frequent is also one to correct to, where no word of the examples is as near."""
LEAST_LETTERS = 4
"""A shorter word that nobody knows is an abbreviation more often than a slip: 'crp' is one letter from 'cup'."""
TWO_SLIPS_FROM = 8
"""Letters a word needs before two slips in it are put right."""
TWO_SLIPS_SAME_START_FROM = 5
"""Fewer will do for two slips behind the first letter, to a word that the examples use often."""
OFTEN = 20
LEAST_EXAMPLES = 2
LEAST_EXAMPLES_UNKNOWN = 3
"""A word that is not English must stand in the examples this often: 'tramadol' is a word, 'colapsed' a slip."""
SLIP_RATIO = 20
"""A word that is not English is a slip when one of the examples' words beside it is so many times as frequent."""

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_PLAIN = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014", "''\"\"--")


class Spelling:
    """Corrects a word that neither the examples nor English know to the nearest one that they use."""

    def __init__(self, examples: Mapping[str, int]) -> None:
        """`examples` maps the words that the examples spell right to how often they stand there."""
        self._examples = dict(examples)
        self._short_forms = {word.replace("'", ""): word for word in self._examples if "'" in word}
        likely = {word: 1 for word, count in _english().items() if count >= LIKELY}
        self._index = _index({**likely, **{word: count + 1 for word, count in self._examples.items()}})

    @classmethod
    def of(cls, texts: Iterable[str]) -> Spelling:
        """The spelling that these texts teach, though some of their words are slips themselves."""
        counts = Counter(word for text in texts for word in _WORD.findall(text.translate(_PLAIN).lower()))
        right = {word: n for word, n in counts.items() if n >= LEAST_EXAMPLES and _is_english(word)}
        index = _index(right)
        for word, count in counts.items():
            if count >= LEAST_EXAMPLES_UNKNOWN and word not in right:
                near = _nearest(index, word, slips=1)
                if near is None or right[near] < SLIP_RATIO * count:
                    right[word] = count
        return cls(dict(sorted(right.items())))

    def correct(self, text: str) -> str:
        """`text` with its slips put right and its quotation marks plain; what is spelled right stays as it is."""
        return _WORD.sub(lambda found: self._corrected(found[0]), text.translate(_PLAIN))

    def save(self, folder: Path) -> None:
        """Write what the examples taught."""
        (folder / "spelling.json").write_text(json.dumps(self._examples), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Spelling:
        """Read what `save` wrote."""
        return cls(json.loads((folder / "spelling.json").read_text(encoding="utf-8")))

    def _corrected(self, word: str) -> str:
        lower = word.lower()
        if self._is_word(lower):
            return word
        for shorter in (_DRAWN_OUT.sub(r"\1\1", lower), _DRAWN_OUT.sub(r"\1", lower)):
            if self._is_word(shorter):
                return shorter
        if lower in self._short_forms:
            return self._short_forms[lower]
        return self._right_word(lower) or word

    def _right_word(self, word: str) -> str | None:
        found = self._nearest(word)
        # A rare English word is a slip only for a word of the examples: a bunion is not a union.
        return None if found not in self._examples and word in _english() else found

    def _nearest(self, word: str) -> str | None:
        found = _nearest(self._index, word, slips=2 if len(word) >= TWO_SLIPS_FROM else 1)
        if found or len(word) < TWO_SLIPS_SAME_START_FROM:
            return found
        found = _nearest(self._index, word, slips=2)
        is_safe = found and found[0] == word[0] and self._examples.get(found, 0) >= OFTEN
        return found if is_safe else None

    def _is_word(self, word: str) -> bool:
        return word in self._examples or _is_english(word)


def _index(counts: Mapping[str, int]) -> SymSpell:
    index = SymSpell(max_dictionary_edit_distance=2)
    for word, count in counts.items():
        index.create_dictionary_entry(word, count)
    return index


def _nearest(index: SymSpell, word: str, slips: int) -> str | None:
    """The most frequent of the nearest words, if the word is long enough to tell."""
    if len(word) < LEAST_LETTERS:
        return None
    found = index.lookup(word, Verbosity.TOP, slips)
    return str(found[0].term) if found else None


def _is_english(word: str) -> bool:
    """Whether it is a common word, or short for two ('doesn't', 'dinner's'), whose parts are not looked at."""
    return "'" in word or _english().get(word, 0) >= KNOWN


@cache
def _english() -> Mapping[str, int]:
    # Not through symspellpy's own reader, which builds an index of all 82,765.
    package, name = ENGLISH
    lines = (files(package) / name).read_text(encoding="utf-8-sig").splitlines()
    return {word: int(count) for word, count in map(str.split, lines)}
