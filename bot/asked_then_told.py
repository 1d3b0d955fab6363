"""Asked, then told: 'can you get breathless from it?' and then 'I am' tell together what neither does alone."""

from __future__ import annotations

import re

from bot.course import is_short
from bot.questions import asks_nothing

_LEAD_IN = (
    r"\W*(?:(?:and|but|so|ok|okay|well|hi|hello|sorry|please|oh|no|yes|yeah|actually|thanks|only|just"
    r"|i mean(?:t)?)\b\W*)*"
)
_LEADING = re.compile(rf"^{_LEAD_IN}", re.IGNORECASE)
_PEOPLE = r"(?:you|people|patients|folks?|one|they|some(?: people)?|any(?:one|body)|women|men|we|he|she|i)"
_OFTEN = (
    r"(?:(?:ever|sometimes|normally|usually|often|also|really|still|just|all|even|perhaps|maybe|actually) )*"
)
_VERB = r"(?:do|does|did|can|could|would|will|might|may|should)"
_IT = r"(?:it|this|that|the (?:procedure|op\w*|cement|tablets?|surgery|\w+plasty)|kypho\w*|vertebro\w*)"
_NORMAL = (
    r"(?:normal|usual|common|expected|ok(?:ay)?|all ?right|fine|bad|serious|dangerous|likely|rare|possible"
    r"|to be expected|a (?:bad )?(?:sign|side[- ]?effect|risk|problem|worry)|(?:one|part) of (?:it|the risks?)"
    r"|worrying)"
)
_TOLD = tuple(
    (re.compile(rf"{_LEAD_IN}{pattern}", re.IGNORECASE), told)
    for pattern, told in (
        (
            rf"(?:is|would|was) it (?:be )?(?:\w+ )?{_NORMAL} (?:to|if you|if i|if one|when you) (?P<what>.+)",
            "I ",
        ),
        (rf"(?:is|are) (?:it|this|that) {_NORMAL}.*", None),
        (rf"(?:is|are) (?:there )?(?:any |some |a bit of )?(?P<what>[^?]+?) {_NORMAL}\b.*", "I have "),
        (rf"{_VERB}(?:n['\u2019]?t)? {_OFTEN}{_PEOPLE} {_OFTEN}(?P<what>[^?]+)", "I "),
        (
            rf"{_VERB} {_OFTEN}{_IT} {_OFTEN}(?:make|leave|get) {_PEOPLE} (?P<what>[^?]+)",
            "I feel ",
        ),
        (
            rf"{_VERB} {_OFTEN}{_IT} {_OFTEN}(?:affect|hurt|harm|damage) (?:the|my|your|one['\u2019]?s) "
            r"(?P<what>[^?]+)",
            "I have trouble with my ",
        ),
        (
            rf"{_VERB} {_OFTEN}{_IT} {_OFTEN}(?:cause|give (?:you|people)|lead to|go to|bring on|trigger) "
            r"(?P<what>[^?]+)",
            "I have ",
        ),
        (rf"{_VERB} (?P<what>[^?]+)", "my "),
        (
            r"(?:(?:what(?:['\u2019]?s| is| are)|is there|any) )?(?:(?:the|my|a|any) )?(?:chances?|risks?|odds|danger)"
            r" of (?:getting |having )?(?P<what>[^?]+)",
            "I have ",
        ),
        (r"how (?:common|likely|rare|often|bad|normal) (?:is|are) (?P<what>[^?]+)", "I have "),
        (rf"(?:what|and) if (?:{_PEOPLE} )?(?P<what>[^?]+)", "I "),
        (r"(?:any|what about|how about) (?P<what>[^?]+)", "I have "),
    )
)
"""How a question is turned into what its asker would tell; the first that fits."""
_MINE = re.compile(r"(?:the|my|your|his|her|their) ", re.IGNORECASE)
_DEED = re.compile(
    r"I (?!have\b|can|cant|am\b)(?P<verb>[a-z]{2,12})(?P<rest>.*?)"
    r"(?: after(?:wards?)?(?: (?:it|this|that|the \w+|an? \w+|kypho\w*|vertebro\w*))?| from (?:it|this|that))?$",
    re.IGNORECASE,
)
_BECOMING = frozenset({"get", "feel", "be", "become"})
_YOUR, _YOURSELF = re.compile(r"\byour\b", re.IGNORECASE), re.compile(r"\byourself\b", re.IGNORECASE)
_BODY = (
    r"(?:legs?|foot|feet|toes?|ankles?|knees?|calf|calves|thighs?|groin|bottom|bum|bits|privates|arms?|hands?|fingers?"
    r"|wrists?|face|mouth|lips?|tongue|throat|neck|chest|ribs?|belly|stomach|tummy|sides?|back(?! door)|eyes?|head|jaw"
    r"|shoulders?|skin|wound|middle|waist|hips?)"
)
_AT = (
    r"(?:(?:round|around|under|below|behind|above|across|all over|inside|between|down|in|on|from|at) "
    rf"(?:\w+ ){{0,3}}?{_BODY}\b|down there\b)"
)
_FEELING = r"(?:pain|ache|tightness|numbness|tingling|weakness|pressure|lump|burning)"
_PLACE = re.compile(
    rf"(?!on the other hand\b){_LEAD_IN}(?:mostly |mainly |its |it['\u2019]?s |it is |that['\u2019]?s )*(?:{_AT}.*"
    rf"|both(?: of (?:them|his|her|my))?(?: {_BODY})?(?:[,.; ].*)?"
    rf"|(?:my|his|her|the|one|whole|all my) (?:(?:left|right|other|whole|upper|lower) )?{_BODY}\b.*"
    rf"|(?:the )?(?:left|right) (?:one|side|{_BODY})\b.*|(?:one|the other) side\b.*"
    r"|a (?:bit|lot|little)(?: (?:actually|yes|now|today|of it))*(?:[,.;].*)?"
    rf"|(?:i|he|she|mum|dad)(?:['\u2019]?ve|['\u2019]?s)?(?: have| has| got| feel| feels| get| gets)? (?:an? )?"
    rf"(?:\w+ )?{_FEELING} there\b.*"
    r"|(?:mine|his|hers)(?:['\u2019]?s| is| are) (?:(?:just|only|mostly|all|right|still|quite|really|very|so) )*"
    rf"(?:{_AT}|both\b|crushing\b|numb\b|swollen\b|worse\b|bad\b).*"
    r")",
    re.IGNORECASE | re.DOTALL,
)
_DENIED = re.compile(
    r"\b(?:not|no|never|none|neither|nothing|without|isn['\u2019]?t|don['\u2019]?t|doesn['\u2019]?t|haven['\u2019]?t"
    r"|hasn['\u2019]?t|ain['\u2019]?t|fine|ok|okay|good|better|gone|normal)\b",
    re.IGNORECASE,
)


