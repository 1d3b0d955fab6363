"""Identifiers: e-mail addresses, cards, accounts, insurance and patient numbers, dates of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.finding import Finding

OLDEST_PROCEDURE = 1980
"""A whole date before this year is nobody's procedure: it is taken for a date of birth."""

_WORD = re.IGNORECASE
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,5}[a-z]{2,24}\b", _WORD)
_SPOKEN_EMAIL = re.compile(
    r"\b[\w.+-]{1,64}(?:\s{0,2}[(\[]?\bdot\b[)\]]?\s{0,2}[\w+-]{1,30}){0,2}\s{0,2}(?:[(\[]at[)\]]|\bat\b)\s{0,2}[\w-]{1,63}"
    r"\s{0,2}(?:[(\[]dot[)\]]|\bdot\b)\s{0,2}(?:com|net|org|edu|gov|co|uk|ie|in|au)\b",
    _WORD,
)
_CARD = re.compile(r"(?<![\d.,])[2-6](?:[ -]?\d){12,18}(?!\d)")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b", _WORD)
_SOCIAL_SECURITY = re.compile(r"(?<![\d-])(?!000|666|9)\d{3}([- ])(?!00)\d{2}\1(?!0000)\d{4}(?![\d-])")
_NATIONAL_INSURANCE = re.compile(
    r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", _WORD
)
_MEDICARE = re.compile(
    r"\b[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d"
    r"-?[AC-HJKMNP-RT-Y]{2}\d{2}\b",
    _WORD,
)
_LONG_NUMBER = re.compile(r"(?<![\d.,])\d{9,}(?!\d)")

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WHOLE_DATE = (
    rf"(?:\d{{1,2}}[./-]\d{{1,2}}[./-](?:19|20)?\d\d|(?:19|20)\d\d[./-]\d{{1,2}}[./-]\d{{1,2}}"
    rf"|{_DAY}(?: of)?[ -]{_MONTH},?[ -](?:19|20)?\d\d|{_MONTH} {_DAY},? (?:19|20)?\d\d"
    r"|\d{1,2} \d{1,2} (?:19|20)\d\d|(?<!\d)(?:19|20)\d{6})(?!\d)"
)
_BIRTH = re.compile(
    r"\b(?:date of birth|d\.?o\.?b\b\.?|birth ?da(?:y|te)(?:['\u2019]s)?|born)"
    r"(?:[\s:=,]+(?:is|was|on|the|its|it's|date)\b){0,3}[\s:=,(-]{1,3}"
    rf"(?P<value>{_WHOLE_DATE}|{_DAY}(?: of)? {_MONTH}\b|{_MONTH} {_DAY}\b)",
    _WORD,
)
_OLD_DATE = re.compile(rf"(?<![\w./-]){_WHOLE_DATE}", _WORD)
_YEAR = re.compile(r"(?:18|19|20)\d\d")

_NUMBER_WORD = r"(?:number|numbers|num|nr|no\b\.?|id|card|code|#)"
_LINK = r"(?:[\s:=,#-]+(?:is|was|it's|its|my|the|on|it|number|no\.?|id|card)\b){0,3}[\s:=,#-]{0,3}"
_CODE = (
    r"(?P<value>(?=(?:[a-z-]{0,5} ?\d){4})[a-z0-9][a-z0-9-]{1,24}(?: [a-z]{0,3}\d[a-z0-9-]{0,8}){0,4})(?!\w)"
)
_CUES = {
    "social security number": r"(?:ssn|ss ?#|ss number|social(?: security)?(?: number)?)",
    "insurance number": (
        r"(?:(?:health |medical )?(?:insurance|policy|member(?:ship)?|subscriber|beneficiary|group|plan|claim"
        rf"|medicare|medicaid|medi-?cal|nhs|health card|national insurance|hicn|mbi)\s{{0,2}}{_NUMBER_WORD}"
        r"|medicare|medicaid|nhs|policy)"
    ),
    "patient number": (
        r"(?:mrn|m\.r\.n\.|reference|(?:(?:medical )?record|patient|hospital|chart|case|file|reference|ref|booking"
        rf"|referral|account holder)\s{{0,2}}{_NUMBER_WORD})"
    ),
    "bank account": rf"(?:(?:bank )?(?:account|acct|routing)\s{{0,2}}{_NUMBER_WORD}|sort code|iban)",
    "id number": rf"(?:(?:passport|licen[cs]e|driver'?s licen[cs]e)\s{{0,2}}{_NUMBER_WORD}?)",
}
_CUED = {mark: re.compile(rf"\b{cue}{_LINK}{_CODE}", _WORD) for mark, cue in _CUES.items()}


def find_identifiers(text: str) -> Iterator[Finding]:
    """Numbers and addresses that a checksum, a form or the words before them give away, the surest first."""
    yield from _all(_EMAIL, text, "email")
    yield from _all(_SPOKEN_EMAIL, text, "email")
    if not any(map(str.isdigit, text)):
        return
    yield from (each for each in _all(_CARD, text, "card") if passes_luhn(_of(text, each)))
    yield from _accounts(text)
    yield from _births(text)
    for mark, pattern in _CUED.items():
        yield from _all(pattern, text, mark)
    yield from _all(_SOCIAL_SECURITY, text, "social security number")
    yield from _all(_NATIONAL_INSURANCE, text, "insurance number")
    yield from _all(_MEDICARE, text, "insurance number")


def find_long_numbers(text: str) -> Iterator[Finding]:
    """Numbers of nine digits and more, whatever they are: no age, dose or date has so many."""
    return _all(_LONG_NUMBER, text, "number")


def passes_luhn(number: str) -> bool:
    """Whether the digits of a card's number add up."""
    digits = [int(c) for c in number if c.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def is_iban(text: str) -> bool:
    """Whether the check digits of a bank account's number are right (ISO 13616)."""
    compact = text.replace(" ", "").upper()
    if not 15 <= len(compact) <= 34:
        return False
    return int("".join(str(int(c, 36)) for c in compact[4:] + compact[:4])) % 97 == 1


def _accounts(text: str) -> Iterator[Finding]:
    for match in _IBAN.finditer(text):
        # The words after it may look like its last groups.
        ends = [match.end(), *(match.start() + i for i, c in enumerate(match[0]) if c == " ")]
        for end in sorted(ends, reverse=True):
            if is_iban(text[match.start() : end]):
                yield Finding(match.start(), end, "bank account")
                break


def _births(text: str) -> Iterator[Finding]:
    yield from _all(_BIRTH, text, "date of birth")
    for match in _OLD_DATE.finditer(text):
        year = _YEAR.search(match[0])
        if year and int(year[0]) < OLDEST_PROCEDURE:
            yield Finding(*match.span(), "date of birth")


def _all(pattern: re.Pattern[str], text: str, mark: str) -> Iterator[Finding]:
    group = "value" if "value" in pattern.groupindex else 0
    for match in pattern.finditer(text):
        yield Finding(match.start(group), match.end(group), mark)


def _of(text: str, finding: Finding) -> str:
    return text[finding.start : finding.end]
