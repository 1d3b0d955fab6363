"""The language of the talk: what a danger is met in when its own few words do not tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.content import Content
from bot.foreign_phrases import words_of
from bot.languages import language_guess
from bot.red_flags import RedFlag, RedFlags
from bot.store import Message

_WORD = re.compile(r"\w+")


def in_language_of_talk(
    content: Content, red_flag: RedFlag, text: str, messages: Sequence[Message]
) -> RedFlag:
    """The red flag of `text` in the language that its phrases tell, or that of the bot's last foreign reply.

    'nie czuję nóg' is too short for a guess, but the danger is known by these very words; 'nóg' may be anything, but
    not from someone who was answered in Polish before.
    """
    told = _language_of_phrase(content.red_flags, text)
    code = told if told in content.languages else language_of_talk(content, text, messages)
    return replace(red_flag, language=code) if code and not red_flag.language else red_flag


def language_of_talk(content: Content, text: str, messages: Sequence[Message]) -> str | None:
    """The code of the bot's last foreign reply, unless the text is English beside it."""
    said = (each.reply.language for each in reversed(messages) if each.reply and each.reply.language)
    code = next(said, "")
    is_foreign = code in content.languages and not _is_english(content, code, text)
    return code if is_foreign else None


def _language_of_phrase(red_flags: RedFlags, text: str) -> str | None:
    """The language of the longest phrase in which a danger is told in this text, if it is of several words."""
    said = f" {words_of(text)} "
    phrases = _phrases_abroad(red_flags)
    found = [phrase for phrase in phrases if f" {phrase} " in said]
    return phrases[max(found, key=len)] if found else None


@lru_cache(2)
def _phrases_abroad(red_flags: RedFlags) -> dict[str, str]:
    phrases = {words_of(phrase): code for phrase, code in red_flags.in_other_languages.items()}
    return {phrase: code for phrase, code in phrases.items() if " " in phrase}


def _is_english(content: Content, code: str, text: str) -> bool:
    dangers = _english_of_dangers(content.red_flags)
    return language_guess(content).is_english_beside(code, text, dangers)


@lru_cache(2)
def _english_of_dangers(red_flags: RedFlags) -> frozenset[str]:
    """The words in which dangers are told in English and in no other language: 'chest pain' has no small word."""
    foreign = red_flags.in_other_languages.keys()
    phrases = {phrase for each in red_flags.concepts.values() for phrase in each}
    return _words_of(phrases - foreign) - _words_of(foreign)


def _words_of(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in _WORD.findall(phrase.lower()))
