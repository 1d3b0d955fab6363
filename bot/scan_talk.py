"""A talk of a scan: 'is it new or old then?' asks for what the bot has just said it cannot read."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.course import LEAD_IN

SCAN = "boundary.scan"
"""The answer to what a scan, a report or a result shows."""

_IT = r"(?:it|that|this|they|these|(?:the|my|her|his) (?:break|fracture|bone|crack|scan|report|result|mri|x-?ray)s?)"
_LOOKS = (
    r"(?:new|old|recent|fresh|bad|worse|serious|broken|cracked|fractured|collapsed|healed|healing|normal|ok(?:ay)?"
    r"|fine|clear|cancer|severe|mild|stable|unstable|anything(?: bad| serious)?|an? (?:old|new|bad|fresh) one)"
)
_SHOWS = re.compile(
    rf"{LEAD_IN}(?:(?:is|are|was|were|does|do|did|could) {_IT} (?:be |look |look like |mean |just |really )*"
    rf"(?:(?:that )?(?:it|she|he|i)(?:'s| is| am|'m) )?(?:an? )?{_LOOKS}(?:,? or (?:an? )?{_LOOKS})*"
    rf"|what (?:does|do|did|could) {_IT} (?:mean|show|say)|how bad is {_IT}"
    r"|(?:just )?(?:tell me|say) (?:if|whether|what) .*)(?: then| though| or not| for me)*\W*",
    re.IGNORECASE,
)


def asks_what_it_shows(text: str, last: Collection[str]) -> bool:
    """Whether a message asks what a scan shows, which only `last`, the ids of the answers before, tell."""
    return SCAN in last and bool(_SHOWS.fullmatch(text))
