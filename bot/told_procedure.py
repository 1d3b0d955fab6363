"""A procedure told: 'its the balloon one btw', 'sorry, I meant vertebroplasty'. What is asked stands before it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.questions import Span

_MENTION = "\N{REPLACEMENT CHARACTER}"
_OTHER = re.compile(r"\bother (?:one|procedure|operation|op|kind|type|way)\b", re.IGNORECASE)
_SMALL = (
    r"and|but|so|or|no|not|oh|ok|okay|sorry|well|actually|yes|yeah|btw|by the way|please|then|though|too|after all|now"
    r"|i|it|its|it['\u2019]s|is|was|that|thats|that['\u2019]s|this|mine|hers|his|theirs|we|she|he|they|mum|mom|dad"
    r"|i['\u2019]?m|she['\u2019]?s|he['\u2019]?s|we['\u2019]?re|am|are|be|will|going to|have|having|has|get|getting|got"
    r"|the|a|an|my|her|one|ones|kind|type|procedure|operation|op|surgery|thing"
    r"|with|without|for|about|on|to|of|in|mean|meant|think|guess|said|called|what about|how about|after|before"
)
_NOTHING_ELSE = re.compile(rf"(?:\W*\b(?:{_SMALL})\b|\W*{_MENTION})*\W*", re.IGNORECASE)
_LACKING = re.compile(rf"\b(?:without|no|not)(?: (?:the|a|any))? {_MENTION}", re.IGNORECASE)
"""'The one without the balloon' means the other, which the words do not name."""
_SAYS_SO = re.compile(
    r"\b(?:it['\u2019]?s|it is|that['\u2019]?s|mean|meant|one|other|for|sorry)\b", re.IGNORECASE
)


def tells_procedure(text: str, mentions: Iterable[Span]) -> bool:
    """Whether a message says nothing but which procedure is meant; `mentions` are where it points to one."""
    told = _OTHER.sub(_MENTION, text)
    for start, end in sorted(mentions, reverse=True):
        told = told.replace(text[start:end], _MENTION, 1)
    return _MENTION in told and bool(_NOTHING_ELSE.fullmatch(told)) and not _LACKING.search(told)


def with_names_as(word: str, text: str, mentions: Iterable[Span]) -> str:
    """The text with one `word` in place of whatever procedure it names, for rules that hold for all of them."""
    for start, end in sorted(mentions, reverse=True):
        text = f"{text[:start]}{word}{text[end:]}"
    return text


def says_so(text: str) -> bool:
    """Whether such a message does not only name something: 'the balloon?' may ask what that is."""
    return bool(_SAYS_SO.search(text))


def names_other(text: str) -> bool:
    """Whether a message is about the other one, whatever else it describes: 'has the other one a balloon?'"""
    return bool(_OTHER.search(text))
