"""Heard: what a patient says instead of getting help. The danger is said again behind a word that takes it in."""

from __future__ import annotations

import re
from typing import Literal

from bot.asked_of_danger import (
    asks_for_first_aid,
    asks_for_medicine,
    asks_to_put_off,
    asks_whether_it_goes_ahead,
)
from bot.course import is_explained_away, is_played_down, is_ride, is_short, parted
from bot.doubt import is_bother, is_readable, makes_no_fuss, names_helpers

Said = Literal["ahead", "unwilling", "bother", "waiting", "hopeful", "first_aid", "medicine", "ride"]
"""Whether the procedure goes ahead; that nobody will be called, it is a bother, it has time; that it is nothing;
what to do by hand, what to take, and who drives."""
OF_HELPERS = frozenset(("first_aid", "ride"))
"""What those who answer the emergency number can say."""

_ONE = r"(?:i|we|he|she|mum|mom|dad)"
_CALL = (
    r"(?:call(?:ing)?|ring(?:ing)?|phon(?:e|ing)|dial(?:l?ing)?|go(?:ing)? to (?:the )?(?:er|hospital|a ?& ?e)"
    r"|see(?:ing)? a doctor)"
)
_NUMBERS = r"(?:numbers?|phone calls?|911|999|112|988)"
_STOP = r"(?:stop|quit|no need to|enough (?:of|with)|(?:do ?n['\u2019]?t|do not|never)(?: keep| just)*)"
_TELL = r"(?:tell|say|giv|send|repeat|ask|go)(?:e|ing)?"
_AN = r"(?:(?:an?|the|any|your|that|those|no|more|all|me|us|phone|bloody|stupid) )*"
_STOP_TELLING = (
    rf"\b{_STOP} (?:{_TELL} |on about )+(?:me |us |him |her )*"
    rf"(?:to {_CALL}\b|{_AN}{_NUMBERS}\b|the same\b|(?:that|this|it)\W*$)"
    rf"|\b{_STOP} {_AN}{_NUMBERS}\b"
    r"|\byou (?:just |only |always )*(?:keep|kept) (?:on )?(?:(?:say|tell|repeat|giv|send)ing|going on)\b"
    r"|\b(?:you|u)(?:['\u2019]?ve| have)? (?:just |already )+(?:said|told me|wrote|sent)\b"
    r"|\bsame (?:thing|answer|message) again\b"
)
_WILL_NOT = (
    r"(?:wo ?n['\u2019]?t|will not|refuse to|rather not|hate"
    r"|(?:am |['\u2019]?m |never |is |['\u2019]?s )not(?: going to)?"
    r"|never going to|not (?:going to|gonna)|(?:can ?not|ca ?n['\u2019]?t) face"
    r"|(?:do not|do ?n['\u2019]?t|does ?n['\u2019]?t) (?:want|wanna|wish|like)(?: to)?)"
)
_NOT_CALLING = (
    rf"\b{_ONE}(?:['\u2019]?d| would)?(?: just| really| honestly)* ?{_WILL_NOT} (?:be )?{_CALL}\b"
    rf"|^\W*(?:(?:no|sorry|well)\W+)*not {_CALL}\b"
    rf"|\b{_ONE} (?:do(?:es)? ?n['\u2019]?t|does not|do not|wo ?n['\u2019]?t|will not) (?:want|need) "
    r"(?:an? |the |any |to go in an? )?(?:ambulance|hospital|doctor|paramedics?)\b"
    rf"|\bno (?:more )?(?:ambulances?|hospitals?|{_NUMBERS})(?: please| thanks| thank you)?\W*$"
    r"|\b(?:he|she|they|mum|mom|dad|my \w+) (?:wo ?n['\u2019]?t|will not|does ?n['\u2019]?t|refuses to) (?:let|want) me"
    rf"(?: to)? {_CALL}\b"
)
_ANGRY = (
    r"\byou(?:['\u2019]?re| are)? (?:just |really |so |absolutely )*"
    r"(?:useless|no (?:help|use|good)|rubbish|hopeless|stupid|not (?:even )?(?:listening|helping))\b"
    r"|\b(?:answer|listen to) (?:me|my question|the question)\W*$"
    r"|\bi(?:['\u2019]?ve)? (?:only |just )*asked (?:you )?a (?:simple |normal )?question\b"
)
_UNWILLING = re.compile(f"{_STOP_TELLING}|{_NOT_CALLING}|{_ANGRY}", re.IGNORECASE)
_IS = r"(?:['\u2019]?m|['\u2019]?s|['\u2019]?re| am| is| are| feels?| seems?| looks?)+"
_ALL = r"(?:feeling |a (?:little )?bit |much |a lot |quite |really |just |only |all |perfectly |absolutely )*"
_NOTHING = (
    r"(?:fine|ok(?:ay)?|all ?right|well|good|better|tired|a cold|nothing|old age|stress(?:ed)?|hungry|wind"
    r"|nerves|gone (?:again|away|off)|over|normal|back to normal)"
)
_IS_WELL = (
    rf"(?:(?:it|they|{_ONE}){_IS} {_ALL}{_NOTHING}"
    r"|it(?:['\u2019]?s| has)? (?:got|gotten|gone) (?:\w+ )?(?:better|away)"
    r"|it (?:has )?(?:eased|settled|passed|stopped)"
    rf"|{_ONE} can (?:walk|move|stand|breathe|talk|feel (?:it|them))(?: (?:fine|ok(?:ay)?|normally|all ?right|again))*"
    r"|all (?:good|fine|ok(?:ay)?|well|normal)"
    r"|(?:(?:it|that|this)(?:['\u2019]?s| was| happened)? )?(?:just|only) (?:the |that |this )?(?:once|one time))"
    r"(?: (?:now|again|today|really|honestly|i think|in (?:him|her)self|thanks?))*"
)
_WELL = re.compile(
    r"^\W*(?:(?:no|oh|well|ok|but|and|so|yes|actually|really|honestly|thanks?|update|good news)\W+)*"
    rf"{_IS_WELL}(?:\W+(?:and )?{_IS_WELL})*(?: that (?:i|he|she) (?:sat|lay|lied|rested|slept)(?: down)?)?\W*$",
    re.IGNORECASE,
)


_NO_HOPE = re.compile(
    r"\b(?:feels?|felt|feeling) nothing\b|\b(?:doubt|not sure|don['\u2019]?t (?:think|know|believe)|they say|said)\b",
    re.I,
)
"""'I feel nothing' is a sign, and 'I don't think it's nothing' a worry."""


def heard(text: str) -> Said | None:
    """What a few words say instead of 'I call them'; None where they say nothing of the kind."""
    if asks_whether_it_goes_ahead(text) or (asks_to_put_off(text) and not names_helpers(text)):
        return "ahead"
    if asks_for_first_aid(text):
        return "first_aid"
    if asks_for_medicine(text):
        return "medicine"
    if is_ride(parted(text)[1] or text):
        return "ride"
    if is_unwilling(text):
        return "unwilling"
    if makes_no_fuss(text):
        return "bother" if is_bother(text) else "waiting"
    return "hopeful" if _is_hopeful(text) else None


def is_unwilling(text: str) -> bool:
    """Whether a few words say that nobody will be called, or are angry at being told so."""
    return is_readable(text) and bool(_UNWILLING.search(text))


def _is_hopeful(text: str) -> bool:
    if _NO_HOPE.search(text):
        return False
    is_well = is_short(text) and _WELL.search(text)
    return is_explained_away(text) or is_played_down(text) or bool(is_well)
