"""The language of the talk: what a danger is met in when its own few words do not tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from bot.content import Content
from bot.languages import language_guess
from bot.red_flags import RedFlag, RedFlags
from bot.store import Message

_WORD = re.compile(r"\w+")


def in_language_of_talk(
    content: Content, red_flag: RedFlag, text: str, messages: Sequence[Message]
) -> RedFlag:
    """The red flag of `text` in the language of the bot's last foreign reply, unless the text tells its own.

    'nie czuję nóg' is too short to be told for Polish, but not for someone who was answered in Polish before.
    """
    said = (each.reply.language for each in reversed(messages) if each.reply and each.reply.language)
    code = next(said, "")
    if red_flag.language or code not in content.languages or _is_english(content, code, text):
        return red_flag
    return replace(red_flag, language=code)


def _is_english(content: Content, code: str, text: str) -> bool:
    dangers = _english_of_dangers(content.red_flags)
    return language_guess(content).is_english_beside(code, text, dangers)


@lru_cache(2)
def _english_of_dangers(red_flags: RedFlags) -> frozenset[str]:
    """The words in which dangers are told in English and in no other language: 'chest pain' has no small word."""
    foreign = red_flags.in_other_languages
    phrases = {phrase for each in red_flags.concepts.values() for phrase in each}
    return _words_of(phrases - foreign) - _words_of(foreign)


def _words_of(phrases: frozenset[str] | set[str]) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in _WORD.findall(phrase.lower()))
