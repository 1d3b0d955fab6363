"""A talk of a scan: 'is it new or old then?' asks for what the bot has just said it cannot read."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.course import LEAD_IN

SCAN = "boundary.scan"
"""The answer to what a scan, a report or a result shows."""

_IT = r"(?:it|that|this|they|these|(?:the|my|her|his) (?:break|fracture|bone|crack|scan|report|result|mri|x-?ray)s?)"
_ONE = r"an? (?:old|new|bad|fresh|recent|serious) (?:one|break|fracture|crack)"
_LOOKS = (
    rf"(?:{_ONE}|new|old|recent|fresh|bad|worse|serious|broken|cracked|fractured|collapsed|healed|healing|normal|ok(?:ay)?"
    r"|fine|clear|cancer|severe|mild|stable|unstable|anything(?: bad| serious)?)"
)
_HAS = r"(?:healed|moved|collapsed|got(?:ten)? (?:worse|better)|changed)"
_STATE = rf"(?:be |look |look like |mean |just |really |still )*(?:an? )?{_LOOKS}(?:,? or (?:an? )?{_LOOKS})*"
_TOLD = (
    rf"(?:{_IT}(?:['\u2019]?s| is| are| was| looks?(?: like)?) {_STATE}|{_IT}(?:['\u2019]?s| has| have) {_HAS}"
    rf"|{_IT} (?:means?|shows?|says?)|how bad {_IT} (?:is|are|was|looks?))"
)
_SHOWS = re.compile(
    rf"{LEAD_IN}(?:(?:is|are|was|were|does|do|did|could) {_IT} "
    rf"(?:mean (?:that )?(?:it|she|he|i)(?:['\u2019]?s| is| am|['\u2019]?m) )?{_STATE}"
    rf"|(?:has|have) {_IT} {_HAS}"
    rf"|what (?:does|do|did|could) {_IT} (?:mean|show|say)|how bad (?:is|are|was) {_IT}"
    rf"|(?:(?:can|could|will) you )?(?:just )?(?:tell me|say) (?:(?:if|whether|what) )?{_TOLD})"
    r"(?: then| though| or not| for me)*\W*",
    re.IGNORECASE,
)


def asks_what_it_shows(text: str, last: Collection[str]) -> bool:
    """Whether a message asks what a scan shows, which only `last`, the ids of the answers before, tell."""
    return SCAN in last and bool(_SHOWS.fullmatch(text))
