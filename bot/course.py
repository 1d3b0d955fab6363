"""The course of a danger: what a few words after it tell of how it goes on."""

from __future__ import annotations

import re

FEW_WORDS = 12
"""In more words than these something else may be told."""
FEW_CHARACTERS = 200
"""So many words are never longer; to look through a page of marks would take its time."""

_WORSE = re.compile(
    r"\b(worse|worsen\w*|spread\w*|weaker|stronger|higher up|more and more|by the minute|unbearable)\b", re.I
)
_COURSE = re.compile(
    r"\b(getting(?! (?:ready|home|there|to|dressed|back|up|out|in|the|an?|my|it|help|around|about|on|off"
    r"|(?:me|him|her|us) (?:up|out|home|ready|there))\b)"
    r"|(?:feel\w*|bit) better|better now|easing|slow(?:ed|ing) down|calm(?:ed|ing) down"
    r"|a (?:little )?bit (?:worse|less|more)|not (?:that|so|too) bad|wait"
    r"|still (?:there|here|the same|going|like (?:that|this|it))"
    r"|same(?= as (?:before|earlier|yesterday|last|this)| again| still| here|\W*$)|no change"
    r"|sleep on it|see how|go(?:es)? away|wears? off|pass(?:es)?|serious|dangerous|urgent|dying|pins and needles"
    r"|(?:i|he|she|we|mum|dad|mom) (?:\w+ ){0,3}die|(?:nothing|who) (?:\w+ )?(?:helps?|works)|what helps?\W*$"
    r"|bother|ambulance|emergency|come in|leave (?:it|this|that) (?:for|till|until|a bit|overnight|alone|be)"
    r"|(?:should|shall) (?:i|we|he|she) (?:just |only )?still"
    r"|(?:till|until) (?:tomorrow|(?:the )?morning|later|(?:the )?weekend|\w+day)"
    r"|(?<!it )(?<!they )(?<!that )(?<!this )(?<!ment )help (?:me|us|him|her|my|coming))\b|^\W*help\b"
    r"|\bwhat (?:do|should|shall|can|must) (?:i|we|she|he) (?:do(?: now)?\W*$|give\b)|\bwhat now\b"
    r"|\breally (?:have|need) to\b|\b(?:i|we|he|she) (?:actually )?(?:have|need) to"
    r"(?: (?:really|actually|call|ring|phone|worry|wait|do (?:that|this|it|anything)|go(?: in| now| there)?(?=\W*$))\b"
    r"|\W*(?:[?.,!]|$))"
    r"|\bsleep(?:s|ing)? (?:it|this|that) off\b"
    r"|\b(?:who|do|should|shall|must|have to|can) (?:(?:i|we) )?(?:really )?(?:call|ring|phone)\b"
    r"|\b(?:should|shall|must|can|do|have to|need to) (?:(?:i|we) )?(?:\w+ )?"
    r"go (?:in|to (?:the )?(?:er|a ?& ?e|emergency|hospital))\b"
    r"|\b(?:(?:no|no ?one|nobody|not|n't) (?:\w+ )?(?:answer\w*|pick\w* up)|get through|engaged|on hold)\b",
    re.IGNORECASE,
)
"""Words of how it goes on, of how bad it is, and of whether it can wait."""
_TOLD = re.compile(
    r"\b(still|since|now|already|just|only|tomorrow|tonight|morning|later|weekend|better|overnight|normal|common|bad|life"
    r"|(?:for|in|another|last|past|about) (?:a few|\d+|two|three|one|an|half an) (?:minutes?|hours?|days?))\b",
    re.I,
)
"""The same, where they do not stand in a question, which may be of its own: 'how long to get better on its own'."""
_PLAYED_DOWN = re.compile(
    r"\b(?:(?:it|that|this|probably|maybe|is|was)(?:'?s)? (?:probably |just |only )?nothing"
    r"|(?:not|n't|no) (?:very |really |that |so |too |much )*(?:severe|serious|bad|sore|painful|pain|much|fuss)"
    r"|(?:being )?silly|over-?react\w*|(?:making|make) a fuss|fussing|imagin\w+"
    r"|(?:(?:does|do)(?:n'?t| not) (?:need|want)|no need for) (?:to (?:call|ring|phone|go to) )?"
    r"(?:an? |the |any |your )?(?:911|999|112|ambulance|help|hospital|er|a ?& ?e)"
    r"|(?:won'?t|refus\w+|(?:does|do)(?:n'?t| not) want(?: to)?) (?:go|call|ring|phone|let|come|any|the|a))\b",
    re.IGNORECASE,
)
_SIGN = re.compile(
    r"\b(?:woozy|wobbly|dizz\w+|giddy|light ?-?headed|sick(?! (?:note|leave|pay|of))|nause\w+|vomit\w*|sleepy|drowsy"
    r"|tired|numb|numbness|tingl\w+|weak(?! bones?)|weakness|floppy|heavy|bleed(?:s|ing)?"
    r"|blood(?! (?:tests?|thinn\w+|pressure|work|sugar))|shak(?:y|es|ing|en)|shiver\w*|cold(?! (?:pack|compress))"
    r"|hot(?! (?:pack|water|drink|bath|tub))|fever\w*|temperature|clammy|pale|grey|gray|blue|sweat\w*|faint\w*"
    r"|breathless|out of breath|puffed|panting|confused|muddled|swollen|swelling|rash|itch\w*|burning|sore"
    r"|hurt(?:s|ing)?|ach(?:e|es|ing)|painful|(?:left|right|other|both) (?:side|leg|foot|arm|hand|calf|eye)s?"
    r"|pain(?! (?:clinic|killers?|meds?|relief|tablets?|medicines?)))\b",
    re.IGNORECASE,
)
_NO_SIGN = re.compile(
    r"\b(?:no|without|not any|(?:not|n['\u2019]?t) (?:got|have) (?:an?|any)) "
    r"(?:fever|temperature|pain|swelling|bleeding|rash)\b",
    re.IGNORECASE,
)
"""'No fever, just sniffles' tells of none."""
LEAD_IN = r"^\W*(?:(?:ok(?:ay)?|and|but|so|also|then|right|well|oh|sorry|please|yes|no)\b\W*)*"
QUESTION = re.compile(
    LEAD_IN
    + r"(?:how|when|where|what|which|who|will|would|do|does|did|can|could|may|should|shall|any|tell me"
    r"|is (?:it|there)|are there|am i going to be"
    r"|(?:is|are|was) (?:the |my |an? )?(?:procedure|operation|op|surgery|injection|needle|scan|mri|stitches))\b",
    re.IGNORECASE,
)
"""What begins so may ask of a sign without telling of one: 'will I be sore?'"""
_PLAIN_QUESTION = re.compile(
    LEAD_IN + r"(?:how (?:much|many|far|often)\b|how long (?:do|does|will|is|till|until|after|before)"
    r"|(?:when|where|what time|which|how soon) |what (?:tests?|do (?:i|they) (?:wear|bring|use)"
    r"|should i (?:bring|wear|pack|take with)))",
    re.IGNORECASE,
)
"""What begins so is for the most part a question of its own."""
_OTHER = re.compile(
    r"\b(procedures?|operation|op|surgery|cement|recovery|cost|drive|driving|appointment|check-? ?up|bath|shower"
    r"|an?a?esthetic|brace|savlon|cream|which (?:one|is|of)|what time|home the|(?:rest|nursing|care) home|tell them"
    r"|last (?:year|month)|(?:do|did) people)\b",
    re.IGNORECASE,
)
"""What tells that a question is about something else: 'is it normal to be tired after the procedure?'"""
_TAKEN_NOTE = re.compile(
    r"\W*(?:(?:ok(?:ay)?|o?k|right|all ?right|i see|got it|gotcha|understood|i understand|makes? sense|that makes sense"
    r"|fair enough|sure|oh|ah|thanks|thank you|cheers|ty|bye(?: for now)?|goodbye|nothing else"
    r"|that'?s (?:all|it)(?: for (?:now|today))?)\b\W*)+",
    re.IGNORECASE,
)
_THANKS = re.compile(r"\b(?:thanks?|thank (?:you|u)|thx|cheers|ta|bless you|much appreciated)\b", re.I)
_MORE_THAN_THANKS = re.compile(
    r"\b(?:everything|all|always|farewell|goodbye|bye|sorry|i|i['\u2019]?m|i['\u2019]?ve|im|ive|we|he|she|my|mum|mom|dad)\b",
    re.I,
)
_ASKS = re.compile(r"\?|\b(?:when|where|how|what|which|who|can i|could i|should i|do i|is it)\b", re.I)
_EXPLAINED = re.compile(
    r"\b(?:it|that|this)(?:'?s| is| was)? (?:probabl?y|prob|probly|prolly|most likely) (?!nothing)"
    r"|\b(?:that'?s|it'?s|that is|it is|this is) (?:just |only |all |probably )*"
    r"(?:from|because of|due to|down to|caused by) "
    r"|^\W*(?:(?:oh|no|nah|well|ok)\W+)*(?:probabl?y|maybe|prob|just|only|must be"
    r"|i (?:think|reckon|guess|bet)(?: that)?(?: (?:it|that|i|he|she)(?:['\u2019]?s|['\u2019]?m| is| am))?) "
    r"(?:(?:just|only|my|the|a|some|from|be|bit of) )*"
    r"(?:muscles?|nerves|wind|gas|stress|anxiety|panic|indigestion|heartburn|cramp|age|tired(?:ness)?|hormones|a virus"
    r"|cement|needle|(?:pain ?)?killers?|tablets?|pills?|weather|heat|position|bed|mattress|coffee|tea|wine|beer|food"
    r"|dinner|lunch|breakfast|stairs|walk|excitement|shock)\W*$"
    r"|\b(?:i|he|she|we)(?:'?ve| have|'?s| has)? (?:always )?(?:had|have|has|got) (?:it|that|this|them|those)"
    r"(?: like (?:that|this))? (?:for )?(?:years|ages|decades|a long time|many years|a while|months)\b",
    re.IGNORECASE,
)
_RIDE = re.compile(
    r"\b(?:drive|drives|driving|drove) (?:me|us|him|her|mum|mom|dad)\b|\b(?:lift|ride) (?:in|there|from|off|with)\b"
    r"|\b(?:give|gives|giving|get|getting) (?:me |us |him |her )?a (?:lift|ride)\b|\b(?:taxi|cab|uber)\b"
    r"|\b(?:take|get|catch) (?:the |a )?(?:bus|train|tram|tube|metro)\b"
    r"|\b(?:i|we)(?:'?ll| will| can|'?m going to| could)? (?:just )?"
    r"drive (?:myself|ourselves|there|over|in)\b",
    re.IGNORECASE,
)
_RIDE_HOME = re.compile(
    r"\b(?:home|back|afterwards?|after|procedures?|operation|op|surgery|appointment)\b", re.I
)


