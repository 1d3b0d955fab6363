"""A false alarm: the patient says that what was taken for a danger was long ago, or only asked about."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.course import FEW_CHARACTERS, is_short
from bot.denied_despair import denies_despair
from bot.moment import utc_now
from bot.red_flags import Level

_SAY = r"^\W*(?:(?:no|oh|sorry|ok|but|it'?s fine|i (?:mean|meant)|actually)\b\W*)*"
_LONG_AGO = (
    r"(?:(?:years?|decades|ages) ago|in the (?:19)?\d0'?s|long ago|last (?:century|year|summer|winter|spring|autumn)"
    r"|(?:back )?in (?:19|20)\d\d)"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WAS_LONG_AGO = re.compile(
    rf"{_SAY}(?:(?:that|it|this|they|all that|those)(?:'s)? (?:all )?(?:is |was |were |happened )?)?"
    r"(?:(?:just|only|about|over|many|some|a|few|couple of|\w+ty|two|three|four|five|six|seven|eight|nine|ten|\d+) )*"
    rf"{_LONG_AGO}\b"
    r"(?:\W+(?:sorry|thanks|thank you|though|already|i meant?|(?:when|while) \w+ (?:was|were|had) [\w ]+"
    r"|before (?:my|the|her|his) (?:first|last|other) \w+))*\W*$",
    re.IGNORECASE,
)
"""The whole message: '10 years ago I had a heart attack, same feeling' is of now."""
_FINE_NOW = re.compile(
    r"\W+(?:and |but )?(?:i|he|she|it|all|everything)(?:['\u2019]?m|['\u2019]?s| am| is| was)? (?:all )?"
    r"(?:fine|ok(?:ay)?|well|good|better)(?: now| again| since)?\W*$",
    re.IGNORECASE,
)
"""Behind 'that was last winter' it tells of no danger that is there now."""
_ONLY_ASKED = re.compile(
    rf"{_SAY}(?:(?:i'?m|i am|i was|was|im)\W+)?(?:just|only) (?:asking|wondering|curious)\b"
    r"|\b(?:it|that|this) (?:was|is) (?:just |only )*(?:an? |my )(?:general |simple )?question\b",
    re.I,
)
_ANOTHER_THING = re.compile(
    rf"{_SAY}(?:(?:it|that|this)(?:'s| is| was| has| had|s)? )?nothing to do with (?:this|the|that|my|her|his) "
    r"(?:op|operation|procedure|surgery|back|spine|cement)\b",
    re.IGNORECASE,
)
_PAST = re.compile(rf"\b(?:{_LONG_AGO}|when (?:i|he|she) was (?:a |little|young|\d+))\b", re.I)
_NOW = re.compile(
    r"\b(?:now|today|tonight|still|again|since|yesterday|getting|worse|keeps?|this (?:morning|afternoon|evening|week)"
    r"|last night|(?:minutes?|hours?|days?) ago)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:i|he|she|we)(?:['\u2019]?(?:ve|m|s)| have| has| am| is| got| feels?| ca(?:n['\u2019]?t|nnot))\b"
    r"|\bmy [\w ]{1,20}\b(?:is|are|hurts?|feels?|went|gone|keeps?)\b",
    re.IGNORECASE,
)
"""A question may tell as well: 'is it normal that I can't feel my legs?'"""
_STILL = re.compile(r"\b(?:still|again|worse|getting|keeps?)\b", re.I)
_IS_QUESTION = re.compile(
    r"\b(?:what if|what happens|wondering|is it (?:true|possible))\b"
    r"|^\W*(?:(?:and|but|so|ok|hi|hello)\b\W*)*(?:can|could|does|do|did|will|would|is it|is there"
    r"|are|what|why|how|if)\b",
    re.IGNORECASE,
)

