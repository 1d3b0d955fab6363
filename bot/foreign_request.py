"""What is understood in a language the bot does not speak: a person asked for, thanks, help that comes, no change."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.content import Content, Language
from bot.emergency import links_in
from bot.red_flags import Level
from bot.replies import fill
from bot.reply import Reply
from bot.typed_text import without_accents

FEW_WORDS = 5
"""In more words than these something else may stand beside thanks."""

_BESIDE = frozenset(
    """si ya ok vale bien ahora gracias la las el los una un oui deja maintenant bientot merci bon les des le l ja schon
    jetzt danke der die das ein eine gleich bald sofort tak juz zaraz dziekuje sim agora obrigada obrigado a o os uma um
    gia adesso ora subito grazie il lo al nu dank bedankt de het een eraan""".split()
)
"""All that may stand beside such a phrase: one word more, and nobody answers, or it was yesterday."""

_WORD = re.compile(r"\w+")


def asks_in(language: Language, text: str) -> bool:
    """Whether a text holds one of the phrases by which a person is asked for in the language."""
    return _holds(words_of(text), language.person)


def thanks_in(language: Language, text: str) -> bool:
    """Whether a text is a word of thanks in the language, and no more than that."""
    return len(text.split()) <= FEW_WORDS and "?" not in text and _holds(words_of(text), language.thanks)


def language_of_help(content: Content, text: str) -> str | None:
    """The code of the language in which a message tells that help for an emergency comes, and tells nothing else."""
    if "?" in text:
        return None
    said = f" {words_of(text)} "
    languages = content.languages.items()
    return next((code for code, each in languages if _is_no_more_than(said, each.help_called)), None)


def _is_no_more_than(said: str, phrases: tuple[str, ...]) -> bool:
    """Whether one of the phrases is all of a message, but for small words beside it."""
    rests = (said.replace(phrase, " ", 1).split() for phrase in _listed(phrases) if phrase in said)
    return any(_BESIDE.issuperset(rest) for rest in rests)


def is_no_better_abroad(content: Content, text: str) -> bool:
    """Whether a few words of another language tell that what was told before is as it was."""
    said = words_of(text)
    is_short = len(said.split()) <= FEW_WORDS + 1 and "?" not in text
    return is_short and any(_holds(said, language.no_better) for language in content.languages.values())


def helped_in(content: Content, code: str, level: Level) -> Reply:
    """A few words in the language to who has called for help in a danger of this level."""
    text = fill(content, content.languages[code].helped)
    return Reply(text, "system", links=links_in(text, content.clinic), language=code, level=level)


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
