"""Changing a medicine: 'when do I stop it?', 'how many days before?', after the talk has named one."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.boundaries import MEDICINES

MEDICINE = "boundary.medicine"
"""The answer to whether someone may stop, start or change a medicine."""
FEW_WORDS = 14
"""In more words than these a question can be understood by itself."""

_TALK = MEDICINES | {MEDICINE}
_BEFORE_IT = frozenset({"preparation.blood_thinners", "preparation.medicines", MEDICINE})
"""After these 'how long?' asks how long before the procedure a medicine is stopped."""
_IT = r"(?:it|them|['\u2019]?em|that|those|these|this|one|some|any|his|hers|mine|theirs)"
_NAMED = r"(?:a|the|my|his|her|their|our) (?:doses?|tablets?|pills?|medicines?|meds|(?:blood )?thinners?|medication)"
_DAYS = r"(?:(?:for )?(?:a|one|two|three|a few|a couple of|\d+) (?:days?|weeks?|doses?))"
_VERB = (
    r"\b(?:stop(?:s|ped|ping)?|(?:re)?start|begin(?: again)?(?: with)?|resume|skip(?:ped|ping)?|miss|pause|quit"
    r"|hold(?: off)?|carry on(?: with)?|continue|double|halve|give (?:it|them|that|those|this) up"
    r"|(?:come|go|get|be) off|(?:stay|keep|go back|get back) on|leave off"
    r"|give (?:him|her|me|mum|mom|dad|my \w+)(?= )|(?:take|give)(?= (?:it|them)))\b"
)
_WHEN = (
    r"(?: (?:again|back up|back(?: on)?|up again|before(?:hand)?|after(?:wards?)?|first|myself|too|now|then|today"
    r"|tonight|tomorrow|completely|surely|please|though|altogether|for good|(?:right|straight) away)"
    rf"| {_DAYS}| (?:before|after|when) .{{1,30}}|,? how (?:many days|long)(?: before(?:hand)?)?"
    r"|,? or (?:not|no|what))*\W*"
)
_CHANGES = re.compile(
    rf".*?{_VERB}(?: (?:taking|having))?(?: {_IT}| {_NAMED}| {_DAYS})?(?: to (?:him|her|them))?{_WHEN}",
    re.IGNORECASE | re.DOTALL,
)
_CHANGES_IT = re.compile(
    rf"(?:.*\b)?(?:(?:stop|restart|skip|pause|double|(?:come|go) off)(?: taking)? {_IT}|give {_IT} up){_WHEN}",
    re.IGNORECASE | re.DOTALL,
)
_HOW_LONG = re.compile(
    r"\W*(?:(?:and|so|but|or|ok|yes|yeah|sure|is|are|just|about|roughly|normally|usually)\b\W*)*"
    r"(?:how (?:many (?:days|hours|weeks)|long)|(?:which|what) days?|(?:from )?when"
    r"|(?:\d+|one|two|three|four|five|six|seven|ten|a few|a couple of) (?:days?|hours?|weeks?))"
    r"(?: (?:before(?:hand)?|ok|right|enough|then|exactly|normally|usually|typically|roughly|in general))*\W*",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


_NAMES_MEDICINE = re.compile(
    r"\b(?:i|we|he|she|mum|mom|dad|my \w+)(?:['\u2019]?(?:m|s|ve)| am| is| have been| has been)? (?:still |now )?"
    r"(?:on|take|takes|taking|use|uses|using) \w+"
    r"|\b(?:tablets?|pills?|medicines?|medication|meds|\w{3,}(?:olone|isone|xaban|statin|parin|pril|olol|formin|dipine"
    r"|codone|adol|profen|azole|dronate|dronic))\b",
    re.IGNORECASE,
)
_OF_BREAKS = re.compile(
    r"\b(?:fractur\w*|breaks?|breaking|broke\w*|bones|cracks?|falls|falling)\b", re.IGNORECASE
)
"""'My fifth fracture, how do I stop them?'"""


def changes_medicine(text: str, last: Collection[str], before: str = "") -> bool:
    """Whether a message asks to stop, start or change a medicine that only the talk before it names.

    `last` are the ids of the answers before, `before` is what the patient wrote right before. A question for a time
    ('when do I stop it?') would else be taken for one that has a time for an answer.
    """
    if len(text.split()) > FEW_WORDS:
        return False
    if _TALK.isdisjoint(last):
        may_be = (not last or _NAMES_MEDICINE.search(before)) and not _OF_BREAKS.search(text)
        return bool(may_be and _CHANGES_IT.fullmatch(text))
    said_last = _SENTENCE_END.split(text.strip())[-1]
    asks_how_long = not _BEFORE_IT.isdisjoint(last) and _HOW_LONG.fullmatch(said_last)
    return bool(asks_how_long or _CHANGES.fullmatch(text))


def is_about_medicine(answer_ids: Collection[str]) -> bool:
    """Whether answers say themselves what the clinic says about a medicine, and what it does not decide."""
    return bool(answer_ids) and _TALK.issuperset(answer_ids)
