"""A history told, and nothing asked: 'I was done on Tuesday', 'had two bones filled on Monday, mostly fine'."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.questions import Span, asks_nothing
from bot.told_procedure import with_names_as

FEWEST_WORDS = 3
"""'Its on Tuesday': in fewer nothing is told."""
MOST_WORDS = 24
"""In more words than these something is asked or told that needs an answer."""

_GREETING = "hi hello hey good morning afternoon evening day there dear sir madam doctor nurse please thanks thank you"
_PEOPLE = (
    "i me my we our he she him her his hers mine it its it's i'm im i've ive he's she's hes shes mum mom mother dad"
    " father husband wife son daughter brother sister nan gran grandad friend partner aged year old years"
)
_HAD = (
    "am is was were be been are have has had having get got getting done filled treated cemented operated fixed in out"
    " home back from of the a an both one two three four bone bones level levels vertebra vertebrae disc discs spine"
    " operation op procedure surgery treatment cement cementing balloon thing"
    " writing about its here this that on at by way btw for and so just only now already with"
    " booked planned set will be"
)
_WHEN = (
    "today yesterday tomorrow tonight monday tuesday wednesday thursday friday saturday sunday last next week weeks day"
    " days month months hour hours ago since then january february march april may june july august september october"
    " november december five six seven eight nine ten eleven twelve fortnight couple few"
)
_WELL = "fine mostly well all ok okay good great doing going feeling so far alright right very"
_KNOWN = frozenset(f"{_GREETING} {_PEOPLE} {_HAD} {_WHEN} {_WELL}".split())
_TITLE = re.compile(r"\b(?:mr|mrs|ms|miss|dr)\.? \w+", re.IGNORECASE)
_WORD = re.compile(r"[\w']+")
_BE = r"\b(?:had|have|has|having|get|got|getting|was|were|been|is|am|are|'?(?:s|m|ve))"
_DONE = r"(?:done|filled|treated|cemented|operated|fixed)"
_PROCEDURE = r"(?:operation|op|procedure|surgery|treatment|cement)"
_WAS_DONE = re.compile(
    rf"{_BE} (?:[\w']+ ){{0,4}}?(?:{_DONE}|{_PROCEDURE})\b|(?:^|[,.!] ?)done\b", re.IGNORECASE
)
_HAD_IT = re.compile(r"\b(?:had|have|having|has) (?:it|mine|hers|his)\b", re.IGNORECASE)
_IS_SET = re.compile(
    r"\b(?:it|mine|hers|his)(?:'?s| is| will be)(?: (?:booked|planned|set))?"
    r" (?:(?:on|in|at|next|this|the)\b|tomorrow|today|\w+day\b)",
    re.IGNORECASE,
)
"""'It's on Tuesday', 'mine is in two weeks'."""
_DATE = re.compile(r"\d+(?:st|nd|rd|th)?", re.IGNORECASE)
_AT = frozenset(_WHEN.split()) | {"morning", "afternoon", "evening"}
"""'I had mine this morning' tells of it; 'got it' does not."""
_AHEAD = re.compile(
    r"\b(?:next|tomorrow|tonight|having|getting|get|booked|planned|set|will be|have (?:it|mine)"
    r"|in (?:a|an|two|three|four|\d+) (?:few )?(?:days?|weeks?|months?))\b",
    re.IGNORECASE,
)


def is_over(text: str) -> bool:
    """Whether what a told history tells of was done already."""
    return not (_AHEAD.search(text) or _IS_SET.search(text))


def tells_history(text: str, mentions: Iterable[Span] = ()) -> bool:
    """Whether a message says nothing but who writes, that it was or will be done, when, and that all is well.

    `mentions` are where it names a procedure.
    """
    told = with_names_as("procedure", text, mentions)
    told = _TITLE.sub(" ", told.replace("\u2019", "'"))
    words = [word.lower() for word in _WORD.findall(told)]
    has_time = any(word in _AT or _DATE.fullmatch(word) for word in words)
    is_of_it = _WAS_DONE.search(told) or (has_time and (_HAD_IT.search(told) or _IS_SET.search(told)))
    if not FEWEST_WORDS <= len(words) <= MOST_WORDS or not is_of_it:
        return False
    return all(word in _KNOWN or _DATE.fullmatch(word) for word in words) and asks_nothing(text)
