"""Postal addresses: a house number with a street, a postcode, or what follows 'I live at'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.finding import Finding

_WORD = re.IGNORECASE
_SUFFIX = (
    r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|court|ct|boulevard|blvd|way|place|pl|terrace|close"
    r"|crescent|square|sq|highway|hwy|parkway|pkwy|circle|cir|trail|row|gardens|grove|walk|hill|mews|alley)"
)
_PLAIN_SUFFIX = r"(?:street|road|avenue|lane|boulevard|blvd|terrace|crescent|parkway)"
_NOT_A_STREET = (
    r"(?:weeks?|days?|hours?|hrs?|months?|years?|yrs?|minutes?|mins?|miles?|km|mg|ml|mcg|cm|mm|inch(?:es)?|feet"
    r"|foot|ft|percent|pounds?|lbs?|kg|stone|times?|levels?|vertebrae?|fractures?|and|or|to|of|in|on|at|the|a"
    r"|is|was|for|by|my|way|long|more|less|people|men|women|nights?|steps?|blocks?|pills?|tablets?|on|off)"
)
_HOUSE = r"(?<![\w./,-])\d{1,5}[a-z]?(?:-\d{1,4})?,?"
_UNIT = (
    r"(?:,?\s+(?:apt|apartment|unit|flat|suite|ste|room|no|#)\b\.?\s*#?(?:[a-z]?\d[\w-]{0,5}|[a-z]\b)"
    r"|,?\s+#\s?\w{1,6})"
)
_LEADING_UNIT = r"(?:(?:flat|apt|apartment|unit)\s+\w{1,5},?\s+)"
_ZIP = r"\d{5}(?:-\d{4})?(?![\w-])"
_UK = r"[A-Z]{1,2}\d[A-Z\d]?\s?\d(?!ST|ND|RD|TH|HR|YR|WE|DA)[ABD-HJLNP-UW-Z]{2}\b"
_STATE = r"[A-Z]{2}\b"
_CITY = (
    r"(?!(?:Can|Could|How|When|What|Where|Who|Why|Is|Are|Do|Does|Did|Will|Would|Should|May|My|The|Please|And|But|So"
    r"|Thanks|Thank|Hi|Hello|If|It|They|We|You|He|She)\b)[A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,2}"
)
# The parts after the street: `, Springfield, IL 62704`.
_TAIL = (
    rf"(?:{_UNIT})?(?:,\s*(?-i:{_CITY})(?=\s*(?:[.,;\n]|$|(?-i:[a-z])|(?-i:{_STATE})|\d{{5}}|(?-i:{_UK}))))?"
    rf"(?:,?\s+(?-i:{_STATE})(?=\s*(?:[.,;\n]|$|\d)))?(?:,?\s+(?:{_ZIP}|(?-i:{_UK})))?"
)
_STREET_WORD = rf"(?!{_NOT_A_STREET}\b)[\w.'-]{{1,20}}"
_STREET = re.compile(
    rf"{_LEADING_UNIT}?{_HOUSE}\s+(?:(?-i:(?:[NSEW]\.?|[A-Z][\w.'-]*|\d{{1,3}}(?:st|nd|rd|th))\s+){{1,4}}"
    rf"(?-i:(?=[A-Z])){_SUFFIX}\b(?:\.(?=,|\s+(?-i:[a-z])))?|(?:{_STREET_WORD}\s+){{1,3}}{_PLAIN_SUFFIX}\b){_TAIL}",
    _WORD,
)
_LIVES = re.compile(
    r"\b(?:(?:live|living|lives|reside|stay|staying)\s+(?:at|on|in)|address(?:\s+is|\s+was|\s*:|'s)?|(?:mail|post|send)"
    r"\s+(?:it|them|the \w+)\s+to)\s*[:,-]?\s*(?P<value>"
    rf"{_LEADING_UNIT}?{_HOUSE}\s+(?:{_STREET_WORD})(?:\s+(?!and\b|but\b|so\b|i\b|is\b|with\b|can\b|will\b|for\b)"
    rf"[\w.'-]+){{0,2}}{_TAIL})",
    _WORD,
)
_BOX = re.compile(r"\bP\.?\s?O\.?\s*Box\s+\d{1,6}\b" + _TAIL, _WORD)
_POSTCODE = re.compile(
    rf"\b(?:zip|post|postal)\s?-?(?:code)?(?:\s+(?:is|of))?\s*[:,]?\s*(?P<value>{_ZIP}|{_UK}|[A-Z]\d[A-Z] ?\d[A-Z]\d)",
    _WORD,
)
_BARE_POSTCODE = re.compile(rf"(?<![\w/-])(?:{_UK}|[ABCEGHJ-NPRSTVXY]\d[A-Z] \d[A-Z]\d\b)")
_STATE_AND_ZIP = re.compile(rf"\b(?:{_CITY},\s*)?{_STATE},? {_ZIP}")
_VERTEBRA = re.compile(r"(?:C[1-7]|[TD](?:1[0-2]|[1-9])|[LS][1-5])\b", _WORD)
"""A level of the spine looks like the first half of a British postcode; alone it is never taken for one."""


def find_addresses(text: str) -> Iterator[Finding]:
    """Each postal address or part of one."""
    if not any(map(str.isdigit, text)):
        return
    for pattern in (_STREET, _LIVES, _BOX, _POSTCODE, _STATE_AND_ZIP):
        group = "value" if "value" in pattern.groupindex else 0
        for match in pattern.finditer(text):
            yield Finding(match.start(group), match.end(group), "address")
    for match in _BARE_POSTCODE.finditer(text):
        if not _VERTEBRA.match(match[0]):
            yield Finding(*match.span(), "address")