def readings_of(question: str) -> list[str]:
    """What a question is about as somebody would tell it who has it: that it happens, happened and is there.

    'I get confused', 'I am confused'; nothing for questions of another kind.
    """
    told = as_told(question)
    if told is None or not (found := _DEED.match(told)):
        return [told] if told else []
    verb, rest = found["verb"].lower(), found["rest"]
    if verb in _BECOMING:
        return [told, f"I am{rest}", f"I got{rest}"]
    return [
        told,
        f"I {verb}{'d' if verb.endswith('e') else 'ed'}{rest}",
        f"I keep {verb.rstrip('e')}ing{rest}",
    ]


def as_told(question: str) -> str | None:
    """What a question is about, told as what is there: 'I have numbness'; None for questions of another kind."""
    text = question.strip()
    for pattern, told in _TOLD:
        found = pattern.match(text)
        if found:
            what = found.groupdict().get("what")
            return None if told is None or what is None else _led_in(told, what.strip(" ?.!,"))
    return None


def tells_where(text: str) -> bool:
    """Whether a few words tell where or how much of it there is: 'round my mouth', 'both legs', 'a lot actually'."""
    if not (is_short(text) and asks_nothing(text) and _PLACE.fullmatch(text)):
        return False
    return not _DENIED.search(_LEADING.sub("", text, count=1))


def _led_in(told: str, what: str) -> str:
    """'My legs go weak' and not 'my the legs'; 'legs go weak' have no lead of their own."""
    what = _YOURSELF.sub("myself", _YOUR.sub("my", what))
    return f"my {_MINE.sub('', what, count=1)}" if told == "my " else f"{told}{what}"
