"""Help that was called: 'ok ringing them now', 'ambulance on its way'."""

from __future__ import annotations

import re

from bot.course import FEW_CHARACTERS, LEAD_IN, is_short, parted
from bot.red_flags import Level

SOME_WORDS = 20
"""Who has spoken to a doctor tells what was said."""

_CALL, _CALLING, _CALLED = (
    r"(?:call|ring|phone|dial)",
    r"(?:calling|ringing|phoning|dialling|dialing)",
    r"(?:called|rang|rung|ringed|phoned|dialled|dialed)",
)
_HOSPITAL = r"(?:a ?& ?e|er|hospital|emergency(?: room)?|casualty)"
_THEY = r"(?:they|111|911|999|112|doctors?|gp|nurse|clinic|surgery|hospital|operator|dispatch\w*|ambulance|paramedics?)"
_SENT = (
    rf"\b{_THEY}(?:'?re|'?ll| are| is| will| have| has|'?ve| said| says| be)* send(?:ing)? (?:out |round )?"
    r"(?:(?:an? |the )?(?:ambulance|crew|paramedics?|medics?|doctor|car)|someone|somebody|help)\b"
    r"|\b(?:ambulance|crew|paramedics?|help) (?:is |are |has been |will be )?(?:being )?(?:sent|dispatched)\b"
)
"""Help that is sent, whoever told of it; 'my son is sending someone' is another thing."""
_TAKEN_IN = (
    rf"\b(?:{_THEY}|crew)(?:'?ve| have| has|'?re| are)? (?:just |now )?"
    r"(?:took|taken|taking|kept|keeping|admitted|admitting) "
    r"(?:me|us|him|her|them|mum|mom|dad) (?:in\b|away\b|to\b|off\b|there\b|overnight\b)"
    rf"|\b(?:been|was|got|being) (?:admitted|taken (?:in|to (?:the )?{_HOSPITAL}))\b"
)
_HELPER = (
    r"(?:doctors?|nurses?|medics?|paramedics?|crew|consultants?|team|surgeons?|staff|hospital|triage|specialists?"
    r"|ambulance (?:crew|men|man|people|lady|guys?|team))"
)
_US = r"(?:me|us|him|her|them|mum|mom|dad|my \w+)"
_NOW = r"(?:'?s|'?re|'?ve| is| are| has| have)? (?:just |now |already |all )*"
_WE_ARE = r"(?:(?:i|we|he|she|mum|mom|dad|they)(?:'?m|'?s|'?re| am| is| are)) (?:now |just |already )*"
_PLACE = rf"(?:the )?(?:{_HOSPITAL}|resus|triage|ambulance|emergency department|ward)"
_LOOKS_AFTER = (
    r"(?:seeing|looking (?:after|at)|examining|checking|treating|assessing|monitoring|scanning|sorting|helping"
    r"|dealing with|working on|taking care of)"
)
_GIVES = r"(?:doing|done|did|running|taking|taken|took|giving|given|gave|putting|put)"
_TESTS = (
    r"(?:scans?|ecgs?|ekgs?|x-?rays?|mri|ct|cat scan|tests?|bloods?|blood (?:tests?|pressure)|oxygen|drip|fluids"
    r"|injection|antibiotics)"
)
_ATTENDED = (
    rf"\b(?:(?:they|{_HELPER}){_NOW}(?:{_LOOKS_AFTER} {_US}\b"
    rf"|{_GIVES} (?:{_US} )?(?:(?:an?|the|some|more|another|his|her|my|for|up|on) )*{_TESTS}\b)"
    rf"|ambulance{_NOW}(?:arrived|here|outside|at the door|with {_US}|come|came|pulling up|pulled up)\b"
    r"(?! and (?:went|left))"
    rf"|they{_NOW}(?:arrived|at the door|outside|here)\b|{_HELPER}{_NOW}(?:here|with {_US}|arrived|come|came)\b"
    r"|being (?:\w+ )?(?:seen|looked (?:after|at)|checked|treated|examined|assessed|monitored|scanned)\b"
    r"|(?:been|got|getting) (?:seen|triaged|looked at|checked over)\b|in (?:good|safe) hands\b"
    rf"|{_WE_ARE}(?:in|at) {_PLACE}\b|{_WE_ARE}here now\b"
    r"|(?:i|we)(?:'?ve| have)? (?:just |now )*"
    rf"(?:arrived|(?:got|made it|reached) (?:to |at )?(?:here|there|{_PLACE}))\b)"
)
"""Help that is there: 'they are looking after me', 'we are here now', 'they are doing a scan'."""
_THERE = re.compile(rf"{_ATTENDED}|{_TAKEN_IN}", re.IGNORECASE)
_NOT_OUT = r"(?! (?:out\b|for (?:me|him|her|his|you)\b|me\b|my name|his name|her name|back\b))"
_CALLS = re.compile(
    rf"\b(?:{_CALLING}|{_CALLED}){_NOT_OUT}"
    rf"|(?:\b(?:will|i'?ll|we'?ll|gonna|going to|let me|i|we) |^\W*(?:ok(?:ay)? |yes |right |i )?)"
    rf"(?:just |now |quickly |go and )*{_CALL}{_NOT_OUT}\b"
    r"|\bon (?:the|my|our|its|it's|their|his|her) (?:way|phone|line)\b|\b(?:on|en) route\b"
    r"|\b(?:they|they'?re|ambulance|paramedics?|help|911|999|112) (?:\w+ )?(?:are |is |'re )?(?:coming|here|arrived)\b"
    r"|\b(?:paramedics?|crew)\b|\bambulance (?:has been |is |was )?(?:called|ordered|booked)"
    r"|\b(?:taking|driving|rushing|going|off|we go|at|in)(?: (?:him|her|me|us|mum|mom|dad))? (?:now )?(?:to "
    r"|at |in )?(?:the )?"
    rf"{_HOSPITAL}\b"
    r"|\b(?:i'?ll|we'?ll|i|we|will|gonna|going to|let'?s) (?:just |now |then )*(?:go|head) (?:now |straight |right )*"
    rf"(?:over |in )?to (?:the |an? )?{_HOSPITAL}\b"
    rf"|{_SENT}|{_TAKEN_IN}|{_ATTENDED}",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    rf"{LEAD_IN}(?:how|what|when|where|which|who|why|do|does|did|can|could|should|would|is|are|was|shall|may|must)\b",
    re.I,
)
_DID_CALL = re.compile(
    rf"\b(?:i|we|he|she|my \w+) (?:did|have|had|already|just) (?:already |just )?(?:{_CALL}|{_CALLED})\b"
    r"[^?]{0,20}\bthey (?:said|say|told (?:me|us)) (?:\w+ ){0,2}(?:minutes|mins?|an hour|half an hour|soon)\b",
    re.IGNORECASE,
)
"""'I did ring, they said twenty minutes.'"""
_WILL_DO = re.compile(
    r"\W*(?:(?:ok(?:ay)?|yes|right|thanks?|thank you|sure)\b\W*)*"
    r"(?:(?:i |we )?will(?: do)?(?: (?:it|that|so))?|done(?: (?:it|that))?|doing (?:it|that|so)|have done|on it"
    r"|we (?:go|are going)|going|(?<=\w\b )(?:the )?(?:911|999|112|988|ambulance)(?: then| it is)?)"
    r"(?:\W+(?:now|right away|straight away|thanks|thank you))*\W*",
    re.IGNORECASE,
)
"""Said after 'Call 911 now.' it is the call that will be made."""
_PLAIN_QUESTION = re.compile(
    r"\W*(?:(?:and|but|so|ok)\W+)*(?:how|what|what['\u2019]?s|where|who|which|when (?:can|will|do|does|is|may|should)"
    r"|(?:can|may|could|will|does|do|is) (?:i|he|she|we|it|they|mum|mom|dad|my|the)"
    r"|should (?:i|he|she|we))\b(?!['\u2019]t)",
    re.IGNORECASE,
)
_NOT_REACHED = re.compile(
    r"n['\u2019]t\b|\b(?:cant|dont|wont|not|never|no ?one|nobody|if|unless|until|before|worse|through|answer\w*)\b",
    re.IGNORECASE,
)
"""'I rang, can't get through', 'I'll call, when my husband is home', 'I rang, what if they don't come?'"""
_NOT_CALLED = re.compile(
    r"\b(?:not|cannot|never|nobody|no ?one|if|unless|when|before|instead|refus\w+|wait\w*|maybe|might|rather"
    r"|busy|engaged|hold|answer\w*|voicemail|get through|hung up|ears?|head is|bell"
    r"|later|tomorrow|tonight|morning|(?:next|this) week|weekend|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    rf"|\b(?:{_CALL}|{_CALLING}|go|going) (?:\w+ ){{0,3}}soon\b"
    r"|\b(?:yesterday|(?:last|other) (?:night|week|month|year|time|day)|(?:days?|weeks?|months?|years?) ago)\b"
    r"|\b(?:they|crew|paramedics?|ambulance)(?:['\u2019]?ve| have| has)? (?:\w+ )?(?:gone|left|went)\b|\bline is dead\b"
    r"|\bfor (?:the|my|an?) (?:op|operation|procedure|scan|mri|surgery)\b"
    r"|n't\b|\b(?:dont|wont|cant|didnt|havent|wouldnt|couldnt|isnt|arent)\b"
    r"|\b(?:should|shall|must|need to|have to|has to|had to|do|can|could|would|who|why|ought to) "
    rf"(?:i |we |she |he |they |you |really |just |be |to )*(?:{_CALL}|{_CALLING}|go|head|send)\b",
    re.IGNORECASE,
)
_KIN = (
    r"son|daughter|husband|wife|mum|mom|dad|mother|father|brother|sister|friend|neighbou?r|family|sis|cousin|aunt\w*"
    r"|uncle|vicar|carer|landlord"
)
_FAMILY = re.compile(rf"\b(?:{_KIN}|taxi|cab|uber|work|boss|insur\w+)\b", re.IGNORECASE)
_FAMILY_CALLS = re.compile(
    rf"^\W*(?:(?:ok(?:ay)?|yes|and|so|thanks|thank you)\W+)*(?:(?:my|our|the|his|her) )?(?:{_KIN}|boss)"
    rf"(?:['\u2019]?s| is| are| will)? (?:just |already |now )*"
    rf"(?:{_CALLING}|going to {_CALL}|gonna {_CALL}|on the phone)"
    r"(?: (?:now|right now|already|as we speak|for (?:me|us|him|her|help)|at the moment|thanks|thank you|them))*\W*$",
    re.IGNORECASE,
)
"""Somebody near calls: 'my daughter is calling now'. Who is 'calling my daughter' has not called for help."""
_CLINIC = re.compile(
    r"\b(?:doctors?|gp|nurse|surgeon|clinic|surgery|practice|pharmac\w+|chemist|optician\w*|dentist|physio\w*"
    r"|(?<!thank )you|111)\b",
    re.I,
)
_RIGHT_ONES = re.compile(
    r"\b(?:911|999|112|988|ambulance|paramedics?|emergency|hospital|crisis line|helpline|samaritans)\b"
    r"|\b(?:calling|ringing|phoning|called|rang|phoned) (?:them|it)\b"
    rf"|{_SENT}|{_TAKEN_IN}|{_ATTENDED}",
    re.IGNORECASE,
)
_DOCTOR = rf"(?:(?:the|my|an?|your|his|her) )?(?:(?:on[ -]?call|duty|out of hours) )?{_THEY}"
_SEEN_TODAY = re.compile(
    r"\b(?:i|we|he|she)(?:['\u2019]?ve| have|['\u2019]?s| has)? (?:just |already )*"
    rf"(?:spoke|spoken|talked) (?:to|with) {_DOCTOR}\b"
    rf"|\b{_THEY}(?:['\u2019]?s|['\u2019]?re|['\u2019]?ll| is| are| will| wants? to| going to)+ (?:be )?"
    r"(?:see|seeing|checking|look at|looking at) (?:me|us|him|her|it|mum|mom|dad)\b"
    rf"|\b{_THEY}(?:['\u2019]?ve| have| has)? "
    r"(?:(?:just )?(?:called|rang|phoned)(?: (?:me|us|him|her))?(?: back)? and )?"
    r"(?:(?:said|says?|told|asked|want|wants|wanted)(?: (?:that|for))?"
    r"(?: (?:me|us|him|her|i|we|he|she|mum|mom|dad|you))?(?: (?:to|should|can|must))*"
    r" (?:come|go|pop|bring (?:me|him|her|it)) (?:in|over|by|round|along|there|to (?:them|see them))"
    r"|(?:gave|got|booked|found|offered)(?: (?:me|us|him|her|mum|mom|dad))?(?: in| (?:for )?an? (?:\w+ )?"
    r"(?:appointment|slot|time|visit)))\b",
    re.IGNORECASE,
)
"""Enough where it need not be an ambulance: 'I spoke to the on-call doctor, he wants to see me in the morning'."""
_TOLD_WHAT_TO_DO = re.compile(
    rf"\b(?:i|we|he|she)(?:['\u2019]?ve| have| has)? (?:just |already )*(?:{_CALLED}|spoke|spoken|talked)\b.*"
    r"\b(?:they|he|she|nurse|doctor|clinic)(?: have| has)? "
    r"(?:said|says?|told (?:me|us|him|her)|want(?:s|ed)? (?:me|us|him|her))"
    r"(?: (?:that|to|i|we|he|she|should|just|can|me|us))* (?:take it easy|rest|wait|keep|watch|monitor"
    r"|not (?:to )?worry|come|lie|take|put|stay|leave|it['\u2019]?s|it is|that['\u2019]?s|that is|see)\b",
    re.IGNORECASE,
)
"""Whoever was called has said what to do: 'I called, they said take it easy and wait'."""
_NOT_SEEN = re.compile(
    r"\b(?:not|never|nobody|no ?one|cannot|if|unless|waiting|last (?:week|month|year)|yesterday"
    r"|(?:did|do|does|have|has|wo|ca|could|would|was|were|is|are)nt)\b|n['\u2019]t\b|\?",
    re.I,
)
_IS = r"(?:is|are|['\u2019]?s|['\u2019]?re)"
_WITH_ME = r"(?:with (?:me|us|him|her))"
_COMPANY = re.compile(
    rf"\b{_IS} (?:now |here |back |staying |sitting |sat |right )*(?:{_WITH_ME}|here now)\b"
    rf"|\bstay(?:s|ing)? (?:the night|over|{_WITH_ME}|tonight)\b|\b(?:not|no longer) alone(?: any ?more| now)?\b"
    r"|\b(?:coming|on (?:her|his|their) way) (?:over|round|here|to (?:me|sit|stay))\b",
    re.IGNORECASE,
)
_NO_COMPANY = re.compile(
    r"\b(?:nobody|no ?one|if|unless|won['\u2019]?t|not (?:coming|staying|with)|wrong|matter|pain"
    r"|voices?|thoughts?|pills?|tablets?|guns?|knife|rope|leave|die|dead"
    r"|kill\w*)\b|n['\u2019]?t (?:want|with|here|staying|coming)\b|\?",
    re.I,
)
_REASSURED = re.compile(
    r"\W*(?:(?:ok(?:ay)?|oh|well|so|and|good news)\b\W*)*"
    rf"(?:(?:the )?{_THEY}|poison (?:control|cent(?:er|re)|line)) (?:says?|said|told (?:me|us)|thinks?) (?:that )?"
    r"(?:i'?m|i am|he'?s|he is|she'?s|she is|it'?s|it is|that'?s|we'?re|we are) "
    r"(?:going to be |gonna be )?(?:ok(?:ay)?|fine|all ?right|safe|good)(?: now)?(?:\W+(?:thanks|thank you))?\W*",
    re.IGNORECASE,
)
"""The whole message, so that no danger can stand beside it."""


