"""Screening: every message, by the red flags as they stand on disk now."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from itertools import chain

from bot.content import Content
from bot.languages import language_guess
from bot.live_content import LiveContent
from bot.questions import is_question
from bot.red_flags import LEVELS, RedFlag
from bot.safety import LEARNED, LEARNED_REASON, LearnedCheck, Safety, told_apart
from bot.windows import windows

logger = logging.getLogger(__name__)

SURE_BY_RULE = 0.3
"""How likely a danger of the body must be that a rule names, to be more than a guess."""
SURE_ALONE = 0.85
"""The same where no rule names it."""
SURE_DESPAIR = 0.5
"""The same for despair that no rule names; what a rule takes for it is."""


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
            found += [flag for each in readings if each and (flag := self._in_pieces(safety, before, each))]
        return min(found, key=lambda flag: flag.urgency, default=None)

    def _in_pieces(self, safety: Safety, before: str, text: str) -> RedFlag | None:
        """The red flag in both together; two questions are not two halves of one, unless a rule names it."""
        flag = safety.screen_pieces(before, text)
        is_guess = flag is not None and flag.flag == LEARNED
        return None if is_guess and is_question(before) and is_question(text) else flag

    def screen_pieces(self, before: str, text: str) -> RedFlag | None:
        """The red flag in `before` and `text` read as one."""
        return self._current().screen_pieces(before, text)

    def asked_about(self, text: str) -> RedFlag | None:
        """The danger that a text asks about in general, or denies."""
        return self._current().asked_about(text)

    def is_sure(self, red_flag: RedFlag, *readings: str) -> bool:
        """Whether a red flag that was found in a message is more than a guess."""
        is_by_rule = red_flag.reason != LEARNED_REASON
        if self._learned is None or red_flag.language or (is_by_rule and red_flag.level == "crisis"):
            return is_by_rule
        # What is asked behind a danger, or in front of it, makes it no less sure than it is by itself.
        every = list(dict.fromkeys(chain.from_iterable(map(self._current().versions, readings))))
        told = chain.from_iterable(map(told_apart, every))
        parts = chain.from_iterable(map(windows, [*every, *told]))
        if red_flag.level == "crisis":
            return any(self._chance(each, ("crisis",)) >= SURE_DESPAIR for each in parts)
        least = SURE_BY_RULE if is_by_rule else SURE_ALONE
        return any(self._chance(each, LEVELS) >= least for each in parts)

    def _chance(self, text: str, levels: Iterable[str]) -> float:
        """How likely the learned check thinks that a text is of these levels; certain if it fails."""
        try:
            chances = (
                self._learned.probabilities(text, self._current().concepts(text)) if self._learned else {}
            )
        except Exception as error:
            logger.error("The learned check for red flags failed (%s).", type(error).__name__)
            return 1.0
        return sum(chances.get(level, 0.0) for level in levels)

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
