"""Courtesies: a greeting, thanks and what all is well, around a question: they say nothing of what is asked."""

from __future__ import annotations

import re

LEAST_WORDS = 2
"""What is left must be a message of its own; 'hello there' and 'ok thanks' are nothing but courtesy."""
_ONE_WORD = re.compile(
    r"\W*(?:human|person|agent|operator|representative|rep|advis[eo]r|receptionist|reception|someone|somebody)\W*",
    re.IGNORECASE,
)
"""'Hi, human': by itself it asks for one; a name in its place, or 'doctor', is who is greeted."""

_ASKED_OF = r"(?: (?:it|he|she|i|they|we|you|this|that|these|those|there|the|my|her|his|your)\b)"
_THERE_IS = (
    rf"(?:['\u2019]?s|is|are|was|were|has|have|seems?)\b(?!{_ASKED_OF})"
    r"|(?:can|could|may|might|must|should|will|would) be\b"
)
_SAID = (
    r"(?:(?:has|had) )?(?:said|says|told|tells|thinks|thought|wants|wanted|suggest(?:s|ed)|mention(?:s|ed)"
    r"|recommend(?:s|ed)|put|gave|asked)\b"
)
_ADDRESSED = (
    rf"(?:there(?!\s*(?:{_THERE_IS}))|(?:doctors?|dr|nurse|clinic|team)(?!\s+(?:{_SAID}))|all(?!\s+of\b)"
    r"|everyone|everybody|folks|sirs?|madam|ma'am|or)"
)
"""Who is greeted: 'hi there', but not 'hi there are two'; 'hi doctor', but not 'hi doctor said'."""
_GREETING = re.compile(
    r"^\W*(?:hello|hi|hiya|hey|greetings|good (?:morning|afternoon|evening|day)|dear)\b"
    rf"(?:[\s,]+{_ADDRESSED})*"
    r"[\s,.!:-]+"
    # Of known words alone: 'I hope you see this, my chest hurts and I am not well' is no greeting.
    r"(?:(?:i )?(?:hope|trust) (?:that )?(?:you(?:['\u2019]?re)?|all|this)"
    r"(?: (?:all|both|is|are|have|been|be|keeping|doing|feeling|finds?|you|message|email|note|very|quite|really))*+"
    r" (?:well|fine|good)\b[\s,.!]+)?"
    r"(?:how are you(?: today| doing)?[\s,.!?]+)?",
    re.IGNORECASE,
)
_THANKS = re.compile(
    # Only from the first of several marks: a page of them would be gone through from each.
    r"(?<![\s,.!?;:-])[\s,.!?;:-]+"
    r"(?:(?:many|with) )?(?:thanks|thank you|thank u|thankyou|thx|ty|cheers|much appreciated)"
    r"(?: (?:so|very) much| a lot| a million| in advance| again| kindly)*"
    r"(?: for (?:your|the|any|all)(?: \w+){1,3})?[\s.!]*$",
    re.IGNORECASE,
)
_THANKS_FIRST = re.compile(
    r"^\W*(?:(?:ok|okay|great|perfect|lovely|good|right|brilliant|ah)[\s,.!]+)*"
    r"(?:thanks|thank you|thank u|thankyou|thx|ty|cheers)\b[^.!?;\n]{0,40}[.!;\n]+\s*",
    re.IGNORECASE,
)
_ONE_MORE = re.compile(
    r"^\W*(?:(?:and|ok|so|but|just|oh)[\s,]+)*(?:(?:one|another|a|just one|one last|last|final|quick|next)[\s-]+)+"
    r"(?:more |other |last |final |quick |small |little )*(?:thing|question|q|query)(?: though| please)?\s*[,.:;-]+\s*",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r"^\W*(?:(?:no|nope|not that|sorry|oh|ah|well)[\s,.!]+)+i (?:actually |really |only )?meant?\s+"
    r"(?:about |to ask(?: about)? )?"
    r"(?:(?:the|my) )?(?!to\b|it\b|that\b|this\b)(?=\w)",
    re.IGNORECASE,
)
"""'No, I meant | carrying': what was not meant stands before it, or behind."""
_NOT_MEANT = re.compile(r"(?<![\s,])[\s,]+not (?:(?:about|the|my) )*[\w-]+(?: [\w-]+)?\W*$", re.IGNORECASE)
_NONE = r"(?:no|not any|nor any) [a-z' -]{2,30}?"
_ALL_WELL = re.compile(
    rf"(?:(?<=[.!?;\n])|^)\s{{0,99}}(?:(?:so|and|but|well|ok|at the moment|today|now),? )?"
    rf"(?:(?:i|he|she|we|they|there|it|my \w+)(?:'s|'ve| is| are| am| has| have| had|'m)?(?: got| had)? )?"
    rf"{_NONE}(?:(?:,| and| or|, and|, or|,? nor) {_NONE})+"
    r"(?:(?:,| and|, and) [a-z' ]{2,40}\b(?:fine|ok|okay|good|clean|dry|normal|well|legs))*[.!;\n]+",
    re.IGNORECASE,
)
"""'I have no numbness, no fever and no chest pain.' Two denials at least; the red flags read it all the same."""

_ONLY_THANKS = re.compile(
    r"\W*(?:(?:ok(?:ay)?|all ?right|right|great|lovely|oh|that'?s (?:great|kind|good)|many|with)\b\W*)*"
    r"(?:thanks|thank you|thank u|thankyou|thx|ty|cheers|much appreciated)"
    r"(?:\W+(?:so|very|much|a lot|again|then|for (?:that|your help|telling me)))*\W*",
    re.IGNORECASE,
)


def without_courtesies(text: str) -> str:
    """`text` without the greeting or thanks before it, the thanks after it and what all is well, unless that is all."""
    for courtesy in (_GREETING, _THANKS_FIRST, _ONE_MORE, _THANKS, _ALL_WELL):
        text = _without(courtesy, text)
    return _meant(text)


def without_greeting(text: str) -> str:
    """`text` without the greeting before it, unless that is all: nothing else in it is touched."""
    return _without(_GREETING, text)


def _without(courtesy: re.Pattern[str], text: str) -> str:
    rest = courtesy.sub(_question_mark, text, count=1)
    return rest.strip() if len(rest.split()) >= LEAST_WORDS or _ONE_WORD.fullmatch(rest) else text


def _meant(text: str) -> str:
    found = _MEANT.match(text)
    return (_NOT_MEANT.sub("", text[found.end() :]) or text) if found else text


def is_thanks(text: str) -> bool:
    """Whether a message is nothing but thanks: 'ok thank you'."""
    return bool(_ONLY_THANKS.fullmatch(text))


def _question_mark(found: re.Match[str]) -> str:
    """The question mark that stood before the thanks belongs to the question."""
    return "?" if found.re is _THANKS and "?" in found[0] else ""
