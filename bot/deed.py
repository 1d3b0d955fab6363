"""A deed told after words of despair: 'I took them already', 'it's done', '20 of them'.

By themselves such words tell of nothing; after 'I have the pills in my hand' they tell of an overdose.
"""

from __future__ import annotations

import re

from bot.course import is_short
from bot.red_flags import BOTH_REPLY, RedFlag

DEED_TOLD = RedFlag(
    "emergency_now", "deed_told", "Says after words of despair that something was done", BOTH_REPLY
)

_MEDICINE = r"(?:pills?|tablets?|painkillers|capsules|meds|medicines?|medication|drops|patches|insulin)"
_PACK = rf"(?:lot|rest|whole \w+|box(?:es)?|bottles?|pack(?:et)?s?|strips?|{_MEDICINE})"
_MANY = r"(?:all|most|half|loads|lots|plenty|many|a handful|handfuls|\d+)(?: of)?"
_THEM = rf"(?:them|it|these|those|(?:the|my|his|her|your) {_PACK}|{_MEDICINE})"
_TAKEN = re.compile(
    r"\b(?:took|taken|swallowed|necked|downed|drank|drunk)(?: (?:just|already|now))*"
    rf" (?:(?:{_MANY} )?{_THEM}|all|everything|(?:the|a) (?:lot|whole \w+))\b"
    r"(?! (?:back|away|to|out|off|down|there|home|with (?:me|us)|as (?:told|prescribed|directed|usual)"
    r"|like (?:you|they)|the way)\b)",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\W*(?:(?:ok(?:ay)?|well|sorry|too late|goodbye|bye|there|now|yes)\W+)*"
    r"(?:(?:i(?:['\u2019]?ve| have)?|he|she|he['\u2019]?s|she['\u2019]?s) )?(?:(?:just|already|now|gone and) )*"
    r"(?:did it|done it|it['\u2019]?s (?:all )?done|it is done)"
    r"(?:\W+(?:now|already|just now|sorry|goodbye|bye|this time|anyway))*\W*",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"\W*(?:(?:about|around|maybe|like|roughly|at least|over|i think|all) )*(?:{_MANY}|the whole)"
    rf" (?:them|it|those|these|{_PACK})(?:\W+(?:i think|maybe|or so|or more|already|now))*\W*",
    re.IGNORECASE,
)
"""How many of what, and nothing else; a bare number may be a choice that is typed."""
_NOT_DONE = re.compile(
    r"\b(?:not|never|no|if|should|would|could|might|want(?:ed)? to|going to|gonna|will|when|about to|used to|almost"
    r"|nearly|years? ago|last (?:year|month))\b|n['\u2019]?t\b|\?",
    re.IGNORECASE,
)


def tells_deed(text: str) -> bool:
    """Whether a few words tell that something was taken or done; a danger only to whom despair came before."""
    if not is_short(text) or _NOT_DONE.search(text):
        return False
    return bool(_TAKEN.search(text) or _DONE.fullmatch(text) or _COUNTED.fullmatch(text))
