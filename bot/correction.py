"""A correction: the sign itself is taken back: 'no that's my bra', 'I have not got any, I only wanted to know'."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.course import FEW_CHARACTERS, gets_worse, names_sign

SOME_WORDS = 18
"""In more words than these something else may be told."""

_BUT = re.compile(
    r"\b(?:but|though|although|except|however|still|again|now|today|tonight|since|yesterday|worse|getting|keeps?"
    r"|this (?:morning|afternoon|evening|week)|last night|(?:minutes?|hours?|days?) ago|already|whether)\b",
    re.IGNORECASE,
)
"""What may tell of something that is there all the same."""
_SAY = (
    r"(?:(?:no|nope|nah|oh|oops|ooops|whoops|sorry|ah|haha+|hehe|lol|ok(?:ay)?|well|wait|actually|sry|my bad|typo"
    r"|wrong word|auto ?correct|silly me|don['\u2019]?t worry|i mean|i meant|it['\u2019]?s fine)\b\W*)*"
)
_LAUGH = r"(?:\W+(?:haha+|hehe|lol|sorry|silly me|my bad|that['\u2019]?s all|ha|honestly|only|thanks|thank you))*\W*"
_THING = (
    r"(?:bras?|bra strap|shirt|t-?shirt|jacket|coat|vest|blouse|dress|jumper|sweater|cardigan|collar|tie|scarf"
    r"|(?:seat ?)?belts?|trousers|pants|jeans|skirt|tights|gloves?|waistband|(?:watch|bag|shoulder) strap|rucksack"
    r"|chest of drawers|chest freezer|drawers?|wardrobe|(?:table|chair) legs?|engine|boiler|radiator|fridge"
    r"|ketchup|paint|ink|nail (?:polish|varnish))"
)
"""Shoes and chairs are not among them: they are named as the cause of what is there."""
_NAMES = (
    r".*\b(?:(?:that|it|this)['\u2019]?s|(?:that|it|this|they) (?:is|was|are|were)|they['\u2019]?re|mean|meant|typo"
    r"|auto ?correct|wrong word)\b"
)
"""Without one of these 'tights' may be an answer to anything."""
_IS_A_THING = re.compile(
    rf"\W*(?={_NAMES}){_SAY}(?:(?:that|it|this|they)(?:['\u2019]?s|['\u2019]?re| is| was| are| were) )?"
    r"(?:(?:only|just|my|his|her|the|a|about|about my|too tight|tight|new) )*"
    rf"{_THING}(?: (?:that|which)(?:['\u2019]?s| is) (?:too |so )?(?:tight|small))?(?: (?:is|was) (?:too |so )?(?:tight"
    rf"|small))?{_LAUGH}",
    re.IGNORECASE,
)
"""The whole message: what was told of is no part of the body."""
_ONE = r"(?:i|we|he|she|nobody|no one|(?:my |our )?(?:mum|mom|dad|wife|husband|mother|father))"
_HAS_NOT = (
    rf"{_ONE}(?:['\u2019]?m)? ?(?:(?:have|has|had|do|does|did|am|is)(?: not|n['\u2019]?t)|['\u2019]?ve not|not"
    r"|never)(?: actually| really| even| currently)*(?: (?:got|have|had|having|feel|get|getting|experiencing))?"
)
_SYMPTOMS = (
    r"(?:symptoms?|signs?|such (?:thing|symptoms?)|side effects?|complaints?|problems? like (?:that|this))"
)
_ENDS = (
    r"(?:\W+(?:at all|myself|right|yet|so far|thank god|thankfully|luckily|thanks|thank you|sorry|honestly|though"
    r"|and|so|any of (?:it|that|those|these)|i(?:['\u2019]?m| am| was|['\u2019]?ve been)? (?:just |only )*(?:asking|"
    r"curious|wondering|asked|wanted to know|want to know)(?: (?:in general|generally|in case|about it|beforehand))?"
    r"|(?:just|only) (?:asking|curious|wondering)(?: (?:in general|generally|in case|about it))?|in general"
    r"|generally|just in case))*\W*"
)
_HAS_NO_SYMPTOMS = re.compile(
    rf"\W*{_SAY}(?:{_ONE}(?:['\u2019]?ve| have| has)?(?: got)? no {_SYMPTOMS}|no {_SYMPTOMS}"
    rf"|{_HAS_NOT} (?:any )?(?:of )?(?:these |those |the |such )?{_SYMPTOMS}"
    r"|(?:none|nothing) of (?:that|this|those|these|it)(?: (?:applies|has happened|is (?:happening|there)))?"
    rf"(?: to (?:me|him|her|us))?){_ENDS}",
    re.IGNORECASE,
)
"""The whole message: nothing of what was asked about is there."""
_HAS_NOT_GOT_IT = re.compile(
    rf"\W*{_SAY}(?:{_HAS_NOT} (?:any|it|that|this|those|them|one|either)(?: of (?:that|this|those|them|it))?"
    r"|haven['\u2019]?t(?: got)? (?:any|it|that)|(?:i['\u2019]?m|i am|he is|she is|we are) (?:all )?(?:fine|ok(?:ay)?)"
    rf"|not (?:me|mine|him|her|happening)){_ENDS}",
    re.IGNORECASE,
)
"""The same, where what 'it' is must be told by the question before."""
_ONLY_WANTS_TO_KNOW = re.compile(
    rf"^\W*{_SAY}(?:(?:i|we)(?:['\u2019]?m|['\u2019]?d| am| was| would)? ?)?(?:just |only )+"
    r"(?:(?:want|wanted|like|wish|need|needed|trying)(?: to)? (?:know|ask|understand|learn|hear|find out|be prepared)"
    r"|asking|curious|wondering|interested|reading (?:up|about)|read (?:about )?it)\b",
    re.IGNORECASE,
)
_ASKED_IN_GENERAL = re.compile(
    r"\b(?:i|we)(?:['\u2019]?m| am| was| were|['\u2019]?re)? (?:just |only |actually )*(?:asking|asked|meant|mean"
    r"|wondering|talking|speaking)(?: (?:it|that|this|about (?:it|that)))? (?:in general|generally|hypothetically"
    r"|in theory|as a (?:general|hypothetical) (?:question|thing))\b"
    r"|^\W*(?:(?:no|sorry|oh|just|only|it was|that was|it['\u2019]?s|that['\u2019]?s|a)\W+)*"
    r"(?:in general|generally|general question|hypothetical(?:ly)?(?: question)?)\W*$",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    rf"^\W*{_SAY}(?P<means>(?:i|we)(?:['\u2019]?m| am| was)? (?:just |only |actually )*"
    r"(?:mean|meant|asking|asked|wondering) )?"
    r"(?:(?:like|about|is|was) )?(?:what (?:if|happens if|would happen if|do i do if|should i do if)"
    r"|(?(means)(?:in case|if)|(?!)))\b(?P<sign>.*)",
    re.IGNORECASE | re.DOTALL,
)
"""A bare 'if' tells as well: 'no, if I breathe in it hurts'."""
_MEANS = re.compile(
    r"^\W*(?:no|nope|nah|sorry|oh)\b|\b(?:mean|meant|asking|asked|wondering)\b", re.IGNORECASE
)
"""'No, what if ...' puts right; 'what if it is my heart' is afraid."""
_AFTER = re.compile(
    r"\b(?:after|afterwards?|later(?: on)?|one day|in (?:the )?future|at some point)\b", re.IGNORECASE
)
_SMALL_WORDS = frozenset(
    """i i'm he she we you they my his her your the a an it that this them get gets got getting have has had feel feels
    start starts develop develops happen happens happened to in of on and or some any someone would were was is would
    me him one the op procedure operation surgery injection when at home there""".split()
)
_ASKS_OF_IT = re.compile(
    r"\b(?:side[- ]?effects?|risks?|complications?|symptoms? (?:of|after)|warning signs?"
    r"|what if|what happens|possible|common|chances?|likely|wondering|is it true|part of it|known for"
    r"|does (?:it|this|that|the \w+) (?:cause|give|lead)|do (?:people|you|some|patients) (?:get|have))\b"
    r"|^\W*(?:(?:and|but|so|ok|hi|hello)\b\W*)*(?:can|could|does|do|did|will|would|might) "
    r"(?:it|this|that|the|you|one|people|cement|a|someone|patients)\b",
    re.IGNORECASE,
)
"""What a question in general says, which tells of nobody."""
_TOLD = re.compile(
    r"\b(?:i['\u2019]?(?:ve|m)|(?:he|she)['\u2019]?s|we['\u2019]?ve|(?:i|he|she|we) "
    r"(?:have|has|had|am|is|got|feels?|felt|ca(?:n['\u2019]?t|nnot)|could(?:n['\u2019]?t| not)))\b"
    r"|\b(?:my|his|her) (?!(?:op|operation|procedure|surgery|injection)\b)\w+",
    re.IGNORECASE,
)
"""A question may tell as well: 'is it normal that I can't feel my legs?'"""