_ALARM_BACK = re.compile(
    r"\bfalse alarm\b|^\W*(?:(?:lol|haha|omg|god|oh|no|nope|nah|sorry|wait)\W{1,4}){1,4}not like that\b"
    r"|\b(?:not|never|(?:did|do) ?n['\u2019]?t) (?:mean|say) (?:it|that|this|anything)"
    r"(?: like (?:that|this)| (?:in )?(?:that|this) way| so| by it| literally| seriously)?\W*$"
    r"|(?:\bnot|n['\u2019]?t) what i (?:mean|meant|said|was saying)\b"
    r"|\b(?:you|u)(?:'?ve| have)? (?:misunder\w+|misread|mistook)\b"
    r"|\b(?:got|took|taken) (?:me|it|that) (?:all |the )?wrong\b"
    r"|\b(?:only|just|was|am|i'?m) (?:joking|kidding|messing|being sarcastic)\b|\bfigure of speech\b"
    r"|\b(?:it|that|this|he|she)(?:['\u2019]?s| is| was) (?:(?:a|my|our|the|just|only|about) )*"
    r"(?:dog|cat|pet|horse|puppy)\b"
    r"|\b(?:it|that|this)(?:['\u2019]?s| is| was) (?:only |just )?(?:my |the |our )?"
    r"(?:grand\w+|kids?|child|little one|toddler) (?:typing|playing|messing|pressing|who typed)\b"
    r"|\b(?:it|that|this)(?:['\u2019]?s| is| was) (?:only |just )?(?:something |what was )?(?:on |from )?(?:the |a )?"
    r"(?:tv|telly|television|film|movie|radio|song)\b"
    r"|^\W*(?:(?:no|oh|sorry|lol|haha|it|it['\u2019]?s|that['\u2019]?s|that|was|is|all|just|only|a|my)\W+){0,6}"
    r"(?:joke|joking)(?:\W+(?:sorry|lol|haha))*\W*$"
    r"|\b(?:it|that|this)(?:['\u2019]?s| is| was) (?:only |just |all )*(?:an? |my |the |for (?:an? |my |the )?)?"
    r"(?:\w+ )?(?:dream|debate|essay|homework|school project|crossword|quiz|novel)\b"
    r"|\b(?:just|only) (?:for )?(?:an?|my|the) (?:\w+ )?"
    r"(?:dream|debate|essay|homework|crossword|quiz|novel)\b"
    r"|\b(?:just|only) (?:a (?:joke|saying)|an expression)\b|\btypo\b|\bauto ?correct\b|\bwrong (?:word|chat|window)\b",
    re.IGNORECASE,
)
"""The alarm is named, or what was meant; a sign that is played down is none of these."""
_NO_FALSE_ONE = re.compile(
    r"(?:\b(?:not|never|isnt|is no|its no)|['\u2019]s no|n['\u2019]?t) (?:(?:just|only|an?|the|even|some) )*"
    r"(?:false alarm|typo|joke|joking|kidding|figure of speech|saying|expression|wrong word|dream)\b"
    r"|\b(?:if|whether|is (?:it|this|that)|could|might|you think|want|afraid of|worried|rais\w+|caus\w+)\b"
    r"[^.!;,]{0,25}\b(?:false alarm|joking|kidding)\b"
    r"|\b(?:i|he|she|we) (?:\w+ )?took (?:it|that) (?:all |the )?wrong\b|\?\W*$",
    re.IGNORECASE,
)
"""It is denied, asked or feared, or a medicine was taken wrongly."""
_SOMEONE_IS = (
    r"(?:(?:i|he|she|it|that|we|they)(?:['\u2019]?m|['\u2019]?s|['\u2019]?re| am| is| are)|i feel|this is)"
)
_DENIED = re.compile(
    r"\W*(?:(?:no|nah|yes|oh|sorry|ok(?:ay)?|but|honestly|really|well|relax|calm down|thanks|it['\u2019]?s ok)\W+)*"
    rf"(?:{_SOMEONE_IS} (?:all |quite |perfectly |absolutely |really |totally |just )*"
    r"(?:fine|ok(?:ay)?|good|well|all ?right)"
    rf"|{_SOMEONE_IS} not (?:an? |in |that |so |at all )*(?:ill|unwell|danger|emergency|suicidal|depressed|dying)"
    r"|(?:nothing|not|it['\u2019]?s nothing) like that|no (?:emergency|danger)"
    r"|nothing(?:['\u2019]?s| is) (?:wrong|the matter)"
    rf"|(?:{_SOMEONE_IS} |it['\u2019]?s )?(?:just |only |all |pure )+(?:my )?(?:nerves|nervous(?:ness)?|excitement"
    r"|stage fright|jitters))"
    r"(?:\W+(?:now|really|honestly|thanks|thank you|at all|here|just (?:asking|tired|worried|nervous|scared)))*\W*",
    re.IGNORECASE,
)
_NOT_TAKEN = re.compile(
    r"\W*(?:(?:no|nah|oh|sorry|but|honestly|well)\W+)*(?:i |he |she |we )?"
    r"(?:(?:have|has|did)(?:n['\u2019]?t| not)|never|not) (?:actually )?(?:taken|took|take|had|swallowed) "
    r"(?:any(?:thing)?|them|it|one|more|too many|two)(?: extra| more| too many)*\W*",
    re.IGNORECASE,
)
_PASSED = re.compile(r"\bnow\b", re.IGNORECASE)
_RESTATED = re.compile(
    r"^\W*(?:(?:no|oh|sorry|nah|well|wait|ok|but)\W+)*(?:what )?(?:i|we) (?:just |only |actually )*"
    r"(?:mean|meant|ment|was asking)\b|\b(?:i|we) (?:mean|meant)\W*$",
    re.IGNORECASE,
)

