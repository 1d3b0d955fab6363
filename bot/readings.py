"""Readings: the ways in which a danger in a message is looked for."""

from __future__ import annotations

import re

from bot.emoji import in_words
from bot.privacy import MARK, Redacted, without_marks

_SOMEONE = (
    r"(?:my|our) (?:wife|husband|daughter|son|mum|mom|dad|mother|father|sister|brother|partner|friend"
    r"|neighbou?r)"
)
_REACH = (
    r"(?:you can |please |pls |could you |can you )?(?:reach|call|ring|phone|text|email|contact|write to)"
    rf"(?: (?:me|us|him|her|{_SOMEONE}))?(?: back)?"
)
_DETAIL = r"(?:my )?(?:full )?(?:name|number|phone|mobile|cell|tel|e-?mail|address|insurance)(?: number)?(?:'?s| is)?"
_LEADS_IN = (
    rf"{_DETAIL}|{_REACH}|this is|i am|i'?m|born|d\.?o\.?b\.?|date of birth|patient (?:number|no\.?|id)"
    r"|(?:kind |best |warm |many )?(?:regards|wishes)|yours(?: \w+)?|sincerely|thanks|thank you|i live"
    rf"|(?:it'?s )?for|{_SOMEONE}|on|at|in|and|or|is"
)
_INTRODUCED = re.compile(rf"(?:\b(?:{_LEADS_IN})\b\W*){{0,8}}{MARK.pattern}[\s,;:.-]*", re.IGNORECASE)
"""A mark with the words that lead to it: 'You can reach my daughter [name] on [phone].'"""


def readings(original: str, redacted: Redacted) -> tuple[str, ...]:
    """A message as it is, and where it tells who writes it, without that: names and numbers drown a danger.

    "My name is Mary Jones, born 3/4/1941. I wish I would die. You can reach my daughter Ann Jones on 212 555 0123."
    """
    if not redacted.findings:
        return (in_words(original),)
    return tuple(dict.fromkeys(map(in_words, (original, *_without_writer(redacted.text)))))


def readings_of_stored(text: str) -> tuple[str, ...]:
    """The same of a message as it is stored, with marks in place of who writes it."""
    return tuple(dict.fromkeys(map(in_words, (text, *_without_writer(text)))))


def _without_writer(marked: str) -> tuple[str, ...]:
    around = _INTRODUCED.sub(" ", marked).strip()
    return tuple(each for each in (without_marks(marked), around) if each)
