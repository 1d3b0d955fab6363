"""Said already: which part of an answer holds what a second question on the same topic asks ('and stairs?')."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from bot.answering import Question, answer, more
from bot.content import Content
from bot.languages import small_words

Part = Literal["first", "second"]

_WORD = re.compile(r"[a-z]{3,}")
_ENDING = re.compile(r"(?:(?<=\w{3})|(?<=(?:bb|dd|gg|mm|nn|pp|tt)))(?:ness|ings?|ed|es|e|s)$")
_FEW_WORDS = 4
"""In more words than these something may be asked that only shares its words with the answer."""
_DOUBLED = re.compile(r"(bb|dd|gg|mm|nn|pp|tt)$")
_REASON = re.compile(
    r"\b(?:because|so that|(?:can|may|could|might) cause|(?:can|may) (?:lead to|bring)|needs? to|this is part of"
    r"|in case|matters? (?:most|more))\b",
    re.IGNORECASE,
)


def part_that_says(
    content: Content, questions: Sequence[Question], current: str | None, text: str, before: str
) -> Part | None:
    """The part of the answers to `questions` with words of `text` that `before`, the message that they were
    given to, did not have; the second where both have them, None where neither has.
    """
    new = _stems(text) - _stems(before)
    first, second = _stems_of_parts(content, questions, current)
    if new & second:
        return "second"
    return "first" if new & first else None


def part_named(
    content: Content, questions: Sequence[Question], current: str | None, text: str
) -> Part | None:
    """The part of the answers to `questions` with all of a message's few words: 'redness?' after warning signs.

    The first where both parts have them: it has what matters most. None where they stand in neither.
    """
    words = _stems(text) if questions and has_few_words(text) else set()
    if not words:
        return None
    first, second = _stems_of_parts(content, questions, current)
    if not words <= first | second:
        return None
    return "first" if words <= first else "second"


def names_something(text: str) -> bool:
    """Whether a message has words of its own that an answer might have: 'nail varnish?', but not 'and then?'"""
    return bool(_stems(text))


def has_few_words(text: str) -> bool:
    """Whether a message names a thing and asks nothing beside it: 'redness?', 'when can I have a bath'."""
    return len(text.split()) <= _FEW_WORDS or len(_stems(text)) == 1


def gives_reason(text: str) -> bool:
    """Whether an answer says why: 'stopping early can cause a clot'."""
    return bool(_REASON.search(text))


def _stems_of_parts(
    content: Content, questions: Sequence[Question], current: str | None
) -> tuple[set[str], set[str]]:
    second = more(content, questions, current)
    return (
        _stems(answer(content, questions, current).text),
        _stems(second.text) if second.kind == "answer" else set(),
    )


def _stems(text: str) -> set[str]:
    """The words that carry a text's meaning, each without its ending: 'stairs' and 'stair', 'swim' and 'swimming'."""
    words = set(_WORD.findall(text.lower().replace("\u2019", "'"))) - small_words("en")
    return {_DOUBLED.sub(lambda pair: pair.group()[0], _ENDING.sub("", word)) for word in words}
