"""To the bot: what is said to the bot itself: 'still there?', 'answer me', 'can I trust you'."""

from __future__ import annotations

import re

from bot.course import is_short

HERE, COMPLAINT, HOW_SURE = "smalltalk.here", "smalltalk.complaint", "smalltalk.how_sure"
"""The replies, by their keys in replies.yml."""

_LEAD = (
    r"\W*(?:(?:hello|hi|hey|and|but|so|oh|ok(?:ay)?|well|sorry|please|excuse me|yoo ?hoo|knock knock|just|can you"
    r"|could you|will you|would you)\b\W*)*"
)
_END = r"(?:\W+(?:then|now|please|still|at all|today|here|there|or not|or what|anymore|any more|yet|for once))*\W*"
_HERE = re.compile(
    rf"{_LEAD}(?:(?:are )?(?:you|u|ya)(?: still| even)? (?:there|here|with me|awake|alive|working|listening|on)"
    r"|still (?:there|here|with me)|(?:is )?(?:any ?(?:one|body)) (?:there|here|in)|(?:did )?you (?:gone|go|leave|left)"
    rf"|where (?:are|did) you(?: go| gone)?|have you gone){_END}",
    re.IGNORECASE,
)
_PLEA = re.compile(
    rf"{_LEAD}(?:answer(?: me| (?:my|the) questions?)?|(?:reply|respond|listen)(?: to me)?|say something|talk to me"
    r"|(?:you|u) (?:did(?:n['\u2019]?t| not)|do(?:n['\u2019]?t| not)|haven['\u2019]?t|have not|never|are not"
    r"|aren['\u2019]?t|won['\u2019]?t)"
    r" (?:really )?(?:answer(?:ed|ing)?|listen(?:ed|ing)?|reply|replied|understand|understood)(?: (?:me|my question"
    r"|that|it"
    r"|the question|to me|what i (?:asked|said|mean)))?"
    r"|(?:that|this|it)(?:['\u2019]?s| is| was| did)? ?(?:not|n['\u2019]?t) (?:really )?(?:an? |my |the )?"
    rf"(?:answer|question|what i (?:asked|meant|want(?:ed)?(?: to know)?))){_END}",
    re.IGNORECASE,
)
_YOU = (
    r"(?:you|u|this|this (?:chat|bot|thing|information|info|advice)|what you (?:say|said|tell me|write)"
    r"|your (?:answers?"
    r"|advice|information|info|texts?)|an? (?:bot|computer|machine|program)|the (?:bot|chat|answers?|information"
    r"|advice))"
)
_TRUST = re.compile(
    rf"{_LEAD}(?:(?:can|could|should|may|do|must|how (?:can|could|do)|why should) (?:i|we|people|anyone"
    rf"|you) (?:really |even )?"
    rf"(?:trust|rely on|believe|depend on|count on) {_YOU}"
    rf"|(?:are|is) {_YOU} (?:really |very |always |ever )*(?:reliable|trustworthy|accurate|to be trusted"
    rf"|always right|up to date)"
    rf"|how (?:reliable|accurate|trustworthy|sure|up to date) (?:are|is) {_YOU}"
    r"|(?:do|can|could) you (?:ever )?(?:make mistakes|get (?:it|things) wrong|be wrong|lie)"
    r"|where (?:do|does|did) (?:you|this|that|it|your answers?) (?:get (?:this|that|your (?:answers?|information|info))"
    r"|come) from|who (?:writes?|wrote|checks?|checked|approved) (?:this|these|your answers?|the answers?|your texts?)"
    r"|who (?:says|told you)(?: so| that)?|says who|are you (?:really |quite |absolutely |very |so )*"
    r"(?:sure|certain)(?: (?:about|of) (?:that|this|it))?|how (?:do|would) you know(?: that| this)?"
    rf"|is (?:that|this|it) (?:really |actually )?true){_END}",
    re.IGNORECASE,
)
_SAID = ((HERE, _HERE), (COMPLAINT, _PLEA), (HOW_SURE, _TRUST))


def said_to_the_bot(text: str) -> str | None:
    """The reply to a message that is about the bot itself and nothing else, by its key; None to any other."""
    if not is_short(text):
        return None
    return next((key for key, pattern in _SAID if pattern.fullmatch(text)), None)
