"""A false alarm: the patient says that what was taken for a danger was long ago, or only asked about."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.course import is_short

_SAY = r"^\W*(?:(?:no|oh|sorry|ok|but|it'?s fine|i mean|actually)\b\W*)*"
_LONG_AGO = r"(?:(?:years|decades|ages) ago|in the (?:19)?\d0'?s|long ago|last century)"
_WAS_LONG_AGO = re.compile(
    rf"{_SAY}(?:(?:that|it|this|they|all that|those)(?:'s)? (?:all )?(?:is |was |were |happened )?)?"
    rf"(?:(?:just|only|about|over|many|some|a few|\w+ty|ten|\d+) )*{_LONG_AGO}\b",
    re.IGNORECASE,
)
_ONLY_ASKED = re.compile(
    rf"{_SAY}(?:(?:i'?m|i am|i was|was|im)\W+)?(?:just|only) (?:asking|wondering|curious)\b", re.I
)
_ANOTHER_THING = re.compile(
    rf"{_SAY}(?:(?:it|that|this)(?:'s| is| was| has| had|s)? )?nothing to do with (?:this|the|that|my|her|his) "
    r"(?:op|operation|procedure|surgery|back|spine|cement)\b",
    re.IGNORECASE,
)
_PAST = re.compile(rf"\b(?:{_LONG_AGO}|when (?:i|he|she) was (?:a |little|young|\d+))\b", re.I)
_NOW = re.compile(
    r"\b(?:now|today|tonight|still|again|since|yesterday|getting|worse|keeps?|this (?:morning|afternoon|evening|week)"
    r"|last night|(?:minutes?|hours?|days?) ago)\b",
    re.IGNORECASE,
)

_IS_QUESTION = re.compile(
    r"\?|\b(?:what if|what happens|wondering|is it (?:true|possible))\b"
    r"|^\W*(?:(?:and|but|so|ok|hi|hello)\b\W*)*(?:can|could|does|do|did|will|would|is it|is there|are|what|how|if)\b",
    re.IGNORECASE,
)


def is_false_alarm(text: str, met: Collection[str]) -> bool:
    """Whether `text` takes back what emergency replies were given for; `met` are the messages that were met with them.

    'Nothing to do with this op' takes nothing back by itself: pain in the chest is a danger wherever it comes from. Nor
    does 'just asking' after something that was told and not asked.
    """
    if not met or not is_short(text) or _NOW.search(text):
        return False
    return bool(_WAS_LONG_AGO.search(text)) or all(_is_taken_back(text, each) for each in met)


def _is_taken_back(text: str, met: str) -> bool:
    if _NOW.search(met):
        return False
    is_past = _PAST.search(text) or _PAST.search(met)
    was_asked = _ONLY_ASKED.search(text) and _IS_QUESTION.search(met)
    return bool(was_asked or (is_past and _ANOTHER_THING.search(text)))