def corrects(text: str, met: Collection[str]) -> bool:
    """Whether `text` takes back the sign itself that was told in `met`, the messages that were met with help.

    'I only wanted to know' and 'I haven't got it' do so after a question in general; after 'my chest hurts' they may
    be said of anything, and the alarm stays.
    """
    if not met or not _is_readable(text) or _BUT.search(text) or gets_worse(text):
        return False
    is_of_none = _IS_A_THING.fullmatch(text) or _HAS_NO_SYMPTOMS.fullmatch(text)
    if is_of_none or _supposes(text, met):
        return True
    if names_sign(text):
        return False
    was_asked = all(map(_asks_in_general, met))
    is_denied = _HAS_NOT_GOT_IT.fullmatch(text) or _ONLY_WANTS_TO_KNOW.search(text)
    return bool(_ASKED_IN_GENERAL.search(text) or (was_asked and is_denied))


def _supposes(text: str, met: Collection[str]) -> bool:
    """Whether a text puts the very sign that was told as a question of what if: 'no, what if I get it after'."""
    supposed = _SUPPOSED.search(text)
    if not supposed or not _MEANS.search(text):
        return False
    told = set(_words(" ".join(met)))
    sign = set(_words(supposed["sign"])) - _SMALL_WORDS
    # Another sign than the one that was told puts nothing right.
    return bool(sign & told) if _AFTER.search(supposed["sign"]) else bool(sign) and sign <= told


def _asks_in_general(met: str) -> bool:
    return bool(_ASKS_OF_IT.search(met)) and not (_TOLD.search(met) or _BUT.search(met))


def _words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.lower().replace("\u2019", "'"))


def _is_readable(text: str) -> bool:
    return len(text) <= FEW_CHARACTERS and len(text.split()) <= SOME_WORDS
