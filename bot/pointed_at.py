"""Pointed at: 'and the second one?' after several answers, 'no 3 please', 'b?'"""

from __future__ import annotations

import re

LAST = -1
_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth")
_NUMBERS = ("one", "two", "three", "four", "five", "six")
_LEAD = (
    r"\W*(?:(?:and|ok(?:ay)?|so|but|sorry|please|also|then|now|again|tell me|say|answer|explain|what was|whats"
    r"|what['\u2019]s|what about|how about|about|can you|could you|repeat|more on|more about|the answer to|to)\W+){0,4}"
)
_THING = r"(?:one|question|answer|thing|point|part|bit|q)"
_TAIL = (
    r"(?:\W+(?:again|please|pls|then|too|though|was|in (?:more )?detail|in full|more|exactly|i asked"
    r"|of (?:them|those|my questions)))*\W*"
)
_BY_PLACE = re.compile(
    rf"{_LEAD}(?:(?:the|my|your) )?(?P<place>{'|'.join(_PLACES)}|last|1st|2nd|3rd|[4-6]th)(?:ly)?"
    rf"(?: {_THING})?{_TAIL}",
    re.IGNORECASE,
)
_BY_NUMBER = re.compile(
    rf"{_LEAD}(?:(?:no\.?|nr\.?|number|question|answer|point|q|#) ?(?P<number>[1-6]|{'|'.join(_NUMBERS)})"
    rf"|(?P<bare>[1-6])[.)]|(?P<letter>[a-f])(?:\)|\?))(?: {_THING})?{_TAIL}",
    re.IGNORECASE,
)


def place_pointed_at(text: str) -> int | None:
    """The place, from 0, of the one of several that a few words point at, `LAST` for the last; else None."""
    if len(text) > 60:
        return None
    found = _BY_PLACE.fullmatch(text)
    if found:
        return _place(found["place"].lower())
    found = _BY_NUMBER.fullmatch(text)
    if not found:
        return None
    if found["letter"]:
        return ord(found["letter"].lower()) - ord("a")
    number = (found["number"] or found["bare"]).lower()
    return int(number) - 1 if number.isdigit() else _NUMBERS.index(number)


def wants_more_of_it(text: str) -> bool:
    """Whether the words that point want more than was told: 'the third in more detail'."""
    return re.search(r"\b(?:more|detail|full|explain)\b", text, re.IGNORECASE) is not None


def _place(word: str) -> int:
    if word == "last":
        return LAST
    return int(word[0]) - 1 if word[0].isdigit() else _PLACES.index(word)
