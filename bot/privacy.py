"""Redaction: what points to a person gives way to a typed mark, before anything is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.addresses import find_addresses
from bot.finding import Finding, settle
from bot.identifiers import find_identifiers, find_long_numbers
from bot.person_names import PersonNames
from bot.phone_numbers import PhoneNumbers

MARKS = frozenset(
    {
        "phone",
        "email",
        "name",
        "date of birth",
        "address",
        "insurance number",
        "patient number",
        "social security number",
        "card",
        "bank account",
        "id number",
        "number",
    }
)

MARK = re.compile(r"\[(?:" + "|".join(sorted(MARKS, key=len, reverse=True)) + r")\]")
"""A mark in a redacted text."""


@dataclass(frozen=True)
class Redacted:
    """A message that may be written down, and what was taken out of it."""

    text: str
    findings: tuple[Finding, ...]


class Redactor:
    """Takes out of a message what points to a person; ages, levels of the spine and doses stay."""

    def __init__(self, country: str) -> None:
        """`country` is the clinic's, in two letters: phone numbers are read by its plan."""
        self._phones = PhoneNumbers(country)
        self._names = PersonNames()

    def redact(self, text: str) -> Redacted:
        """The text with marks. Redacted again it stays as it is."""
        findings = tuple(self.find(text))
        parts: list[str] = []
        position = 0
        for finding in findings:
            parts += [text[position : finding.start], f"[{finding.mark}]"]
            position = finding.end
        return Redacted("".join([*parts, text[position:]]), findings)

    def find(self, text: str) -> list[Finding]:
        """What points to a person, in the order of the text."""
        marked = [Finding(*match.span(), "") for match in MARK.finditer(text)]
        return [finding for finding in settle([*marked, *self._findings(text)]) if finding.mark]

    def _findings(self, text: str) -> Iterator[Finding]:
        """The surest kinds first: they win where two overlap."""
        yield from find_identifiers(text)
        yield from find_addresses(text)
        yield from self._phones.find(text)
        yield from find_long_numbers(text)
        yield from self._names.find(text)


@cache
def redactor_for(country: str) -> Redactor:
    """The redactor of a country; made once, because that takes a while."""
    return Redactor(country)


def without_marks(text: str) -> str:
    """A redacted text as the classifier shall see it: plain words, and no marks to stumble over."""
    return MARK.sub("", text).strip()
