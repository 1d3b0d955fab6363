"""Before the date: a fever, an infection or a blood thinner with a procedure ahead has words of its own."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from bot.red_flags import RedFlag

REPLY = "emergency.before_the_date"
_GENERAL = "emergency.same_day"
_ABOUT_IT = frozenset({"infection", "thinner", "new_allergy", "might_be_pregnant"})
_AHEAD = "upcoming"
"""Concepts of red_flags.yml."""
_FEVER = "fever"
"""A flag that is about the date by whatever words: '38.6', too."""
_OF_ITSELF = frozenset({"wound", "worse_back_pain", "calf_clot", "rash_or_vomiting"})
"""Flags that tell of a time after the procedure or of something that needs no date."""
_DONE = re.compile(
    r"\b(?:had (?:it|my|the|her|his|mine|an?) |(?:since|after) (?:the|my|her|his|having) |(?:was|were|been|got) done"
    r"|(?:days?|weeks?|months?) (?:ago|after|on|later)|wound|dressing|stitch|check-? ?up|follow-? ?up|discharged"
    r"|(?:came|come|got|been) home|yesterday)",
    re.IGNORECASE,
)


def in_view_of_date(red_flag: RedFlag, said: Collection[str], concepts: Collection[str]) -> RedFlag:
    """The same red flag, with the words for before a procedure if `said`, the last messages, are of one that is ahead.

    `concepts` are those that stand in them. It is as urgent as before.
    """
    is_ahead = _AHEAD in concepts and not any(_DONE.search(each) for each in said)
    if red_flag.reply != _GENERAL or red_flag.flag in _OF_ITSELF or not is_ahead:
        return red_flag
    is_about_it = red_flag.flag == _FEVER or not _ABOUT_IT.isdisjoint(concepts)
    return replace(red_flag, reply=REPLY) if is_about_it else red_flag
