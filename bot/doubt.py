"""Doubt: a patient who was told to get help asks whether it is needed, puts it off or would rather not."""

from __future__ import annotations

import re

from bot.course import FEW_CHARACTERS, LEAD_IN

MORE_WORDS = 24
"""Who makes excuses needs more words than who tells how it goes; in still more something else may be told."""

_DAY = (
    r"(?:the |this )?(?:morning|tomorrow|later|afternoon|evening|weekend|next week|it (?:opens|gets)"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)
_LATER = rf"(?:(?:next )?{_DAY}|(?:the |next |this )?(?:week|after|next|my|they|light))"
_PLACE = r"(?:er|hospital|doctors?|gp|clinic|a ?& ?e)"
_CAN_WAIT = (
    r"\b(?:can|could|cant|couldnt|can't|couldn't|will|would|won't|wont|may|might|should|shall|rather|prefer to|just"
    r"|gonna|going to|i'?ll|ill|we'?ll|she'?ll|he'?ll) (?:(?:it|this|that|i|we|he|she|not|just|maybe) )*wait\b"
    rf"|\b(?:wait|leave it|leave this|leave that|hang on|hold on|put it off|sleep on it|see how \w+ \w+|give it)"
    rf" (?:\w+ ){{0,3}}?(?:till?|until|to|in) {_LATER}\b"
    r"|\b(?:call|ring|phone|see (?:someone|them|the doctor|my doctor|my gp)) (?:\w+ ){0,3}?(?:in the |on )?"
    rf"{_DAY}\b"
    rf"|\bgo (?:(?:in|there|then|to (?:the |an? |my )?{_PLACE}) )?(?:in the |on )?{_DAY}\b"
)
_NO_FUSS = (
    r"\b(?:make|making|cause|causing) (?:such |all this |so much )?(?:an? |any )?(?:fuss|scene|trouble)\b"
    r"|\bwast(?:e|ing) (?:of )?(?:\w+'?s?|the \w+'?s?) time\b"
    r"|\b(?:bother|trouble|disturb)(?:ing)? (?:them|anyone|anybody|people|the|an? )"
)
_OTHERS_SAY = (
    r"\b(?:says?|said|saying|told|tells|telling|wants?|thinks?|reckons?) (?:(?:i|me|we|us|you|should|ought|to|just) )*"
    rf"(?:(?:call|ring|phone)\b|go(?=\W*$| (?:in|now|there|to (?:the |an? )?{_PLACE})\b))"
)
"""'The neighbour says call': it was said here before."""
_NEEDED = r"(?:needed|necessary)(?=\W*$| to (?:call|ring|phone|go|bother))"
_IS_IT_NEEDED = (
    rf"\b(?:really|actually|absolutely|truly) (?:{_NEEDED}|(?:that (?:bad|serious|urgent)|an emergency)\b)"
    rf"|\bis (?:it|that|this|all this) (?:\w+ )?{_NEEDED}|\bare you (?:really |quite |absolutely )?sure\b"
    r"|\bover the top\b|\b(?:cancel|stop|send|turn) the (?:ambulance|paramedics?|crew|call)"
    r"|\bcancel them|\b(?:stop|send|turn) them (?:away|back|home)"
    r"|\btoo late (?:for (?:the |an? )?(?:hospital|doctor|help)|to (?:go|call|ring|phone))"
    r"|\bno need for (?:that|all that|all this)\b"
)
_AT_A_VISIT = (
    r"\b(?:i'?ll|i will|we'?ll|we will|i'?m going to|gonna|can|could|let me) (?:just )?"
    r"(?:mention|raise|bring|tell|ask|say|see|show)\b[^.?!]{0,30}\b(?:then|there|next|visit|appointment|check-? ?up"
    r"|consultation|surgeon|consultant|doctor|when)\b"
    r"|\b(?:i|we|he|she)(?:'?ve| have|'?s| has)?(?: got)? (?:my|a|an|the|his|her|our) (?:\w+ )?"
    r"(?:consultation|appointment|check-? ?up|visit|scan|follow-? ?up)\b[^.?!]{0,20}"
    r"\b(?:in|on|next|tomorrow|monday|tuesday|wednesday|thursday|friday)\b"
)
"""'I have my consultation in two weeks, I'll mention it.'"""
_PUTS_OFF = re.compile(f"{_CAN_WAIT}|{_AT_A_VISIT}|{_NO_FUSS}", re.IGNORECASE)
_CANNOT_WAIT = re.compile(r"\b(?:i|we|he|she|it) (?:can ?not|ca ?n['\u2019]?t) wait\b", re.IGNORECASE)
_BOTHER = re.compile(_NO_FUSS, re.IGNORECASE)
_DOUBT = re.compile(f"{_PUTS_OFF.pattern}|{_OTHERS_SAY}|{_IS_IT_NEEDED}", re.IGNORECASE)
_HELPERS = re.compile(
    r"\b(?:911|999|112|000|988|ambulances?|paramedics?|emergency (?:room|number|services?|department|line)"
    r"|crisis line)\b|\ba ?(?:&|and|n) ?e\b(?! \w+ (?:park|entrance))",
    re.IGNORECASE,
)
"""Whoever names them after 'Call 911 now' means that."""
_IN_VAIN = re.compile(
    r"\b(?:no ?(?:one|body)|none of them) (?:\w+ ){0,3}(?:come|came|coming|here|arrived|turned up|shown up|showed up)\b"
    r"|\b(?:they|ambulance|paramedics?|help|crew) (?:\w+ ){0,2}?(?:not|never|\w+n['\u2019]?t) (?:\w+ ){0,2}"
    r"(?:come|here|arrived|turned up|shown up|showed up)\b"
    r"|\b(?:still )?no (?:sign of|ambulance|paramedics)\b"
    r"|\b(?:no ?one|nobody|none of them) (?:\w+ ){0,2}?(?:answer\w*|pick\w* up|repl\w+|respond\w*|there)\b"
    r"|\b(?:they|it|he|she|phone|number|line|you)(?:['\u2019]?re|['\u2019]?s| are| is| do| does)?"
    r" ?(?:not|n['\u2019]?t) (?:\w+ )?(?:answer\w*|pick\w* up|repl\w+|respond\w*)\b|\bno (?:answer|reply|response)\b"
    r"|\b(?:keeps?|just|only|it) (?:on )?ring(?:s|ing)(?: and ring(?:s|ing)| out)?\W*$"
    r"|\b(?:engaged|busy) tone|\b(?:line|phone|number)(?:['\u2019]?s| is|s are| was)? (?:always |just |still )*"
    r"(?:engaged|busy|dead)\b|\bon hold\b|\b(?:answer ?phone|answering machine|voice ?mail)\b"
    r"|\b(?:can ?not|can['\u2019]?t|cant|could ?n['\u2019]?t|not) get(?:ting)? (?:through|hold of)\b"
    r"|^\W*still (?:nothing|waiting|no ?one|nobody)\W*$",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"\b(?:insur\w+|billing|appointments?|parking|scans?|mri|x-?rays?|desk|pain ?killers?|fractures?|infection|magnets?"
    r"|work|council|cement|results?|drive me|through (?:the|my) (?:day|night|\w+))\b",
    re.IGNORECASE,
)
"""What else nobody answers, and of what else there may be no sign."""
_PLAIN_QUESTION = re.compile(
    LEAD_IN + r"(?:how (?:much|many|long|soon)|when (?:can|do|will|should)|where|what time|which)\b",
    re.IGNORECASE,
)


