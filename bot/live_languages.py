"""The language guess for the texts as they are now: a language added to the content is told from then on."""

from __future__ import annotations

from bot.content import Content
from bot.languages import LanguageGuess, language_guess
from bot.live_content import LiveContent


class LiveLanguageGuess:
    """`LanguageGuess` for the languages of the live content."""

    def __init__(self, live: LiveContent) -> None:
        self._live = live
        self._content: Content | None = None
        self._guess = LanguageGuess({})

    def guess(self, text: str) -> str | None:
        """As `LanguageGuess.guess`."""
        content = self._live.current()
        if content is not self._content:
            self._content = content
            self._guess = language_guess(content)
        return self._guess.guess(text)
