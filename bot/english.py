"""English: which words there are, and how often they stand in books."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

SOURCE = ("symspellpy", "frequency_dictionary_en_82_765.txt")
"""Google Books n-grams and SCOWL, in symspellpy's package."""
KNOWN = 200_000
"""A word this frequent is taken as meant, whether or not an example uses it."""
LIKELY, LIKELY_LONG = 20_000_000, 2_000_000
"""A word this frequent, or a long one, is also one to correct to."""
LONG = 7
"""Letters from which on few words are near: what is near 'horrible' is hardly ever a name or another language's."""


@cache
def english() -> Mapping[str, int]:
    """Each word and its count."""
    # Not through symspellpy's own reader, which builds an index of all 82,765.
    package, name = SOURCE
    lines = (files(package) / name).read_text(encoding="utf-8-sig").splitlines()
    return {word: int(count) for word, count in map(str.split, lines)}


@cache
def total() -> int:
    """How many words were counted."""
    return sum(english().values())


def is_common(word: str) -> bool:
    """Whether it is a common word, or short for two ('doesn't', 'dinner's'), whose parts are not looked at."""
    return "'" in word or english().get(word, 0) >= KNOWN


def is_likely(word: str) -> bool:
    """Whether a word that nobody knows may be a slip of it."""
    return english().get(word, 0) >= (LIKELY_LONG if len(word) >= LONG else LIKELY)
