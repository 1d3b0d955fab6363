"""Run on: a message typed without any mark, so that its sentences run into each other."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

_APOSTROPHES = re.compile("['\u2019]")
_SENTENCES = re.compile(r"[.!?;]\s+\S")
_MARKS = re.compile(r"[.!?;:,]\s|\n")
MANY_WORDS = 10
"""In fewer words than these there is hardly more than one sentence."""
MOST_CAPITALS = 0.4
"""With a greater share of words in capitals they tell of no sentence: 'I Cant Breathe Since My Operation'."""
_BEGINNERS = (
    "how what when where why who which will would can could shall should must do does did is are am was were"
    " has have had isnt arent cant dont doesnt didnt im ive hes shes its thats whats theres theyre my your his her"
    " our their the this that these those there he she it we they you an no not now never nobody nothing some"
    " any all and but so or then also please after before since if because maybe just still been got having being"
    " with for in on at to from last today yesterday tonight tell thank thanks hello"
)
_BEGINNING = re.compile(
    rf"(?<=[a-z0-9]) (?=(?:{'|'.join(word.capitalize() for word in _BEGINNERS.split())})\b)"
)
"""Small words that have a capital only where a sentence begins."""


def without_punctuation(text: str) -> str:
    """Apostrophes go without a trace, as on a phone; everything else leaves a gap."""
    text = _APOSTROPHES.sub("", text)
    bare = "".join(" " if unicodedata.category(c).startswith("P") else c for c in text)
    return " ".join(bare.split()) or text


def with_marks(text: str) -> str:
    """The text with a mark before each capital that begins a sentence, if it was typed without any.

    'She is 84 Can she have it' is read as two sentences: across them words belong to nothing.
    """
    pieces = [text[start:end].strip() for start, end in unmarked_sentences(text)]
    return ". ".join(pieces) if len(pieces) > 1 else text


def unmarked_sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text begin and end that was typed without any mark; else all of it is one."""
    words = text.split()
    capitals = sum(word[0].isupper() for word in words)
    is_run_on = (
        len(words) >= MANY_WORDS and capitals <= MOST_CAPITALS * len(words) and not _MARKS.search(text)
    )
    begins = [found.start() for found in _BEGINNING.finditer(text)] if is_run_on else []
    return list(pairwise([0, *begins, len(text)]))


def has_sentences(text: str) -> bool:
    """Whether there is more than one sentence in a message."""
    return bool(_SENTENCES.search(text))
