"""Asked back: 'so that's a no?', 'not even for five minutes?' A few words that want a yes or a no to what was said."""

from __future__ import annotations

import re

from bot.course import is_short

_LEAD = (
    r"\W*(?:(?:and|so|but|ok|okay|well|just|please|pls|come on|look|then|basically|really|can you|could you|can'?t you"
    r"|will you|i (?:just )?(?:want|need)|all i (?:want|need) is|give me|tell me|say|answer(?: me)?(?: with)?)\b\W*)*"
)
_END = r"(?:\W+(?:then|or not|or what|really|answer|please|pls|thanks|for once))*\W*"
_YES_OR_NO = re.compile(
    rf"{_LEAD}(?:(?:is (?:that|it|this)|(?:that|it)(?:['\u2019]?s| is)|which is it|a|an|the|in|simple|simply|straight"
    rf"|plain|clear|short|quick|or)\b\W*)*(?:yes(?:,? or(?: an?)?|/| / )? ?no|no or (?:a )?yes"
    rf"|(?:straight|clear|plain|simple) answer"
    rf"|(?<=a )(?:yes|no|maybe)){_END}",
    re.IGNORECASE,
)
"""'Just give me a yes or no', 'is that a no?'"""
_ALLOWED = (
    r"(?:(?:am i|are we|is (?:he|she)) (?=(?:not |still |really )*(?:allowed|ok|fine|safe))"
    r"|(?:i(?: a|['\u2019]?)m|(?:we|they)(?: a|['\u2019]?)re) (?=(?:not |still |really )*(?:allowed|ok|fine|safe))"
    r"|(?:i|we|she|he|you|it|that|this)(?: |['\u2019])?(?:can|can[' ]?not|can['\u2019]?t|could|may|must|should"
    r"|shouldn['\u2019]?t|mustn['\u2019]?t|isn['\u2019]?t|is not|is|s|(?:do(?:es)?|wo)(?:n['\u2019]?t| not)|will|does)"
    r"(?: not)? ?)?"
    r"(?:(?:all|not|still|really|quite) )*(?:ok(?:ay)?|fine|all ?right|safe|allowed|possible|forbidden"
    r"|a problem|nothing to (?:worry about|it|fear)|no (?:danger|risk|problem|worries))?"
)
_SO = re.compile(
    r"\W*(?:(?:and|but|ok|okay|well|oh)\W+)*(?:so|you mean|(?:does|do) (?:that|you) mean|meaning|basically|i take it)\b"
    rf"(?:\W+(?:basically|then|you mean|it['\u2019]?s|that['\u2019]?s|its|thats))*\W+(?:(?:an? )?(?:yes|no|maybe|never)"
    rf"|(?=\w){_ALLOWED}){_END}",
    re.IGNORECASE,
)
"""'So yes?', 'you mean no?', 'so it's fine then'"""
_DOUBT = re.compile(
    r"\W*(?:(?:and|but|ok|okay|oh|what|so)\W+)*(?:(?:really|never|no|not at all|not ever|sure|honestly|seriously"
    r"|(?:are )?you sure(?: about (?:that|it|this))?|is that (?:so|right|true|correct))"
    r"|(?:not (?:even|for|a|an|one|if|in|once)|even (?:just|only|a|an|once|to|round|down))\b[^.?!\n]{0,40})"
    r"\W*\?\W*",
    re.IGNORECASE,
)
"""'Never?', 'not even a little one?'; 'not with a pacemaker?' names something new."""
_NOT_EVEN = re.compile(
    r"\W*(?:(?:and|but|ok|okay|oh|what|so)\W+)*not even (?:an?|one|once|for|if|in|the)\b[^.?!\n]{0,40}\W*",
    re.I,
)
"""'Not even a small one': most people leave the mark out."""