def is_reassured(text: str) -> bool:
    """Whether a message tells that those who help found it all right, and nothing else: 'poison control says im ok'.

    The name of those who help may itself sound like a danger.
    """
    return is_short(text) and bool(_REASSURED.fullmatch(text))


def is_help_called(text: str, level: Level) -> bool:
    """Whether a few words, a question behind them left out, tell that the help which a danger needs is called or comes.

    Who calls a daughter, or the clinic where the ambulance is needed, has not called it yet.
    """
    text = _without_question(text)
    if level == "same_day" and is_seen_today(text):
        return True
    if not is_short(text) or _NOT_CALLED.search(text):
        return False
    if _WILL_DO.fullmatch(text) and "?" not in text:
        return True
    if _FAMILY_CALLS.search(text):
        return True
    wrong_ones = _FAMILY.search(text) or (level != "same_day" and _CLINIC.search(text))
    has_called = is_call(text) or bool(_DID_CALL.search(text))
    return has_called and (not wrong_ones or bool(_RIGHT_ONES.search(text)))


def is_seen_today(text: str) -> bool:
    """Whether a few words tell that a doctor or nurse knows and will see to it: enough for what can wait some hours."""
    is_readable = len(text) <= FEW_CHARACTERS and len(text.split()) <= SOME_WORDS
    is_known = _SEEN_TODAY.search(text) or _TOLD_WHAT_TO_DO.search(text)
    return is_readable and bool(is_known) and not _NOT_SEEN.search(text)


def has_company(text: str) -> bool:
    """Whether a few words tell that somebody is there, or comes: 'do not stay alone' was heard."""
    return is_short(text) and bool(_COMPANY.search(text)) and not _NO_COMPANY.search(text)


def is_attended(text: str) -> bool:
    """Whether a few words, a question behind them left out, tell that those who help are there: 'a doctor sees me'."""
    text = _without_question(text)
    return is_short(text) and bool(_THERE.search(text)) and not _NOT_CALLED.search(text)


def _without_question(text: str) -> str:
    """The text without a plain question at its end; any other end may say that nobody was called, or is there."""
    told, asked = parted(text)
    return told if _PLAIN_QUESTION.match(asked) and not _NOT_REACHED.search(asked) else text


def is_call(text: str) -> bool:
    """Whether a few words tell of a call or of someone who comes, whoever that is."""
    return is_short(text) and bool(_CALLS.search(text)) and not _QUESTION.search(text)
