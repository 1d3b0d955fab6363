"""Asked in front: 'what does it mean if mum can't breathe' asks about what somebody has, and so tells of it.

'What should I do if he faints' asks of a day to come.
"""

from __future__ import annotations

import re

_KIN = (
    r"(?:(?:my|our) (?:\w+ )?)?(?:mum|mom|mam|dad|mother|father|wife|husband|nan|gran|grandma|grandad|granny|partner"
    r"|son|daughter|sister|brother|aunt|uncle|friend|neighbou?r)"
)
_HERS = (
    r"(?:(?:my|her|his) (?:\w+ ){0,2}\w+|the (?:wound|dressing|plaster|place|scar|cut|skin|hole)(?: \w+)?)"
)
_SOMEBODY = rf"(?:i|he|she|{_KIN}|{_HERS})"
_HAS = (
    r"(?:(?:['\u2019]s|['\u2019]m|['\u2019]ve| is| am| are| has| have| keeps| feels| looks| seems)\b"
    r"| (?:ca|is|does|are|do|wo|has|have)n['\u2019]?t\b| (?:can ?not|can no longer|is not|has no|has not|never)\b"
    r"| (?:suddenly |just |now |also )*(?:fell|fainted|collapsed|lost|started|went|woke|coughed|passed out|threw up)\b)"
)
_THIS = r"(?:it|this|that|these|those|things like (?:this|that))"
_MEANS = (
    r"(?:what (?:does|do|could|might) (?:it|this|that) mean|how (?:bad|serious|dangerous) is (?:it|this|that)"
    r"|is (?:it|this|that) (?:bad|serious|dangerous|an emergency)|what (?:is|['\u2019]s) (?:it|wrong))"
)
_IF_OTHERS = rf"{_MEANS} (?:if|when) (?=(?:he|she|{_KIN}|{_HERS}){_HAS})"
"""'If I have a fever' is supposed; what someone is said to have is seen."""
_IF_I = rf"{_MEANS} (?:if|when) (?=i (?:ca ?n['\u2019]?t|can ?not|am|keep)\b|i['\u2019]m\b)"
_THAT = (
    rf"(?:{_MEANS}|does it matter|(?:is|could|can|would|might) {_THIS} (?:be )?(?:\w+ ){{0,5}}?"
    r"(?:usual|common|normal|expected|ok(?:ay)?|fine|bad|part of (?:it|this)|side[- ]?effects?|risks?)"
    r"(?: (?:for|of|after|from|with) (?:\w+ ){0,2}?\w+)?|(?:how|why) (?:is|would|can|could|might) it(?: be)?"
    r"(?: possible)?|(?:could|can|would|might|is|will) (?:it|that|this|the \w+) (?:be )?(?:the reason )?why)"
    r"(?: that)? "
)
_ASIDE = (
    r"(?:(?:i(?:['\u2019]m| am| was)? )?(?:just |only )*(?:wonder(?:ing|ed)?|ask(?:ing)?|curious|a (?:quick )?question)"
    r"|(?:(?:i|we) (?:\w+ )?(?:read|heard|saw|know|knew|looked it up|googled it)|(?:i|we) (?:was|were) told"
    r"|the (?:\w+ )?(?:leaflet|booklet|sheet|website|internet|doctor|nurse|surgeon|form) (?:says?|said|mentions?)"
    r"|(?:they|he|she|you) (?:says?|said|told (?:me|us|her|him)|warned (?:me|us)))(?: (?:and )?(?:that|it says))?"
    rf" {_THIS} (?:can|could|may|might|does|sometimes|is|was) (?:\w+ ){{0,3}}?(?:happens?|normal|common|rare|likely"
    r"|expected|occurs?|usual|come up))\s?[,.:;-]{1,3} (?:(?:but|and|well|so|now|only) )?"
)
_SAYS = (
    r"(?:my|the|our|his|her) (?:\w+ ){0,3}?\w+(?:,? (?:who(?:['\u2019]s| is)|she is|he is|she['\u2019]s|he['\u2019]s) "
    r"an? (?:\w+ )?\w+,?| is an? \w+ and)? (?:thinks?|says?|said|reckons?|believes?|suspects?|is sure|fears?) "
    r"(?:that )?"
)
"""'My daughter who is a nurse thinks': what others see somebody has."""
_FRONT = re.compile(
    rf"(?:^|(?<=[.?!\n,]))\W{{0,3}}(?:(?:hi|hello|please|sorry|and|but|so|ok|okay|oh|doctor|nurse)\W{{1,3}}){{0,3}}"
    rf"(?:{_IF_OTHERS}|{_IF_I}|(?:{_THAT}|{_ASIDE}|{_SAYS})(?={_SOMEBODY}{_HAS}))",
    re.IGNORECASE,
)
_REMEDY = re.compile(
    r"(?:what (?:helps|works|is good|can (?:i|we|he|she|you) (?:take|do|use|give (?:him|her)))|(?:any|which|what|some) "
    r"(?:\w+ )?(?:tips?|advice|exercises?|remed(?:y|ies)|tea|pads?|pills?|tablets|cure|help)(?: \w+){0,4}?"
    r"|exercises?|is there (?:a|any|some) (?:\w+ ){0,2}?\w+) (?:for|against|with) "
    r"(?P<told>[^.?!\n]{4,120})",
    re.IGNORECASE,
)
"""'What helps against not being able to pass water?' Nobody asks so for a day to come."""
_EXCEPT = re.compile(
    r"\b(?:except|apart from|other than|aside from|but for)(?: for| that)?(?: number \w+,?)? (?P<told>[^.?!\n]{4,120})",
    re.IGNORECASE,
)
"""'All is well except that I can't work my bladder.'"""
_TOLD = tuple(
    (re.compile(pattern, re.IGNORECASE), told)
    for pattern, told in (
        (r"^not being\b", "I am not"),
        (r"^being\b", "I am"),
        (r"^not having\b", "I have not"),
        (r"^you\b", "I"),
        (r"^(?=(?:i|he|she|my|his|her|it)\b)", ""),
        (r"^(?=numb\b)", "I am "),
    )
)
_IF_NORMAL = re.compile(
    r"\b(?:is|are) (?!it\b|that\b|this\b)(?P<told>[^.?!,\n]{4,60}?) (?:normal|usual|common|expected|ok(?:ay)?|fine)\b"
    r"|\bshould (?:i|he|she|it) (?:be|feel) (?P<meant>[^.?!,\n]{4,60})",
    re.IGNORECASE,
)
_IN_GENERAL = re.compile(
    r"\b(?:can|could|might|may|would|will|risk\w*|chance|possible|if|cause\w*"
    r"|after (?:a|the) (?:procedure|operation|op))\b",
    re.IGNORECASE,
)
_WHAT_THEN = re.compile(
    r"\bwh(?:at|o|om|ere) (?:should|shall|do|does|can|could|must|would|to) "
    r"(?:(?:i|we|you|one|he|she) )?(?:have to |need to )?"
    r"(?:do|call|ring|phone|tell|contact|ask|go|turn to)(?: to)? (?:if|when|should)\b"
    r"|\bwhat (?:if|happens (?:if|when)|would happen if)\b"
    r"|\bwhat (?:does|would|could) (?:it|that) mean (?:if|when)\b|\bhow (?:bad|serious) is it (?:if|when)\b"
    r"|\b(?:should|shall|must|do) (?:i|we|he|she) (?:(?:need|have) to )?(?:call|ring|phone|worry|come in|go to)\b"
    r".{0,40}\b(?:if|when)\b",
    re.IGNORECASE,
)
"""'What should I do if he faints?'"""


def asks_what_then(text: str) -> bool:
    """Whether a message asks what something would mean, or what to do then; a danger named in it is not there yet."""
    return bool(_WHAT_THEN.search(text))


def without_question_in_front(text: str) -> str | None:
    """The text without what is asked in front of something that somebody has; None where nothing is."""
    told, found = _FRONT.subn(" ", text)
    return told.strip() if found else None


def told_in_asking(text: str) -> list[str]:
    """What somebody has who asks for a remedy for it, or names it as all that is not well, as it would be told."""
    return [_as_told(each["told"]) for each in (*_REMEDY.finditer(text), *_EXCEPT.finditer(text))]


def asked_if_normal(text: str) -> list[str]:
    """What somebody asks to be normal, as it would be told; what might come of a procedure is no such thing."""
    if _IN_GENERAL.search(text):
        return []
    return [_as_told(each["told"] or each["meant"]) for each in _IF_NORMAL.finditer(text)]


def _as_told(phrase: str) -> str:
    """'Not being able to pass water' as it is told: 'I am not able to pass water'."""
    for pattern, told in _TOLD:
        phrase, found = pattern.subn(told, phrase.strip(), count=1)
        if found:
            return phrase
    return f"I have {phrase}"
