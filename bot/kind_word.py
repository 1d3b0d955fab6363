"""A kind word: what is told and asks nothing of the content: grief, a bad day, fear, a call that was made."""

from __future__ import annotations

import re

from bot.course import is_short
from bot.questions import asks_nothing

SORROW, BAD_DAY, HOPE, WORRIED, CALLING, UNWELL, PATIENTS, APOLOGY = (
    "smalltalk.sorrow",
    "smalltalk.bad_day",
    "smalltalk.hope",
    "smalltalk.worried",
    "smalltalk.calling",
    "boundary.diagnosis",
    "out_of_scope.patients",
    "smalltalk.apology",
)
"""The replies, by their keys in replies.yml."""

_LEAD = (
    r"\W*(?:(?:and|but|so|oh|ok(?:ay)?|right|well|yes|no|thanks?|thank you|sorry|hi|hello|you see|actually|honestly"
    r"|just|dear"
    r"|because|it['\u2019]?s(?= (?:that|just))|that|i mean|i meant)\b\W*)*"
)
_END = (
    r"(?:\W+(?:today|tonight|now|again|lately|though|really|you see|you know|at the moment|at all|any ?more|these days"
    r"|then|this (?:morning|week|evening)|please|thanks?|thank you|sorry))*\W*"
)
_I_AM = r"(?:i(?:['\u2019]?m| am| feel| felt|['\u2019]?ve been| have been)|feeling)"
_VERY = r"(?:(?:so|very|really|quite|rather|a bit|a little|just|all|terribly|absolutely|too|still|feeling|such|like) )*"
_DEAR = (
    r"(?:(?:late|dear|poor|old|best|little|lovely) )*(?:wife|husband|partner|mum|mom|mother|dad|father|son|daughter"
    r"|brother|sister|friend|dog|cat|gran|nan|grandma|grandad)"
)
_DIED = r"(?:died|passed(?: away| on)?|is (?:dead|gone)|was buried|has (?:died|passed(?: away)?|gone))"
_AGO = (
    r"(?: (?:last|this|in|an?|two|three|four|five|\d+|few|some|years?|months?|weeks?|days?|ago|spring|summer|autumn"
    r"|winter"
    r"|christmas|suddenly))*"
)
_SORROW = re.compile(
    rf"{_LEAD}(?:(?:\w+,? ){{0,3}}(?:after|since|when|because|as) )?(?:my|our|the) {_DEAR} {_DIED}{_AGO}{_END}"
    rf"|{_LEAD}(?:(?:since|after|when) )?i(?:['\u2019]?ve| have)?(?: just| recently)? lost my {_DEAR}{_AGO}{_END}"
    rf"|{_LEAD}(?:nobody|no one|no-one) (?:needs|wants|loves|cares? about|likes|visits|misses|would miss|listens to) "
    rf"(?:me|us|an? old \w+(?: like me)?|old (?:people|folk)|a \w+ like me){_END}"
    rf"|{_LEAD}what(?: is|['\u2019]?s) the (?:use|point) "
    rf"(?:of (?:it all|anything|going on|me)|in (?:anything|it all)|any ?more){_END}"
    rf"|{_LEAD}(?:emotionally|in my (?:heart|head|mind))(?: i mean| numb| not physically)?{_END}"
    rf"|{_LEAD}(?:so|very|really) (?:sad|lonely|low|hopeless){_END}"
    r"|\W*you(?:['\u2019]?re| are) the only (?:one|person|soul|thing) (?:that )?i(?:['\u2019]?ve| have)? "
    rf"(?:talk|talked|speak|spoke|spoken)(?: (?:to|with))?(?: (?:all|in|the whole|a|day|week))*{_END}"
    rf"|{_LEAD}{_I_AM} {_VERY}(?:lonely|alone(?: in the world)?|useless|worthless|hopeless|heart ?broken|grieving"
    rf"|low|sad"
    r"|depressed|down|a burden(?: (?:to|on) (?:them|everyone|everybody|my \w+|others|you))?"
    r"|fed up(?: with (?:it all|life"
    rf"|everything))?|no use(?: to any(?:one|body))?|numb (?:inside|emotionally)){_END}",
    re.IGNORECASE,
)
_LOSS = re.compile(
    rf"\b(?:my|our) {_DEAR} (?:(?:who|has|had|just|sadly|also|recently|then) )*{_DIED}\b"
    rf"|\b(?:i|we)(?:['\u2019]?ve| have|['\u2019]?d| had)?(?: just| recently| also)? lost (?:my|our) {_DEAR}\b",
    re.IGNORECASE,
)
_WHAT_USE = re.compile(rf"{_LEAD}what(?: is|['\u2019]?s) the (?:use|point){_END}", re.IGNORECASE)
"""After an answer it may ask what that is good for."""
_BAD = (
    r"(?:bad(?:ly)?|awful(?:ly)?|terrible|horrible|rough|poorly|dreadful|miserable|rotten|not (?:so |too |very |that )?"
    r"(?:good|great|well)|in agony|worse than yesterday)"
)
_BAD_DAY = re.compile(
    rf"{_LEAD}(?:(?:it['\u2019]?s|it is|i['\u2019]?m|i am|i feel|feeling|doing|having a|a) )*{_VERY}{_BAD}(?: day"
    rf"| night)?"
    rf"(?:\W+(?:today|tonight|again|this (?:morning|week|evening)|at the moment|i['\u2019]?m afraid|thanks?"
    rf"|really))+\W*"
    rf"|{_LEAD}(?:(?:i['\u2019]?m|i am|i['\u2019]?ve had|it['\u2019]?s|it is) )?(?:having |been )?a {_VERY}{_BAD} "
    rf"(?:day|night|week|time){_END}"
    rf"|{_LEAD}(?:i feel|feeling|i['\u2019]?m feeling) {_VERY}{_BAD}{_END}",
    re.IGNORECASE,
)
_UNWELL = re.compile(
    rf"{_LEAD}(?:{_I_AM}|i(?:['\u2019]?ve| have) gone|gone) {_VERY}(?:numb|dizzy|faint|weak|shaky|light-?headed|unwell"
    rf"|ill|poorly|wobbly|woozy|feverish|breathless)(?: all over)?{_END}",
    re.IGNORECASE,
)
_HOPE = re.compile(
    rf"{_LEAD}(?:(?:i|all i|what i)(?:['\u2019]?d| would)? (?:just |only |really )*(?:want|like|hope|wish"
    rf"|long)(?: is| it)? )?"
    r"to (?:be|feel|get|have|live|walk|sleep|move)(?: \w+){0,2}? "
    r"(?:normal(?:ly)?|better|well|myself|like (?:me|myself|(?:my|the) old self|before)|free of (?:the |this )?pain"
    rf"|pain[ -]free|my (?:old )?life|out of pain|without (?:the |this )?pain)(?: back| again)*{_END}",
    re.IGNORECASE,
)
_UNEASY = re.compile(
    rf"{_LEAD}(?:(?:that|it|this)(?:['\u2019]?s| is| sounds)? ?)?(?:(?:not|isn['\u2019]?t) (?:an? )?(?:very |really )?"
    r"(?:nice|pleasant|happy|cheerful|comforting|reassuring|lovely|good)(?: (?:thought|idea|prospect|picture|to think"
    r"(?: of| about)?))|(?:an? )?(?:scary|frightening|horrible|awful|horrid|grim|nasty|terrifying|worrying|creepy"
    r"|unpleasant)(?: (?:thought|idea|prospect|stuff|picture))?|i don['\u2019]?t like the (?:sound|thought|idea) of"
    rf" (?:that|it|this)|sounds? (?:scary|frightening|horrible|awful|grim|nasty|terrifying|painful)){_END}",
    re.IGNORECASE,
)
_RING = r"(?:call(?:ed|ing)?|ring(?:ing)?|rang|rung|phon(?:e|ed|ing))"
_SPEAK = (
    r"(?:(?:spoke(?:n)?|speak(?:ing)?|talk(?:ed|ing)?) (?:to|with)|(?:(?<=will )|(?<=ll ))see|saw|seen|seeing"
    r"|contact(?:ed|ing)?"
    r"|ask(?:ed|ing)?|e?mail(?:ed|ing)?)"
)
_THEM = (
    r"(?:the|my|our|your|their|his|her)? ?(?:own )?(?:doctor|dr|gp|nurse|clinic|surgery|hospital|office|practice|team"
    r"|surgeon|specialist|consultant|pharmacist|pharmacy|number|out of hours|on-?call line|them|him|her|there)"
)
_I_DID = (
    r"(?:i|we)(?:['\u2019]?ll| will|['\u2019]?m| am|['\u2019]?ve| have|['\u2019]?re| are| did| shall)?"
    r"(?: (?:just|now|already|going to|gonna|about to))*"
)
_WHEN = (
    r"(?:\W+(?:now|then|today|tomorrow|later|first thing|(?:in )?the morning|on \w+day|straight away|right away|soon"
    r"|already|back|about (?:it|that|this)|just now|this (?:morning|afternoon)|yesterday|anyway|thanks?|thank you"
    r"|to ask"
    r"|and (?:ask|see)|in a (?:bit|minute|moment)))*\W*"
)
_CALLED = re.compile(
    rf"{_LEAD}{_I_DID} (?:{_RING}|{_SPEAK}) {_THEM}{_WHEN}"
    rf"|{_LEAD}(?!(?:call|ring|phone|speak|talk|contact|ask|e?mail)\b)(?:{_RING}|{_SPEAK}) {_THEM}{_WHEN}"
    rf"|{_LEAD}{_I_DID} {_RING}{_WHEN}"
    rf"|{_LEAD}(?:good point\W+)?(?:let me|i(?:['\u2019]?d| had) better|better) (?:ask|check with) {_THEM}{_WHEN}",
    re.IGNORECASE,
)
_APOLOGY = re.compile(
    r"(?!.*\b(?:how|what|when|where|why|which|who|can|could|may|will|would|should|is|are|do|does|did)\b)"
    r"\W*(?:(?:oh|ok(?:ay)?|and|but|so|i|i['\u2019]?m|i am|really|very|please)\b\W*)*(?:"
    r"(?:sorry|apologi[sz]e|apologies|forgive me|excuse me) (?:for|about) (?:all |any )?(?:(?:my|the|that|this|being"
    r"|having been|asking|shouting|swearing|snapping|going on|rambling|bothering|troubling)\b[^?.]{0,40})"
    r"|(?:sorry|i hate) to (?:bother|trouble|disturb|pester|keep) you[^?.]{0,25}"
    r"|(?:was|were|have been) (?:a bit |a little |rather |very )?(?:rude|sharp|short|cross|snappy)(?: (?:with|to) you)?"
    r"(?:\W+(?:before|earlier|just now|sorry))*"
    r"|hope i(?:['\u2019]?m| am) not (?:an? )?(?:nuisance|bother(?:ing you)?|pest|burden to you)"
    r")\W*",
    re.IGNORECASE,
)
"""Said sorry and nothing else: 'sorry for asking, is it safe to fly' asks."""
_WISH = re.compile(r"\b(?:can|could|please|want|need|like)\b|\?", re.IGNORECASE)
_PATIENTS = re.compile(
    r"\b(?:support|patients?['\u2019]?s?|self[- ]help|facebook|whats ?app) (?:\w+ )?(?:groups?|forums?|meetings?)\b"
    r"|\b(?:talk|speak|chat|write|put me in touch|contact|meet|hear|get in touch)(?: (?:to|with|from|up|in))* "
    r"(?:an|some|any|one|two|a few)? ?(?:other|others|another|former|previous|real|old|past)? ?(?:of (?:the|your) )?"
    r"(?:patients?\b(?! (?:\w+ )?(?:services?|relations|advocates?|liaison|care|coordinators?|advice|line|desk|team))"
    r"|(?:(?:some|any) ?(?:one|body)|people|others|(?:an)?other (?:people|person)) "
    r"(?:else )?(?:who|that|with)(?:['\u2019]?s| has| have|['\u2019]?ve| had)? ?(?:had|been through|gone through"
    r"|the same))"
    r"|\b(?:do you have|are there|have you got) (?:\w+ )?(?:patient|peer) (?:stories|reviews|testimonials|groups?)\b",
    re.IGNORECASE,
)
_FEAR = re.compile(
    rf"\b{_I_AM} (?:(?:\w+ ){{0,3}})(?:frightened|scared|afraid(?! not)|terrified|worried|nervous|anxious|petrified"
    rf"|panicking)\b",
    re.IGNORECASE,
)
_TOLD = (
    (SORROW, _SORROW),
    (BAD_DAY, _BAD_DAY),
    (HOPE, _HOPE),
    (WORRIED, _UNEASY),
    (UNWELL, _UNWELL),
    (APOLOGY, _APOLOGY),
)


def kind_word(text: str, *, follows: bool = False) -> str | None:
    """The reply to what a message tells and is all of it, by its key; None where it tells or asks something else.

    `follows` says that something was answered before it.
    """
    if not is_short(text):
        return None
    if not follows and _WHAT_USE.fullmatch(text):
        return SORROW
    if _PATIENTS.search(text):
        return PATIENTS
    if _CALLED.fullmatch(text) and not _WISH.search(text):
        return CALLING
    return next((key for key, pattern in _TOLD if pattern.fullmatch(text)), None)


def tells_loss(text: str) -> bool:
    """Whether someone dear has died, whatever else is told: 'my mum passed away, she had kyphoplasty too'."""
    return bool(_LOSS.search(text)) and asks_nothing(text)


def tells_fear(text: str) -> bool:
    """Whether whoever writes is afraid, whatever else is told: 'they want to put cement in me. I am so frightened'."""
    return bool(_FEAR.search(text))
