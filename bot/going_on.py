"""Going on: 'the rest', 'and the others?', 'yes please'. Few words that take up what was offered."""

from __future__ import annotations

import re

_REST = re.compile(
    r"\W*(?:(?:and|yes|ok|okay|now|then|please|what about|how about|tell me|give me|answer)\b\W*)*"
    r"(?:all )?(?:(?:the|my) )?(?:rest|others|other (?:ones|two|three|questions|things|answers))"
    r"(?: of (?:it|them|those|my questions))?(?: (?:that )?i asked(?: about)?)?(?:\W+(?:please|too|then|now))*\W*",
    re.IGNORECASE,
)
_YES = re.compile(r"\b(?:y|yes+|yeah|yep|yup|aye|sure|please|of course)\b", re.IGNORECASE)


def asks_for_the_rest(text: str) -> bool:
    """Whether a message asks for nothing but what was not answered yet."""
    return bool(_REST.fullmatch(text))


def says_yes(text: str) -> bool:
    """Whether words that agree ask for what was offered: 'yes' and 'please' do, 'right' and 'exactly' do not."""
    return bool(_YES.search(text))
