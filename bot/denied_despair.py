"""Despair denied: 'no, I'm not suicidal, only nervous', 'harm myself? never'."""

from __future__ import annotations

import re

from bot.course import FEW_CHARACTERS

_SELF = r"(?:my|him|her|them|our)sel(?:f|ves)"
_HARM = rf"(?:kill|harm|hurt|cut|top|do (?:something|anything) to)(?:ing)? {_SELF}"
_DEED = (
    rf"(?:suicidal|(?:thinking (?:of|about) )?suicide|suicidal (?:thoughts|feelings)|{_HARM}"
    r"|end(?:ing)? (?:my|his|her) life|do(?:ing)? (?:anything|something) (?:\w+ )?"
    r"(?:daft|silly|stupid|rash|foolish|drastic|like that)|do(?:ing)? anything(?=\W*$))"
)
_BETWEEN = (
    r"(?:(?:i|he|she|we|am|is|was|are|at|all|here|one|a|bit|in|the|least|really|feeling|having|have|any|ever|would|will"
    r"|want(?:ed|s)?|going|planning|about|thinking|of|to|gonna) )*"
)
"""Only these: 'not afraid of killing myself' and 'nobody knows that I am suicidal' deny nothing."""
_DENIES = re.compile(
    r"\b(?:not|never|nobody|no ?one|none of us|(?:is|was|am|wo|do|does|did|would)n['\u2019]?t|no) "
    rf"{_BETWEEN}{_DEED}\b"
    rf"|\b{_HARM}\W+(?:no|never|god no|goodness no|of course not|not me)\b",
    re.IGNORECASE,
)
_BUT = re.compile(
    r"\b(?:but|although|though|yet|except|because|any ?more|any ?longer|if|unless|sure|tell|told|(?<!to )know|knows"
    r"|promise\w*|guarantee\w*|stop thinking|wish|used to|cannot|can not|(?:ca|could)n['\u2019]?t)\b",
    re.IGNORECASE,
)
"""What takes it back: 'not suicidal, but I can't go on', 'nobody knows that I think of suicide'."""
_WELL = (
    r"(?:i['\u2019]?m|i am) (?:now )?(?:dancing|walking|gardening|sleeping|laughing|living|enjoying|fine|happy|well"
    r"|grateful"
    r"|doing (?:so |really |very )?well|back to (?:my|normal))"
)
_DESPAIRED = (
    r"(?:wish\w*|want\w*|think\w*|thought|say|said|felt|feel\w*|could have|would have|be|was)\b.{0,30}?"
    r"\b(?:dead|die|dying|end(?:ed|ing)? (?:it|it all|my life|things)|suicid\w+|kill\w*|dark place)\b"
)
_IS_BEHIND = re.compile(
    rf"\b(?:used to|before (?:the|my|it|this)\b.{{0,25}}? i) {_DESPAIRED}.{{1,60}}?"
    rf"\b(?:now {_WELL}|now i (?:walk|dance|garden|sleep|laugh|enjoy|play|swim)|my life back|behind me"
    r"|never been better)\b",
    re.IGNORECASE | re.DOTALL,
)
"""'I used to love life, that is behind me' is no such thing."""
_STILL = re.compile(
    r"\b(?:still|sometimes|worse|do it|can['\u2019]?t|cannot|tonight|today|but|want(?! to thank)|die|kill|end|will"
    r"|pills?|tablets?|i['\u2019]?ll|going to|gonna|goodbye|over|enough)\b",
    re.IGNORECASE,
)


def has_despair_behind(text: str) -> bool:
    """Whether a message says that despair is over: 'I used to wish I was dead with that pain, now I'm dancing'."""
    behind = _IS_BEHIND.search(text) if len(text) <= FEW_CHARACTERS else None
    return behind is not None and not _STILL.search(f"{text[: behind.start()]} {text[behind.end() :]}")


def denies_despair(text: str) -> bool:
    """Whether a message says in so many words that nobody thinks of suicide; what else it says is for the screen."""
    return len(text) <= FEW_CHARACTERS and bool(_DENIES.search(text)) and not _BUT.search(text)


def without_denial(text: str) -> str:
    """The message without the denial, so that what else it tells is judged by itself."""
    return _DENIES.sub(" ", text)