_SENTENCE_END = re.compile(r"[.!?\n]+")
_COMPLETES = re.compile(
    r"\W*(?:(?:no|oh|sorry|well)\W+)*(?:(?:with|of|up|down|on|to|for|about|in) )?"
    r"(?:(?:the|my|his|her|this|these|those|all) )*"
    r"(?:stairs?|steps|hill|walk\w*|hospitals?|doctors|operations?|op|procedure|surgery|exercises?|brace|corset|physio\w*"
    r"|appointments?|needles?|waiting(?: room)?|forms?|paperwork|diet|queue),? i (?:mean|meant)\W*",
    re.IGNORECASE,
)
"""Only these: 'to the bridge, I mean' completes it to something worse."""

_TOLD_OF_LIMB = frozenset(
    """hi hello oh help my his her the left right whole leg foot toe calf arm hand is has gone went feel feels all a bit
    completely totally so very really numb tingly dead asleep and it now just i can't cant cannot""".split()
)
"""One numb limb told of, and nothing else: every word is one of these. Both legs at once do not go to sleep."""
_TAKEN_BACK_OF_LIMB = frozenset(
    """no wait i mean actually oh ok okay sorry phew lol haha false alarm it it's its is was that's thats that only just
    has went had gone fell to sleep asleep coz cos cause because as from sat sitting slept sleeping lay lying on my the
    leg foot arm hand funny wrong too long fine good normal back all now away and so feeling came thanks""".split()
)
"""Every word of what takes it back is one of these too, so that nothing worse stands beside it."""
_WENT_TO_SLEEP = re.compile(
    r"\b(?:sat|sitting|slept|sleeping|lay|lying) (?:funny |wrong |too long )?on (?:it|my (?:leg|foot|arm|hand))\b",
    re.I,
)
_WORDS_AROUND = frozenset(
    """watching telly tv the box reading phone bus train car seat sofa couch chair toilet under over in with when once
    after while up off got stood moved move walked shook shake shaken rubbed minute minutes few two couple of crossed
    cross legged pins needles then right rain normal came come dead dropped woke waking awake pillow holding like at
    today this morning""".split()
)
_TOLD_OF_BOTH = (_TOLD_OF_LIMB | _TAKEN_BACK_OF_LIMB | _WORDS_AROUND) - set(
    "numb weak can't cant cannot no only feeling feels feel walk walked".split()
)
"""The words of a limb that went to sleep, of what brought that about and of how it passed."""
_ASLEEP = re.compile(
    r"\b(?:went|gone|goes|going|fell|fallen|dropped|was|is) (?:all |completely |quite )?(?:to sleep|asleep|off|dead)\b",
    re.I,
)
_AWAKE = re.compile(
    r"\b(?:came|come|coming) (?:all |right )?back\b|\bback to normal\b|\bright as rain\b|\bthen normal\b"
    r"|\b(?:it['\u2019]?s|it is|is|all) (?:all |quite )?(?:fine|ok(?:ay)?|normal|awake|good)\b|\bfine (?:now|again)\b"
    r"|\b(?:gone|went|over) in (?:a|two|a few|a couple of) (?:minutes?)\b|\bwoke up (?:when|once|after) i\b",
    re.I,
)
_FELL = re.compile(r"\b(?:fell|fallen)\b(?! (?:all |quite )?(?:asleep|to sleep))", re.I)
_LAIN_ON = re.compile(r"\b(?:slept|sleeping|lay|lying|holding|under (?:me|my|the))\b", re.I)
_IS_GONE = re.compile(
    r"\b(?:it['\u2019]?s|it is|it has|that['\u2019]?s) (?:all )?(?:gone|fine|ok(?:ay)?|back to normal) (?:away )?now\b",
    re.I,
)
_ARM = re.compile(r"\b(?:arm|hand)\b", re.I)
_LEG = re.compile(r"\b(?:leg|foot|toe|calf)\b", re.I)
_BOTH_SIDES = re.compile(r"\bleft\b.*\bright\b|\bright\b.*\bleft\b", re.I | re.S)


def is_false_alarm(text: str, met: Collection[str]) -> bool:
    """Whether `text` takes back what emergency replies were given for; `met` are the messages that were met with them.

    'Nothing to do with this op' takes nothing back by itself: pain in the chest is a danger wherever it comes from. Nor
    does 'just asking' after something that was told and not asked.
    """
    if met and _limb_was_asleep(text, met):
        return True
    if met and was_long_ago(text):
        return True
    if not met or not is_short(text) or _NOW.search(text):
        return False
    return all(_is_taken_back(text, each) for each in met)


