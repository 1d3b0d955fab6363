"""Fever talk: a bare number after a question about fever is what the thermometer shows: 'when is it a fever', '39'."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ABOUT_FEVER = re.compile(r"\b(?:fever\w*|temperature|temp|thermometer)\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"\W*(?:(?:and|so|well|oh|ok|mine|it|its|it['\u2019]s|he['\u2019]s|she['\u2019]s|he|she|hers|his|i|i['\u2019]m|is|was|has"
    r"|have|had|says|reads|shows|at|about|now|got|just|took)\W{1,3}){0,6}"
    r"(?P<degrees>(?:3[89]|4[0-2])(?:[.,]\d{1,2})?|10[1-6](?:[.,]\d)?)(?: ?(?:c|f|degrees|\N{DEGREE SIGN} ?[cf]?))?"
    r"(?:\W+(?:now|today|tonight|just now|this (?:morning|evening)|just took it))*\W*",
    re.IGNORECASE,
)
FEW_CHARACTERS = 80


def fever_told(text: str, recent: Sequence[str]) -> str | None:
    """The fever that a few words tell by its number alone, where one of the last messages is about fever; else None."""
    found = _NUMBER.fullmatch(text) if len(text) <= FEW_CHARACTERS else None
    is_of_fever = any(_ABOUT_FEVER.search(each) for each in recent)
    return f"I have a fever of {found['degrees']}" if found and is_of_fever else None
