"""Pleasantries: what people put before and behind what they tell, so as not to be a trouble to anyone.

'Sorry to bother you. She makes no sense tonight. Any advice? xx' sounds harmless as a whole; what is told is not.
"""

from __future__ import annotations

import re

from bot.courtesies import without_courtesies

MOST = 4
"""So many of them, one beside the other, are taken off at either end."""

_BEFORE = re.compile(
    r"\W*(?:(?:so |very )?sorry (?:to (?:bother|trouble|disturb|be a (?:pain|nuisance|bother))"
    r"|for (?:bothering|troubling))(?: you| anyone)?+(?: all)?+(?: again)?+"
    r"|i know (?:that )?you(?:['\u2019]?re| are)(?: all)? (?:very |so |really )?busy"
    r"|(?:it['\u2019]?s|its|this is) [a-z]+ (?:here|again)|me again|quick question"
    r"|(?:i )?hope (?:you|someone|somebody) can help(?: me| us)?"
    r"|(?:i )?(?:don['\u2019]?t|dont) (?:want|mean) to"
    r" (?:be a (?:pain|nuisance|bother)|bother (?:you|anyone)|make a fuss))"
    r"\b[\s,.!?;:-]+(?:but\b\s*)?",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    # Only from the first of several marks: a page of them would be gone through from each.
    r"(?<![\s,.!?;:-])[\s,.!?;:-]+"
    r"(?:please(?: (?:advise|help|reply|respond|answer))?(?: me| us)?"
    r"|(?:any|some) (?:advice|ideas?|thoughts|help)"
    r"(?: (?:please|welcome|appreciated|would be (?:great|good|appreciated)))?"
    r"|what do you think|(?:so )?sorry(?: to (?:bother|trouble) you)?"
    r"|(?:i )?hope (?:you|someone|somebody) can help(?: me| us)?"
    r"|(?:(?:kind|kindest|best|warm) )?(?:regards|wishes)(?:,? [a-z]+){0,2}|sent from my [a-z]+|x{1,4})"
    r"\W*$",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"(?<=\w)[^\w?!.,'\")]{1,40}$")
"""A heart, or folded hands."""


def without_pleasantries(text: str) -> str:
    """`text` without greeting, thanks, excuses and signs at its ends, unless that is all there is."""
    bare = without_courtesies(text)
    for _ in range(MOST):
        shorter = bare
        for found in (_SIGNS.search(bare), _BEHIND.search(bare)):
            shorter = bare[: found.start()] if found else shorter
        before = _BEFORE.match(shorter)
        shorter = shorter[before.end() :] if before else shorter
        if shorter == bare or not re.search(r"\w", shorter):
            break
        bare = without_courtesies(shorter)
    return bare
