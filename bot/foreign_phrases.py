"""Phrases of the languages that the bot does not speak, as the content lists them, in a patient's words."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.typed_text import without_accents

_WORD = re.compile(r"\w+")


def words_of(text: str) -> str:
    """The words alone, as they are compared: phones leave out accents, capitals and hyphens."""
    return " ".join(_WORD.findall(without_accents(text.lower())))


def holds(words: str, phrases: tuple[str, ...]) -> bool:
    """Whether one of the phrases is among the `words_of` a text."""
    said = f" {words} "
    return any(phrase in said for phrase in _listed(phrases))


def rests(words: str, phrases: tuple[str, ...]) -> list[list[str]]:
    """For each of the phrases among the `words_of` a text the words that are left without it."""
    said = f" {words} "
    return [said.replace(phrase, " ", 1).split() for phrase in _listed(phrases) if phrase in said]


@lru_cache(64)
def _listed(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """Kept for the phrases of the content, which every message is compared with; never for a patient's words."""
    return tuple(f" {words_of(phrase)} " for phrase in phrases)