def doubts(text: str) -> bool:
    """Whether a message asks if help need be called, puts it off or would rather not: 'can't it wait till morning'."""
    return is_readable(text) and bool(_DOUBT.search(text)) and not _PLAIN_QUESTION.search(text)


def makes_no_fuss(text: str) -> bool:
    """Whether a message says that help has time, or would be a bother; 'I can't wait any longer' says it has none."""
    is_urgent = _CANNOT_WAIT.search(text) or "told me to wait" in text.lower()
    return (
        is_readable(text) and bool(_PUTS_OFF.search(text)) and not (is_urgent or _PLAIN_QUESTION.search(text))
    )


def is_bother(text: str) -> bool:
    """Whether a message says that help would be a bother to those who give it."""
    return is_readable(text) and bool(_BOTHER.search(text))


def names_helpers(text: str) -> bool:
    """Whether a message is of those who were to be called: 'is it really needed to ring 911', 'I have not rung 911'."""
    return is_readable(text) and bool(_HELPERS.search(text))


def waits_in_vain(text: str) -> bool:
    """Whether a message tells that nobody has come or answers: 'still no ambulance'. Then another call is due."""
    is_of_help = is_readable(text) and bool(_IN_VAIN.search(text)) and not _OF_OTHERS.search(text)
    return is_of_help and not _PLAIN_QUESTION.search(text)


def is_readable(text: str) -> bool:
    """Whether a message is short enough to be an excuse and no more."""
    return len(text) <= FEW_CHARACTERS and len(text.split()) <= MORE_WORDS