def was_long_ago(text: str) -> bool:
    """Whether a message says that what was told is long over, and nothing else: 'no, I meant last year'."""
    if not is_short(text):
        return False
    said = _FINE_NOW.sub("", text)
    is_past = all(int(year) < utc_now().year for year in _YEAR.findall(said))
    return is_past and not _NOW.search(said) and bool(_WAS_LONG_AGO.search(said))


def takes_alarm_back(text: str) -> bool:
    """Whether a few words say that the alarm was false or taken wrongly: 'I didn't mean it like that'.

    They may begin a message that goes on: 'just an expression. How soon is the pain gone?'
    """
    few = text if is_short(text) else _SENTENCE_END.split(text[:FEW_CHARACTERS], maxsplit=1)[0]
    is_named = is_short(few) and bool(_ALARM_BACK.search(few))
    return is_named and not _STILL.search(text[:FEW_CHARACTERS]) and not _NO_FALSE_ONE.search(few)


def takes_back(text: str, level: Level) -> bool:
    """Whether a message takes back an alarm of this level; who denies despair says nothing of a numb leg."""
    of_despair = level == "crisis" and (denies_despair(text) or completes(text))
    return takes_alarm_back(text) or of_despair


def completes(text: str) -> bool:
    """Whether a message only completes what sounded like despair: 'up the stairs, I mean'."""
    return is_short(text) and bool(_COMPLETES.fullmatch(text))


def denies_alarm(text: str) -> bool:
    """Whether a few words say that nothing is wrong; enough where an alarm was only a guess.

    'It is fine now' says that something was.
    """
    return is_short(text) and bool(_DENIED.fullmatch(text)) and not _PASSED.search(text)


def denies_taking(text: str) -> bool:
    """Whether a few words say that no medicine was taken; 'not yet' says that it may be."""
    return is_short(text) and bool(_NOT_TAKEN.fullmatch(text))


def restates(text: str) -> bool:
    """Whether a message says what was meant: 'I mean my son cannot stay the night'. It may be a danger all the same."""
    return bool(_RESTATED.search(text)) and not _STILL.search(text)


def is_limb_awake(text: str) -> bool:
    """Whether every word is of a limb that had gone to sleep and is well again."""
    is_of_limb = "?" not in text and _is_only_of(_TAKEN_BACK_OF_LIMB, text)
    return is_of_limb and bool(_IS_GONE.search(text) or _WENT_TO_SLEEP.search(text))


def slept_and_woke(text: str) -> bool:
    """Whether every word is of one limb that went to sleep and came back: 'my foot dropped off, fine once I moved'.

    An arm must have been lain on: one that is numb for minutes may be a small stroke.
    """
    if "?" in text or _BOTH_SIDES.search(text) or _FELL.search(text) or not _is_only_of(_TOLD_OF_BOTH, text):
        return False
    if _ARM.search(text) and (_LEG.search(text) or not _LAIN_ON.search(text)):
        return False
    asleep = [found.end() for found in _ASLEEP.finditer(text)]
    return bool(asleep) and _AWAKE.search(text, asleep[-1]) is not None


def _is_taken_back(text: str, met: str) -> bool:
    if _NOW.search(met):
        return False
    is_past = _PAST.search(text) or _PAST.search(met)
    was_asked = _ONLY_ASKED.search(text) and _IS_QUESTION.search(met) and not _TOLD.search(met)
    return bool(was_asked or (is_past and _ANOTHER_THING.search(text)))


def _limb_was_asleep(text: str, met: Collection[str]) -> bool:
    """Whether one numb limb, and nothing else, was told of and is now fine, or was sat on.

    An arm that was numb and is fine again may have been a small stroke, unless it was lain on.
    """
    if "?" in text or not _is_only_of(_TAKEN_BACK_OF_LIMB, text):
        return False
    if not all(_is_only_of(_TOLD_OF_LIMB, each) for each in met):
        return False
    told = " ".join(met)
    if (_ARM.search(told) and _LEG.search(told)) or _BOTH_SIDES.search(told):
        return False
    is_gone = _IS_GONE.search(text) and not _ARM.search(told)
    return bool(is_gone or _WENT_TO_SLEEP.search(text))


def _is_only_of(words: Collection[str], text: str) -> bool:
    plain = text.lower().replace("\u2019", "'")
    return len(plain) <= FEW_CHARACTERS and set(re.findall(r"[\w']+", plain)) <= set(words)
