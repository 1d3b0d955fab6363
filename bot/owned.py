"""Owned: 'I've got that' after a danger that was only asked about is no question any more."""

from __future__ import annotations

import re

from bot.course import is_short

_ONE = (
    r"(?:i|we|he|she|they|mum|mom|dad"
    r"|(?:my|our|the) (?:mum|mom|mother|dad|father|husband|wife|son|daughter|partner))"
)
_IT = r"(?:it|that|this|them|those|these|one|all (?:of )?(?:that|those|them))"
_BEFORE = (
    r"(?:(?:yes|yeah|yep|well|ok|oh|and|but|so|because|cos|coz|cause|as|since|actually|sorry|only|just)\W+)*"
)
_AFTER = (
    r"(?:\W*(?:\b)(?:now|too|already|today|tonight|right now|at the moment|as well|and all|exactly|actually|sometimes"
    r"|(?:since|from|all) (?:this |last |the )?\w+(?: \w+)?|(?:once|twice|\w+ times)(?: today| now)?|you see))*\W*"
)
_OWNED = re.compile(
    rf"\W*{_BEFORE}(?:"
    rf"{_ONE} ?(?:['\u2019]?ve|['\u2019]?s|have|has|do|does|might|may|think i)? ?(?:just |also |really |definitely )*"
    rf"(?:(?<=ve )got|(?<=s )got|(?<=have )got|have|has|feel|feels) {_IT}"
    rf"|(?:that|this|it)(?:['\u2019]?s| is| sounds like| was)? (?:exactly |just )*(?:what|how|like what) {_ONE}"
    r"(?:['\u2019]?ve|['\u2019]?m|['\u2019]?s| have| has| am| is)?"
    r"(?: got| get| gets| have| has| feel| feels| feeling)?"
    r"|(?:mine|his|hers|ours)(?: just| now)? (?:has|have|is|are|does|do|did)"
    rf"|(?:that|this|it)(?:['\u2019]?s| is) (?:me|us|him|her|mum|mom|dad)"
    # 'Got it' by itself is 'I see'.
    r"|got (?:it|that|one|this) (?=now|too|already|today|tonight|since|as well|right now)"
    rf"|(?:yes|yeah|yep|cos|because)\W+{_ONE} (?:do|does|am|is|have|has)"
    r"|(?:it|that|this)(?:['\u2019]?s| is| has|['\u2019]?s just| just)? (?:happen(?:ed|ing)|started|starting)"
    r"(?: to (?:me|him|her|us|mum|mom|dad))?"
    rf"){_AFTER}",
    re.IGNORECASE,
)


def owns(text: str) -> bool:
    """Whether a few words say no more than that what was asked about is there: 'got it now', 'because mine has'."""
    return is_short(text) and "?" not in text and bool(_OWNED.fullmatch(text))
