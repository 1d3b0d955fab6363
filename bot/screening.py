"""Screening: every message, by the red flags as they stand on disk now."""

from __future__ import annotations

from collections.abc import Iterable

from bot.content import Content
from bot.languages import language_guess
from bot.live_content import LiveContent
from bot.red_flags import LEVELS, RedFlag
from bot.safety import LEARNED, LearnedCheck, Safety


class Screening:
    """Screens by the current content; an edited red_flags.yml takes effect with the next message."""

    def __init__(self, content: LiveContent, learned: LearnedCheck | None = None) -> None:
        """Without `learned` the rules work alone."""
        self._live = content
        self._learned = learned
        self._content: Content = content.current()
        self._safety = self._made()

    def screen(self, *readings: str, before: str | None = None) -> RedFlag | None:
        """The most urgent red flag in any of the `readings` of a message, or in the one `before` it and it together."""
        safety = self._current()
        found = [flag for each in readings if (flag := safety.screen(each))]
        if before and all(flag.flag == LEARNED for flag in found):
            # What is only guessed at by itself may be named by both: 'it's my leg', 'it keeps giving way'.
            found += [flag for each in readings if each and (flag := safety.screen_pieces(before, each))]
        return min(found, key=lambda flag: LEVELS.index(flag.level), default=None)

    def screen_pieces(self, before: str, text: str) -> RedFlag | None:
        """The red flag in `before` and `text` read as one."""
        return self._current().screen_pieces(before, text)

    def concepts(self, texts: Iterable[str]) -> set[str]:
        """The names of all that is found in some texts."""
        return set().union(*map(self._current().concepts, texts))

    def _current(self) -> Safety:
        content = self._live.current()
        if content is not self._content:
            self._content = content
            self._safety = self._made()
        return self._safety

    def _made(self) -> Safety:
        return Safety(self._content.red_flags, self._learned, language_guess(self._content))
