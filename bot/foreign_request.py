"""What is understood in a language the bot does not speak: a request for a person, thanks, and that help is called."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.content import Content, Language
from bot.red_flags import Level
from bot.replies import fill
from bot.reply import Reply
from bot.typed_text import without_accents

FEW_WORDS = 5
"""In more words than these something else may stand beside thanks."""

SOME_WORDS = 12
"""In more than these, or with a 'not' or an 'if' among them, the help may not be called yet."""
_NOT_YET = frozenset(
    """no non not nicht kein keine nie nao pas niet geen nunca jamais noch todavia aun encore jeszcze ainda ancora nog
    si wenn als jesli se quando cuando quand gdy falls ob""".split()
)

_WORD = re.compile(r"\w+")


def asks_in(language: Language, text: str) -> bool:
    """Whether a text holds one of the phrases by which a person is asked for in the language."""
    return _holds(words_of(text), language.person)


def thanks_in(language: Language, text: str) -> bool:
    """Whether a text is a word of thanks in the language, and no more than that."""
    return len(text.split()) <= FEW_WORDS and "?" not in text and _holds(words_of(text), language.thanks)


def language_of_help(content: Content, text: str) -> str | None:
    """The code of the language in which a few words tell that the help for an emergency is called or comes."""
    said = words_of(text)
    if "?" in text or len(said.split()) > SOME_WORDS or not _NOT_YET.isdisjoint(said.split()):
        return None
    languages = content.languages.items()
    return next((code for code, language in languages if _holds(said, language.help_called)), None)


def helped_in(content: Content, code: str, level: Level) -> Reply:
    """A few words in the language to who has called for help in a danger of this level."""
    return Reply(fill(content, content.languages[code].helped), "system", language=code, level=level)


def language_of_request(content: Content, text: str) -> str | None:
    """The code of the language in which a text asks for a person: such a phrase tells it better than its words."""
    said = words_of(text)
    return next((code for code, language in content.languages.items() if _holds(said, language.person)), None)


def note_in(content: Content, code: str) -> Reply:
    """Say in the language that the request is noted, with the numbers to call; the English reply goes after it."""
    return Reply(fill(content, content.languages[code].person_noted), "handoff", language=code)


def words_of(text: str) -> str:
    """The words alone, as they are compared: phones leave out accents, capitals and hyphens."""
    return " ".join(_WORD.findall(without_accents(text.lower())))


def _holds(words: str, phrases: tuple[str, ...]) -> bool:
    """Whether one of the phrases is among the words of a text."""
    said = f" {words} "
    return any(phrase in said for phrase in _listed(phrases))


@lru_cache(64)
def _listed(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """Kept for the phrases of the content, which every message is compared with; never for a patient's words."""
    return tuple(f" {words_of(phrase)} " for phrase in phrases)
