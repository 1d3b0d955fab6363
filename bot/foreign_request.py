"""What is understood in a language the bot does not speak: a person asked for, and thanks."""

from __future__ import annotations

from bot.content import Content, Language
from bot.foreign_phrases import holds, words_of
from bot.replies import fill
from bot.reply import Reply

FEW_WORDS = 5
"""In more words than these something else may stand beside thanks."""


def asks_in(language: Language, text: str) -> bool:
    """Whether a text holds one of the phrases by which a person is asked for in the language."""
    return holds(words_of(text), language.person)


def thanks_in(language: Language, text: str) -> bool:
    """Whether a text is a word of thanks in the language, and no more than that."""
    return len(text.split()) <= FEW_WORDS and "?" not in text and holds(words_of(text), language.thanks)


def language_of_request(content: Content, text: str) -> str | None:
    """The code of the language in which a text asks for a person: such a phrase tells it better than its words."""
    said = words_of(text)
    return next((code for code, language in content.languages.items() if holds(said, language.person)), None)


def note_in(content: Content, code: str) -> Reply:
    """Say in the language that the request is noted, with the numbers to call; the English reply goes after it."""
    return Reply(fill(content, content.languages[code].person_noted), "handoff", language=code)
