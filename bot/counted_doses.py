"""Counted doses: 'had fourteen already', after a question about tablets."""

from __future__ import annotations

import re

FEW_WORDS = 10
"""In more words than these the medicine is named as well, and the screen sees it."""

_MANY = (
    r"(?:[89]|[1-9]\d|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty|thirty|forty"
    r"|a dozen|half the (?:box|pack|strip|bottle)|the (?:whole )?(?:box|pack|strip|bottle|lot)|all of them)"
)
_OTHER_COUNT = (
    r"(?! ?(?:%|mg|ml|mcg|micro\w*|milli\w*|grams?|hours?|hrs?|minutes?|mins?|days?|weeks?|months?|years?|yrs?"
    r"|am\b|pm\b|o['\u2019]?clock|times a (?:week|month)|miles|km|pounds?|kilos?|sessions?|visits?|scans?|people"
    r"|questions?))"
)
_TAKEN = re.compile(
    r"\W*(?:(?:and|well|so|ok|but|um|oh|yes|actually|because|cos|mum|mom|dad"
    r"|(?:he|she|i|we)(?:['\u2019]?(?:ve|s))?|think|has|have)\W{1,2}){0,4}"
    rf"(?:(?:already |just |now )?(?:had|took|taken|swallowed|popped|necked)(?: (?:about|around|maybe|like|at least))?"
    rf" {_MANY}\b{_OTHER_COUNT}.*"
    rf"|(?:that['\u2019]?s|thats|that is|that makes(?: it)?|makes(?: it)?) {_MANY}\b{_OTHER_COUNT}"
    r"(?: (?:today|already|so far|now|then|since|for today)\b.*))",
    re.IGNORECASE,
)


def tells_many_taken(text: str) -> bool:
    """Whether a few words tell of eight or more of something taken; what it is stands in the talk before."""
    return len(text) <= 120 and len(text.split()) <= FEW_WORDS and bool(_TAKEN.fullmatch(text))