_TURNED = (
    r"(?:(?:is|was|does|do|did|can|could|will|would|am|are|should|may|must)"
    r" (?:it|that|this|i|we|he|she|they|you))"
)
_IS_IT = re.compile(
    r"\W*(?:(?:and|but|ok|okay|oh|what|so|well|hm+|then|though)\W+)*(?:is|are|was) (?:that|it|this|they|all that) "
    r"(?:(?:really|all|even|actually|still|definitely|always) )*(?:so|right|true|correct|a problem|an issue|the case"
    rf"|certain|for (?:sure|certain)){_END}"
    rf"|\W*(?:(?:and|oh|ok|okay)\W+)*(?:so|well|but)\W+{_TURNED}{_END}"
    rf"|\W*(?:(?:and|oh|ok|okay|so|well|but)\W+)*{_TURNED}\W+(?:then|though|or not|or (?:\w+['\u2019]?t) (?:it|i|they)"
    r"|really)\W*",
    re.IGNORECASE,
)
"""'Is that right', 'so is it': nobody needs a mark to ask so."""

_SAYS_IT = (
    r"(?:say|tell|give|answer|commit)\b(?: (?:me|us|it|that|this|an?|one|number|figure|date|straight|simple|plain|clear"
    r"|answer|yes|no|or|time|so|plainly|straight out|to))*"
)
_JUST_SAY = re.compile(
    rf"{_LEAD}(?:(?:why|how come) (?:(?:ca|can|do|will|would|could)(?:n['\u2019]?t| not)?|wo(?:n['\u2019]?t| not)|not)"
    r"(?: (?:you|u|it|not))?|(?:how come|why) (?:you|u) (?:can['\u2019]?t|cannot|won['\u2019]?t|do not|don['\u2019]?t))"
    rf"(?: just| simply| ever)* {_SAYS_IT}{_END}",
    re.IGNORECASE,
)
"""'How come you can't just say a number?'"""
_RULE = re.compile(r"(?:(?<=[.!] )|(?<=\n)|^)(?:Do not|Never|You must not) [^.!\n]+[.!]")

_WHY = re.compile(
    rf"{_LEAD}(?:why(?: not| so"
    r"| (?:do|would|does) (?:they|you|i|we|he|she) (?:need|want|do) (?:it|that|this|them|those))?"
    rf"|how come(?: not)?|for what reason)(?: (?:is that|long|though))?{_END}",
    re.I,
)
_WHICH = re.compile(
    rf"{_LEAD}(?:(?:which|what) (?:one|procedure|operation|op|treatment|of (?:them|the two|those|these)"
    rf"|of (?:the )?both)"
    r"(?: of (?:them|the two|those))?(?: (?:is|are|was|were|do|does|did) (?:that|it|this|those|they|you))"
    r"(?: (?:now|just))?(?: (?:talking|speaking|writing|mean(?:ing|t)?|on|telling me))?(?: (?:about|for|of))?"
    r"|(?:is|are|was) (?:that|it|this|those) (?:about|for|on|the same for) (?:which|both"
    r"|either)(?: one)?(?: of (?:them|the two))?"
    rf"|for which(?: one)?(?: (?:is|was) (?:that|it|this))?|which one(?: is it)?(?= (?:about|for))(?: about"
    rf"| for)){_END}",
    re.IGNORECASE,
)


def asks_back(text: str) -> bool:
    """Whether a message wants a yes or a no to what was said before, and names nothing new."""
    patterns = (_YES_OR_NO, _SO, _DOUBT, _NOT_EVEN, _IS_IT, _JUST_SAY)
    return is_short(text) and any(pattern.fullmatch(text) for pattern in patterns)


def rule_in(text: str) -> str | None:
    """The first sentence of an answer that plainly forbids something: 'Do not drink alcohol for a day.'"""
    found = _RULE.search(text)
    return found and found.group()


def asks_which(text: str) -> bool:
    """Whether a message asks which procedure was meant by what was said: 'which one are you talking about'"""
    return is_short(text) and bool(_WHICH.fullmatch(text))


def asks_why(text: str) -> bool:
    """Whether a message asks for nothing but the reason of what was said before: 'why not?', 'how come'"""
    return is_short(text) and bool(_WHY.fullmatch(text))
