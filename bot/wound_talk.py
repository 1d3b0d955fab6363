"""A talk of a wound: 'its a bit pink round the edge' is a sign where the wound was named a few messages before."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.course import is_short

WOUND = "the wound"
"""What such a message is read with, in place of all that was said of it."""

_NAMED = re.compile(
    r"\b(?:wounds?|dressings?|plasters?|bandages?|stitch(?:es)?|scabs?|needle (?:holes?|marks?|sites?)|puncture)\b",
    re.I,
)
_SIGN = re.compile(
    r"\b(?:red|redd?ish|pink|pinkish|angry|warm|hot|swollen|puffy|pus|weep(?:s|y|ing)|ooz(?:e|es|ing|y)|leak(?:s|ing|y)"
    r"|runny|smell(?:s|y)|lump|opened|(?:yellow|green|clear|sticky) (?:stuff|fluid|liquid|gunk|discharge|crust))\b",
    re.IGNORECASE,
)
_NONE_NOW = re.compile(
    r"\b(?:no|not|never|isnt|doesnt|wasnt|gone|went|if|hair|pain ?killers?|without|less)\b|n't\b|\?\s*$"
    r"|^\W*(?:and |but |so |ok )*(?:how|when|where|what|which|who|will|would|do|does|did|can|could|should|is|are)\b",
    re.IGNORECASE,
)
"""What denies a sign, asks about it, or tells that it is over."""


def is_sign_of_wound(text: str, earlier: Iterable[str]) -> bool:
    """Whether a few words name a sign of a bad wound, and one of the `earlier` messages names the wound."""
    is_sign = is_short(text) and _SIGN.search(text) and not _NONE_NOW.search(text)
    return bool(is_sign) and any(_NAMED.search(each) for each in earlier)
