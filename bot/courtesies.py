"""Courtesies: the greeting before a question and the thanks after it, which say nothing of what is asked."""

from __future__ import annotations

import re

LEAST_WORDS = 2
"""What is left must be a message of its own; 'hello there' and 'ok thanks' are nothing but courtesy."""

_GREETING = re.compile(
    r"^\W*(?:hello|hi|hiya|hey|greetings|good (?:morning|afternoon|evening|day)|dear)\b"
    r"(?:[\s,]+(?:there|all|everyone|everybody|folks|team|doctors?|dr|nurse|clinic|sirs?|madam|ma'am|or))*"
    r"[\s,.!:-]+"
    r"(?:(?:i )?(?:hope|trust) (?:that )?(?:you|all|this)\b[^.,!?]*\b(?:well|fine|good)\b[\s,.!]+)?"
    r"(?:how are you(?: today| doing)?[\s,.!?]+)?",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"[\s,.!?;:-]+(?:(?:many|with) )?(?:thanks|thank you|thank u|thankyou|thx|ty|cheers|much appreciated)"
    r"(?: (?:so|very) much| a lot| a million| in advance| again| kindly)*"
    r"(?: for (?:your|the|any|all)(?: \w+){1,3})?[\s.!]*$",
    re.IGNORECASE,
)


def without_courtesies(text: str) -> str:
    """`text` without the greeting at its start and the thanks at its end, unless nothing else is there."""
    for courtesy in (_GREETING, _THANKS):
        rest = courtesy.sub(_question_mark, text, count=1)
        if len(rest.split()) >= LEAST_WORDS:
            text = rest
    return text


def _question_mark(found: re.Match[str]) -> str:
    """The question mark that stood before the thanks belongs to the question."""
    return "?" if found.re is _THANKS and "?" in found[0] else ""
