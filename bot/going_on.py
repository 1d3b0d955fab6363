"""Going on: 'the rest', 'yes please', 'shorter pls'. Few words that take up what was offered or said."""

from __future__ import annotations

import re

_REST = re.compile(
    r"\W*(?:(?:and|yes|ok|okay|now|then|please|what about|how about|tell me|give me|answer)\b\W*)*"
    r"(?:all )?(?:(?:the|my) )?(?:rest|others|other (?:ones|two|three|questions|things|answers))"
    r"(?: of (?:it|them|those|my questions))?(?: (?:that )?i asked(?: about)?)?(?:\W+(?:please|too|then|now))*\W*",
    re.IGNORECASE,
)
_YES = re.compile(r"\b(?:y|yes+|yeah|yep|yup|aye|sure|please|of course)\b", re.IGNORECASE)
_SHORTER = re.compile(
    r"\W*(?:(?:and|ok|okay|sorry|please|pls|plz|can you|could you|make it|say it|say that|tell me|that['\u2019]?s"
    r"|that is|it['\u2019]?s|much|a bit|way|far|still)\b\W*)*"
    r"(?:shorter|in short|briefer|in brief|briefly|too long)(?: version| answer)?(?:\W+(?:please|pls|plz|for me))*\W*",
    re.IGNORECASE,
)

_NOT_THAT = re.compile(
    r"^\W*(?:(?:oh|but|sorry|um|er|well)\W+)*(?:(?:no|nope)(?=\s*[,.!;-]| (?:not|i|that|it|its|the)\b)"
    r"|not (?:that|the|my|about|what|\w+ing)\b|i (?:didn['\u2019]?t|did not|don['\u2019]?t|do not) (?:ask|mean)\b"
    r"|that['\u2019]?s not\b|that is not\b|i meant?\b)",
    re.IGNORECASE,
)
_MISSED = re.compile(
    r"\W*(?:(?:and|but|so|ok|okay|sorry|thanks|thank you|well|hey|please)\b\W*)*(?:(?:you|u)(?:['\u2019]?ve| have)? "
    r"(?:(?:did|have|are|do)(?:n['\u2019]?t| not)|never|not) (?:really )?(?:yet )?(?:say|said|answer(?:ed|ing)?"
    r"|tell|told"
    r"|mention(?:ed)?|reply|replied|cover(?:ed)?)|(?:you|u)(?:['\u2019]?ve| have)? (?:forgot(?:ten)?|missed|skipped"
    r"|left out|ignored)"
    r"|(?:please )?answer (?:me|my|the|all|them)|you (?:only |just )(?:answered|told)|you answered only)\b.{0,50}",
    re.IGNORECASE,
)
_MISSED_PART = re.compile(
    r"\W*(?:(?:and|but|so|ok|okay|sorry|thanks|thank you|well|hey|please)\b\W*){0,3}(?:you|u)(?:['\u2019]?ve| have)? "
    r"(?:(?:did|have|has|are)(?:n['\u2019]?t| not)|never) (?:really |actually |even )?(?:yet )?"
    r"(?:say|said|tell|told|answer(?:ed)?|mention(?:ed)?)(?: (?:me|us))?(?: (?:anything|a word|a thing))? "
    r"(?:about )?(?P<part>(?:whether|if|how|what|when|where|why|who|the|my|his|her) .{3,80})",
    re.IGNORECASE | re.DOTALL,
)
_NO_PART = re.compile(
    r"^(?:the|my) (?:\w+ )?(?:questions?|rest|others?|other ones?|answers?)\b", re.IGNORECASE
)
_YES_ONLY = re.compile(
    r"\W*(?:yes|yeah|yep|yup|sure|please|please do|definitely|absolutely|i would)"
    r"(?:\W+(?:yes|please|thanks|thank you|do|i would|that would be (?:good|nice|great|lovely|kind)|ok(?:ay)?))*\W*",
    re.IGNORECASE,
)


def misses_answer(text: str) -> bool:
    """Whether a message says that something asked was not answered: 'you didn't say about the cost'."""
    return bool(_MISSED.fullmatch(text))


def part_missed(text: str) -> str | None:
    """What a message says was not answered, if it names that: 'you didn't tell me | whether age matters'."""
    found = _MISSED_PART.fullmatch(text)
    return found["part"] if found and not _NO_PART.search(found["part"]) else None


def asks_for_the_rest(text: str) -> bool:
    """Whether a message asks for nothing but what was not answered yet."""
    return bool(_REST.fullmatch(text))


def asks_for_less(text: str) -> bool:
    """Whether a message says nothing but that the last answer was too long."""
    return bool(_SHORTER.fullmatch(text))


def says_yes(text: str) -> bool:
    """Whether words that agree ask for what was offered: 'yes' and 'please' do, 'right' and 'exactly' do not."""
    return bool(_YES.search(text))


def says_yes_only(text: str) -> bool:
    """Whether a message is a yes and nothing else: 'yes please', 'sure, that would be good'."""
    return bool(_YES_ONLY.fullmatch(text))


def says_not_that(text: str) -> bool:
    """Whether a message begins by saying that something else was meant: 'no, not lifting, am I too heavy?'"""
    return bool(_NOT_THAT.search(text))
