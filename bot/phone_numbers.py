"""Phone numbers in a message, written as people write them here and abroad."""

from __future__ import annotations

import re
from collections.abc import Iterator

from phonenumbers import Leniency, PhoneNumberMatcher

from bot.finding import Finding

ELSEWHERE = ("US", "GB", "IE", "IN", "AU", "NZ")
"""Where relatives call from: a number that is valid there counts without any word before it."""
FEWEST_DIGITS = 7
MOST_NUMBERS = 20
"""Of a page full of digits only so many are looked at; the rest is taken out unread, as `number`."""

# At most so long: a page of digits must not keep the bot busy.
_CANDIDATE = re.compile(r"(?<![\w.,/])(?:\+|\(\+?)?\d[\d ().\-\u00a0\u2010-\u2013]{5,26}\d(?![\w/]|[.,]\d)")
_EXTENSION = re.compile(r"\s{0,2},?\s{0,2}(?:ext\.?|extension|x)\s{0,2}\d{1,6}\b", re.IGNORECASE)
_USUAL_FORM = re.compile(
    r"(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .\-\u2010-\u2013])\d{3}[ .\-\u2010-\u2013]\d{4}"
)
_SHORT_FORM = re.compile(r"\d{3}-\d{4}")
_CUE = re.compile(
    r"\b(?:call|calls|phone|phones|telephone|tel|number|no|mobile|cell|cellphone|landline|ring|text|sms"
    r"|whats ?app|reach|contact|fax|dial|ph|mob|home|work)\b[^\d\n]{0,24}$",
    re.IGNORECASE,
)
_CUE_AFTER = re.compile(
    r"\s{0,2}(?:is|it's|its|-|,)?\s{0,2}(?:that's |thats )?my (?:\w+ )?(?:number|mobile|cell|phone)", re.I
)
_RANGE = re.compile(r"\d{4}\s?[-\u2010-\u2013]\s?\d{4}")


class PhoneNumbers:
    """Finds them by the plan of the clinic's country, and valid ones of a few others."""

    def __init__(self, country: str) -> None:
        """`country` has two letters: the numbers of its plan need no code in front."""
        self._country = country
        self._elsewhere = tuple(region for region in ELSEWHERE if region != country)

    def find(self, text: str) -> Iterator[Finding]:
        """Each phone number, with its extension."""
        for count, match in enumerate(_CANDIDATE.finditer(text)):
            if count >= MOST_NUMBERS:
                yield Finding(*match.span(), "number")
                continue
            for start, end in self._numbers(text, *match.span()):
                if text[start] == "(" and ")" not in text[start:end]:
                    start += 1
                extension = _EXTENSION.match(text, end)
                yield Finding(start, extension.end() if extension else end, "phone")

    def _numbers(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        piece = text[start:end]
        digits = sum(map(str.isdigit, piece))
        if digits < FEWEST_DIGITS or _RANGE.fullmatch(piece) or digits < 2 * len(re.findall(r"\d+", piece)):
            return
        for region in (self._country, *self._elsewhere):
            found = [(m.start, m.end) for m in PhoneNumberMatcher(piece, region, leniency=Leniency.VALID)]
            if found:
                yield from ((start + first, start + last) for first, last in found)
                return
        yield from self._unassigned(text, start, end)

    def _unassigned(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """A number that no plan has, but that is written like one or called one."""
        piece = text[start:end]
        usual = [(start + m.start(), start + m.end()) for m in _USUAL_FORM.finditer(piece)]
        called = _CUE.search(text, max(0, start - 40), start) or _CUE_AFTER.match(text, end)
        if usual:
            yield from usual
        elif called or piece.startswith(("+", "(+")) or _SHORT_FORM.fullmatch(piece):
            yield start, end
