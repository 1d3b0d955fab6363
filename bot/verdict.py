"""A verdict: a doctor or nurse has looked at the sign and found what it is: 'they did a scan, no clot'."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.course import FEW_CHARACTERS, gets_worse, is_short, names_sign, parted
from bot.red_flags import Level

MORE_WORDS = 30
"""Who was looked at tells what was told and done."""

_CLINICIAN = (
    r"(?:they|(?:the |my |her |his |our |an? )?(?:doctors?|gp|dr|nurse|clinic|hospital|er|a ?& ?e|surgeon|consultant"
    r"|paramedics?|crew|surgery|practice|specialist|physician|urgent care|emergency (?:room|department)))"
)
_TEST = r"(?:scans?|ultrasound|doppler|ecgs?|ekgs?|x-?rays?|mri|ct|tests?|bloods?|blood tests?|swab|check(?:s|up)?)"
_LOOKED = re.compile(
    rf"\b(?:{_CLINICIAN}(?:['\u2019]?ve| have| has)? (?:(?:just|all|already|then|fully|properly|and) )*"
    r"(?:checked|examined|saw|seen|scanned|x-?rayed|tested|looked (?:at|over)|assessed|had a look|found|told|said|says"
    rf"|(?:did|done|ran|took) (?:(?:an?|the|some|my|all) )*(?:\w+ )?{_TEST})"
    r"|(?:i|we|he|she|mum|mom|dad)(?:['\u2019]?ve| have| has)? (?:just |already )?(?:saw|seen|been to|went to|visited"
    r"|been (?:seen|checked|examined|looked at|scanned|x-?rayed)(?: (?:at|by|over|in))?"
    r"|was (?:seen|checked|examined|looked at|scanned|x-?rayed)(?: (?:at|by|over|in))?"
    rf"|had (?:an? |the )?(?:\w+ )?{_TEST}|got (?:checked|seen|scanned|looked at))"
    rf"|(?:saw|seen by|been to|back from|home from) {_CLINICIAN}"
    rf"|(?:{_TEST}|results?) (?:was|were|is|are|came|come|showed|shows|says?))\b",
    re.IGNORECASE,
)
_HARMLESS = (
    r"(?:an? )?(?:\w+ )?(?:muscles?|muscle|bruis\w+|strain|sprain|cold|virus|bug|panic attack|anxiety|heartburn|reflux"
    r"|indigestion|wind|trapped (?:nerve|wind)|constipation|cramps?|rash|allergy|swelling|stress)"
)
_FOUND = re.compile(
    r"\b(?:no (?:sign of |signs of |new |more )?(?:an? )?(?:blood )?(?:clots?|infection|fracture|break|bleed(?:ing)?"
    r"|stroke|heart attack|damage|dvt|leak|problem|fractures)"
    r"|nothing (?:broken|wrong|serious|bad|to worry about|there|found|showed? up)"
    r"|not (?:an? |my |the )?(?:infected|broken|clot|heart(?: attack)?|stroke|serious|infection|fracture|dvt)"
    r"|(?:isn['\u2019]?t|wasn['\u2019]?t) (?:an? |my |the )?(?:infected|broken|clot|heart|stroke|serious|infection)"
    r"|all[ -]clear|(?:scan|test|ecg|ekg|x-?ray|mri|ct|ultrasound|bloods|results?|everything|it all|they|all)"
    r"(?:['\u2019]?s| (?:is|was|were|are|came|come|came back|come back|looks?|looked))+ (?:back )?(?:all )?"
    r"(?:clear|normal|fine|ok(?:ay)?|good|negative)"
    r"|(?:said|says|told (?:me|us|him|her)|found) (?:that )?(?:it|everything|all|she|he|i|we)"
    r"(?:['\u2019]?(?:s|m|re)| is| was| am| are| looks?| looked)? (?:all )?"
    r"(?:fine|ok(?:ay)?|normal|clear|good|healing well)"
    rf"|(?:it['\u2019]?s|it is|it was|that['\u2019]?s|was|said|is) (?:(?:it['\u2019]?s|it is|it was) )?(?:just|only) "
    rf"{_HARMLESS})\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"\b(?:(?:gave|given|prescribed|put|started|got)(?: (?:me|him|her|us|mum|mom|dad))?"
    r"(?: on)?(?: (?:an?|some|the|me|on))*"
    r" (?:(?:course|week|dose) of )?(?:antibiotics?|tablets?|cream|antihistamines?|steroids?|medicines?|meds"
    r"|penicillin|amoxicillin|blood thinners?)"
    r"|(?:sent|let) (?:me|him|her|us|mum|mom|dad) (?:go )?home|discharged)\b",
    re.IGNORECASE,
)
_FINE_NOW = re.compile(
    r"\b(?:home|fine|ok(?:ay)?|gone|better|well|resting|good) (?:now|again)\b|\bnow (?:fine|ok(?:ay)?|gone|home)\b",
    re.IGNORECASE,
)
_NOT_OVER = re.compile(
    r"\b(?:but|still|again|now|although|though|however|yet|since|new|another|more|back again"
    r"|(?:came|come|coming) back(?! (?:all )?(?:clear|normal|fine|ok(?:ay)?|negative|good))"
    r"|keeps?|until|wait\w*|awaiting|pending|if|unless|never|nobody|no ?one|refus\w+|without|not (?:seen|checked|sure"
    r"|yet|convinced|happy)|afraid|worried|last (?:week|month|year)|(?:weeks?|months?|years?) ago|tomorrow|next"
    r"|before (?:it|this|that)|when (?:i|he|she) (?:had|was)|used to|will|going to|should|shall|would|could)\b"
    r"|\b(?:didn|don|doesn|haven|hasn|couldn|can|won|wouldn)['\u2019]?t\b",
    re.IGNORECASE,
)
"""What is looked for still, is doubted, has come back, or was another time."""
_GONE = re.compile(
    r"\W*(?:(?:good news|ok|hi|hello|and|so|well|thanks|the|my|her|his|thank god)\W+)*"
    r"(?:fever|temperature|temp|swelling|redness|pain|bleeding|rash|headache|cough|it|dizziness|nausea|tingling)"
    r"(?:['\u2019]?s| is| has| have)?(?: all| now| completely| pretty much)* (?:been )?"
    r"(?:gone(?: down| away)?|back to normal|normal|settled|stopped|cleared(?: up)?|better|down|went away|over)"
    r"(?:\W+(?:today|now|again|completely|thankfully|thank god|thanks|thank you|since|already|this morning))*\W*",
    re.IGNORECASE,
)
"""The whole message."""


def is_found(text: str, level: Level) -> bool:
    """Whether a message tells that who can tell has looked at the sign, and what was found, and no more.

    What was given for it is enough where it can wait some hours: tablets are no verdict on a leg that cannot be felt.
    """
    if level == "crisis" or not _is_readable(text) or gets_worse(text):
        return False
    found = [each.end() for each in _FOUND.finditer(text)]
    found += [each.end() for each in _GIVEN.finditer(text) if level == "same_day"]
    if not found or not _LOOKED.search(text) or _NOT_OVER.search(_FINE_NOW.sub(" ", parted(text)[0])):
        return False
    return not names_sign(_behind(text, max(found)))


def is_gone(text: str) -> bool:
    """Whether a few words tell that a sign is gone, and nothing else; enough where it was looked at."""
    return is_short(text) and "?" not in text and bool(_GONE.fullmatch(text))


def was_found(earlier: Iterable[str]) -> bool:
    """Whether one of the earlier messages tells of a verdict on what can wait some hours."""
    return any(is_found(each, "same_day") for each in earlier)


def _behind(text: str, end: int) -> str:
    return parted(text[end:].lstrip(" ,.;!"))[0] if end < len(text) else ""


def _is_readable(text: str) -> bool:
    return len(text) <= FEW_CHARACTERS and len(text.split()) <= MORE_WORDS