def parted(text: str) -> tuple[str, str]:
    """What is told, and the question behind it if there is one: 'they found no clot, | can I walk now'."""
    *told, last = re.split(r"(?<=[.!?,;])\s+", text.strip())
    return (" ".join(told), last) if told and QUESTION.search(last) else (text, "")


def is_short(text: str) -> bool:
    """Whether a message is short enough to be about what was just said and nothing else."""
    return len(text) <= FEW_CHARACTERS and len(text.split()) <= FEW_WORDS


def gets_worse(text: str) -> bool:
    """Whether a few words tell that something gets worse; that counts whatever else is said."""
    return is_short(text) and bool(_WORSE.search(text))


def names_sign(text: str) -> bool:
    """Whether a few words tell of a sign of illness, and do not ask about one."""
    return is_short(text) and bool(_SIGN.search(_NO_SIGN.sub(" ", text))) and not QUESTION.search(text)


def is_plain_question(text: str) -> bool:
    """Whether a few words begin as a question of its own does: 'how far', 'which one'."""
    return is_short(text) and bool(_PLAIN_QUESTION.search(text)) and not _SIGN.search(text)


def is_played_down(text: str) -> bool:
    """Whether a few words say that a danger is none: 'it's probably nothing', 'not that bad'."""
    return is_short(text) and bool(_PLAYED_DOWN.search(text))


