"""What the learned check for red flags reads: a message with its slips put right, for people in panic make many.

The rules read it as it was typed: they see through slips in their own words by themselves.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable

from bot.red_flags import RedFlags
from bot.spelling import Spelling

logger = logging.getLogger(__name__)

_WORD = re.compile(r"[a-z']+")


class DangerSpelling:
    """Puts slips right, and never stands in the way: where it fails, the message is judged as it was typed."""

    def __init__(self, written: str) -> None:
        """`written` is what `taught_spelling` made; none is in the weights of an earlier version."""
        self._spelling = _read(written) if written else None

    def correct(self, text: str) -> str:
        """`text` with its slips put right."""
        if self._spelling is None:
            return text
        try:
            return self._spelling.correct(text)
        except Exception as error:
            # The words of the error may be the patient's.
            logger.error("Slips in a message could not be put right (%s).", type(error).__name__)
            return text


def taught_spelling(red_flags: RedFlags, texts: Iterable[str]) -> str:
    """What the words of these texts teach, to be kept with the weights; no word of the rules is taken for a slip."""
    return Spelling.of(texts, kept=_words_of(red_flags)).written()


def _words_of(red_flags: RedFlags) -> set[str]:
    phrases = {phrase for each in red_flags.concepts.values() for phrase in each}
    named = [*(phrases - red_flags.in_other_languages.keys()), *red_flags.spelled_right]
    return {word for phrase in named for word in _WORD.findall(phrase.lower())}


def _read(written: str) -> Spelling | None:
    try:
        return Spelling.read(written)
    except Exception as error:
        # Whatever it is, a list of English words that is missing too: weights without it are better than none.
        logger.error("The check for red flags reads messages with their slips: %s.", error)
        return None
