"""Owned: 'I've got that' after a danger that was only asked about is no question any more."""

from __future__ import annotations

import re

from bot.course import is_short
from bot.questions import is_question

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
    rf"(?:i think |maybe |perhaps )?{_ONE} ?"
    r"(?:['\u2019]?ve|['\u2019]?s|['\u2019]?m|am|is|have|has|do|does|might|may)? ?"
    r"(?:just |also |really |definitely |now )*"
    rf"(?:(?<=ve )got|(?<=s )got|(?<=have )got|have|has|having|getting|feel|feels|feeling) {_IT}"
    rf"|(?:that|this|it)(?:['\u2019]?s| is| sounds like| was)? (?:exactly |just )*(?:what|how|like what) {_ONE}"
    r"(?:['\u2019]?ve|['\u2019]?m|['\u2019]?s| have| has| am| is)?"
    r"(?: got| get| gets| have| has| feel| feels| feeling)?"
    r"|(?:mine|his|hers|ours)(?: just| now)? (?:has|have|is|are|does|do|did)"
    r"|(?:mine|his|hers)(?: just| now)? (?:went|goes|go|has gone|have gone|feels?|gets?|got|is|are) (?:all |so |very )?"
    r"(?:weak|numb|red|swollen|hot|warm|cold|dead|funny|blue|wet|worse|tingly)"
    r"|(?:it|that|they)(?:['\u2019]?s|['\u2019]?re| is| has| are| have) already"
    r"|(?:because|cos|coz|cause|well)\W+(?:i|he|she|mum|dad) "
    r"(?:can(?:['\u2019]?t| ?not)|does ?n['\u2019]?t|wo ?n['\u2019]?t)"
    rf"|(?:that|this|it)(?:['\u2019]?s| is) (?:me|us|him|her|mum|mom|dad)"
    # 'Got it' by itself is 'I see'.
    r"|got (?:it|that|one|this) (?=now|too|already|today|tonight|since|as well|right now)"
    rf"|(?:(?:yes|yeah|yep|cos|because|well|actually|but|oh)\W+)*{_ONE} (?:do|does|am|is|have|has)"
    rf"|(?:(?:well|actually|oh)\W+)*(?:{_ONE} )?(?:(?:just|already) (?:have|has|did)(?: done)?(?: (?:it|that))?"
    r"|keeps? (?:on )?doing (?:it|that)|(?:it|that) (?:just |only )?keeps happening"
    r"|(?:it|that)(?:['\u2019]?s| is) me,? actually)"
    r"|(?:it|that|this)(?:['\u2019]?s| is| has|['\u2019]?s just| just)? (?:happen(?:ed|ing)|started|starting)"
    r"(?: to (?:me|him|her|us|mum|mom|dad))?"
    rf"){_AFTER}",
    re.IGNORECASE,
)

_ITEMS = (
    r"(?:(?:the )?(?:first|second|third|fourth|fifth|last|top|bottom|other)(?: (?:one|two|three|few|thing|bit|couple))?"
    r"(?: (?:on|of) (?:the|your|that) list)?"
    r"|(?:one|two|three|four|some|most|all|both|a few|a couple|each|every one|everything)"
    r"(?: (?:of )?(?:those|them|these|that|it|the above|the list))?|the \w+ (?:one|thing|bit))"
)
_ITEM_OWNED = re.compile(
    rf"\W*{_BEFORE}(?:(?:i think |maybe |perhaps )?{_ONE} ?(?:['\u2019]?ve|['\u2019]?s|do|does|might|may|definitely)? ?"
    rf"(?:have|has|got|tick|ticks|show|shows|feel|feels)(?: got)? {_ITEMS}"
    r"|(?:i['\u2019]?ve )?got (?:one|two|three|some|most|all|both) of (?:those|them|these|that)"
    rf"|yes,? (?:to )?{_ITEMS}(?:\W+{_ONE} (?:have|has|got) (?:it|that|them|those))?"
    rf"|{_ITEMS}\W+{_ONE}(?:['\u2019]?ve)? ?(?:have|has|got) (?:it|that|them|those)"
    r"|check(?:\W+(?:and )?check)+|all of (?:that|them|those|it|the above)|that last one"
    rf"){_AFTER}",
    re.IGNORECASE,
)
_DID = re.compile(rf"\W*{_BEFORE}(?:well\W+)?{_ONE} (?:just |already )?(?:did|was){_AFTER}", re.IGNORECASE)
MOST_OWNING = 8
"""Words; more of them say more."""


def owns(text: str) -> bool:
    """Whether a few words say no more than that what was asked about is there: 'got it now', 'because mine has'."""
    return is_short(text) and "?" not in text and bool(_OWNED.fullmatch(text))


def says_did(text: str) -> bool:
    """Whether a few words say that it happened to them: 'I did, twice'. 'Yes I did' may own to having read a list."""
    return is_short(text) and "?" not in text and bool(_DID.fullmatch(text))


def owns_item(text: str) -> bool:
    """Whether a few words say to have what stands in a list: 'he has the first one', 'yes to all of that'."""
    return is_short(text) and "?" not in text and bool(_ITEM_OWNED.fullmatch(text))


def asked_before_owning(text: str) -> str | None:
    """What is asked in front of the few words that say to have it: 'do tongues swell? | Mine has'; else None."""
    words = text.split()
    for count in range(min(MOST_OWNING, len(words) - 1), 1, -1):
        asked = " ".join(words[:-count])
        if owns(" ".join(words[-count:])) and is_question(asked):
            return asked
    return None