def plainly_goes_on(text: str) -> bool:
    """Whether a few words tell how a danger goes on, play it down, name a sign, or ask how bad it is."""
    if not is_short(text):
        return False
    is_of_it = is_played_down(text) or names_sign(text)
    return is_of_it or (bool(_COURSE.search(text)) and not _OTHER.search(text))


def goes_on(text: str) -> bool:
    """The same by words that may mean it too: 'only since this morning'."""
    is_told = is_short(text) and _TOLD.search(text) and not (QUESTION.search(text) or _OTHER.search(text))
    return plainly_goes_on(text) or bool(is_told)


def is_thanks(text: str) -> bool:
    """Whether a few words thank and ask for nothing: 'thank you so much, you have been a help'."""
    is_more = _ASKS.search(text) or names_sign(text) or gets_worse(text)
    return is_short(text) and bool(_THANKS.search(text)) and not is_more


def only_thanks(text: str) -> bool:
    """Whether a few words thank, and tell nothing of whoever writes: 'many thanks for the help'."""
    return is_thanks(text) and not _MORE_THAN_THANKS.search(text)


def is_taken_note(text: str) -> bool:
    """Whether a message only takes note of what was said: 'ok makes sense'."""
    return is_short(text) and bool(_TAKEN_NOTE.fullmatch(text))


def is_explained_away(text: str) -> bool:
    """Whether a few words give a danger another cause: 'no thats from diabetes, ive had it for years'."""
    return is_short(text) and "?" not in text and bool(_EXPLAINED.search(text)) and not gets_worse(text)


def is_ride(text: str) -> bool:
    """Whether a few words are of a ride to help, by whomever it is driven; not of the ride home afterwards."""
    return is_short(text) and bool(_RIDE.search(text)) and not _RIDE_HOME.search(text)
