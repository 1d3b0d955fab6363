"""Asked of a danger: what it is and comes from, what it means, and what to do for whoever is in it."""

from __future__ import annotations

import re

from bot.course import LEAD_IN, is_short

_IT = r"(?:it|that|this|these|they|all (?:this|that))"
_KIN = (
    r"(?:mum|mom|dad|mother|father|husband|wife|son|daughter|sister|brother|gran|nan|grandad|grandma|grandpa|aunt|uncle"
    r"|friend|neighbour|neighbor|partner|baby|boy|girl)"
)
_WHO = rf"(?:i|we|she|he|they|(?:my |our |the )?{_KIN})"
_SOMEONE = r"(?:i|we|she|he|they|me|us|him|her|mum|mom|dad|my \w+)"
_MEDICINE = (
    r"(?:aspirin|tramadol|codeine|morphine|oxycodone|paracetamol|acetaminophen|tylenol|ibuprofen|advil|antihistamine"
    r"|inhaler|dose|benadryl|cetirizine|antibiotics?|steroids?|(?:pain ?)?killers?|tablets?|pills?|meds?|medicines?"
    r"|medication|drugs?)"
)
_OURS = (
    rf"(?:cement|needle|op|operation|procedure|surgery|injection|an?a?esthetic|sedation|dressing|{_MEDICINE})"
)
_ILLNESS = (
    r"(?:clot|stroke|heart(?: attack)?|lungs?|nerves?|infection|sepsis|leak|bleed|reaction|allergy|panic(?: attack)?"
    r"|anxiety|stress|age|fracture|break|(?:broken|crushed|cracked) bones?|arthritis|sciatica|diabetes|muscles?"
    r"|wind|heartburn|indigestion|cramps?|virus|flu)"
)
_FROM = r"(?:be |just |only |maybe |all |because of |due to |from |caused by |down to )*"
_NO_MORE = r"(?: (?:or not|doing|causing|giving|making) .*| then| again)?\W*$"
_WHAT = re.compile(
    "|".join(
        (
            rf"\b(?:is|was|will|would) {_IT} {_FROM}(?:the |my |his |her |this ){_OURS}{_NO_MORE}",
            rf"\b(?:is|was|could) {_IT} (?:be )?(?:just |only |maybe |all )*"
            r"(?:because|from|due to|down to|caused by)\b",
            r"^\W*or (?:is it |just |maybe )*(?:because|from|due to|down to)\b",
            rf"\b(?:is|was|will|would) {_IT} {_FROM}(?:the |my |his |her |an? )?(?:\w+ )?{_ILLNESS}{_NO_MORE}",
            rf"\b(?:could|might) {_IT} be (?!done|used|repeated|treated|fixed|moved|changed|cancelled|covered|paid)",
            rf"\b(?:could|might|will|would) {_IT} have \w+",
            r"\b(?:causing|causes?|caused|doing|did) (?:it|that|this)\W*$",
            r"\bwhy is (?:it|that|this|he|she) (?:happening|doing|so|like)\b",
            rf"\bwhat (?:does|do|could|might) {_IT} (?:mean|be)\b",
            r"\bwhat(?:'?s| is) (?:wrong|happening)\b",
            rf"{LEAD_IN}what(?:'?s| is) (?:that|this)(?: then| about| from)?\W*$",
            rf"{LEAD_IN}(?:will|does|would|could|can|might) {_IT} (?:just |ever |soon )?"
            r"(?:go|pass|clear|settle|stop|wear|heal|mend|get better)"
            r"(?: away| up| down| off)?(?: by itself| on its own| in time)?\W*$",
            rf"(?:{LEAD_IN}(?:will|would|is|are|am) {_WHO}"
            rf"|\bthink {_WHO}(?:['\u2019]?ll|['\u2019]?m|['\u2019]?s| will| is| am)?)"
            r"(?: going to| gonna)?(?: be)? (?:ok(?:ay)?|all ?right|fine|safe)\W*$",
            rf"\b(?:will|could|can) {_IT} (?:harm|kill|damage|hurt) (?:him|her|me|them|us)\b",
        )
    ),
    re.IGNORECASE,
)
"""'Is it the cement?', 'is that the painkillers doing that?'"""
_MEANT = re.compile(
    r"\W*(?:(?:ok|and|but|so|sorry|oh|wait|i|well)\W+)*"
    r"(?:what (?:(?:do|d['\u2019]?) ?(?:you|u|ya)|does (?:that|it|this)) mean(?: by (?:that|it|this))?"
    r"|what['\u2019]?s that mean|eh|huh|pardon|come again|say (?:that|it) again|why"
    r"|(?:do not|do ?n['\u2019]?t|didn['\u2019]?t) (?:quite |really )?(?:understand|get|follow)"
    r"(?: (?:it|that|you|this|what you mean))?)\W*",
    re.IGNORECASE,
)
_IS_IT_OK = re.compile(
    rf"\b(?:is|are|was) {_IT} (?:ok(?:ay)?|fine|all ?right|safe|bad|normal|common|usual|expected|to be expected)"
    r"(?: (?:after|with|from|following|for (?:him|her|me|now))\b.*|,? (?:though|then|now|or what|isn'?t it))?\W*$",
    re.IGNORECASE,
)
"""'Is it normal after this op?', and not 'is it ok to bend?'"""
_THINGS = (
    rf"(?:{_MEDICINE}|thing|anything|something|water|(?:cup of |mug of )?(?:tea|coffee)|cuppa|brandy|sip|food|one|it"
    r"|them)"
)
_PART = (
    r"(?:it|that|this|them|him|her"
    r"|(?:the|my|his|her) (?:wound|leg|arm|head|back|bleeding|hole|place|feet|legs|foot))"
)
_FIRST_AID = (
    r"(?:(?:put|apply|keep|use|do|hold)(?: (?:some|more|firm|on))* pressure(?: (?:on|to|against))?"
    r"|do (?:cpr|compressions)|(?:press|push)(?: (?:down|hard|on))*"
    rf"|(?:wrap|bandage|tie|cover|clean|wash|rinse|raise|lift|elevate|ice|cool)(?= {_PART})"
    r"|(?:put|use) (?:(?:an?|the|some|more|another|clean|cold|ice|wet|tight|dry) )*"
    r"(?:towels?|ice(?: ?packs?)?|cloths?|bandages?|tourniquet|gauze|dressing|plaster|compress)"
    rf"(?: (?:on|over|round|around|to))?)(?: {_PART})?(?: up| off)?"
)
_DOING = (
    r"(?:(?:lie|lay|sit|stand|get)(?: her| him| them)?(?: down| up| flat| still)*|walk|move|eat|drink|rest"
    r"|be (?:drinking|eating|resting|moving|walking|lying|sitting|sleeping)"
    rf"(?: (?:more|less|some|any|a lot|much|down|up|of))*(?: {_THINGS})?"
    r"|go for a walk|do (?:his|her|my|some|the|these) (?:\w+ ){0,2}exercises?"
    rf"|(?:carry on|continue|keep on|go on) (?:with |taking )+(?:(?:the|my|his|her) )?"
    rf"(?:{_MEDICINE}|\w*(?:xaban|quis|arin|grel|statin|olol|pril|sone|solone|in)\b)"
    r"|keep (?:her |him )?(?:still|moving|awake|warm)|(?:wake|move|turn|hold|cover)(?: her| him)(?: up| over)?"
    rf"|{_FIRST_AID}"
    r"|let (?:her|him|them|me) (?:sleep(?: (?:it|this|that) off)?|rest|lie down)"
    r"|(?:have|take|give|eat|drink)(?: her| him| me| them)?"
    rf"(?: (?:an?|the|my|some|any|another|more|his|her|of|{_THINGS}))*? {_THINGS})"
)
_CARE = re.compile(
    rf"{LEAD_IN}(?:(?:should|shall|can|could|may|must|do|does|ought) {_SOMEONE} (?:to |just |still |not |best )*"
    rf"|(?:is it|would it be) (?:ok(?:ay)?|safe|all ?right|fine|bad) (?:for {_SOMEONE} )?(?:to |if i )){_DOING}"
    rf"(?: (?:or|and) (?:{_DOING}|something|anything|not))*"
    r"(?: (?:now|then|first|anything|something|though|please|for (?:it|that|the pain|a bit)|with (?:it|that|this)"
    r"|on (?:his|her|my|the) (?:back|side|front)|on (?:it|that|this)(?: leg)?|until .*|while .*))*\W*$",
    re.IGNORECASE,
)
"""'Should she lie down?', 'do I give her the aspirin?'"""
_NAMES_MEDICINE = re.compile(rf"\b{_MEDICINE}\b", re.IGNORECASE)
_IS_MEDICINE_OK = re.compile(
    rf"{LEAD_IN}(?:(?:is|are|would) )?(?:an? |the |some |my )?{_MEDICINE} (?:be )?"
    r"(?:ok(?:ay)?|fine|all ?right|safe)\W*$",
    re.IGNORECASE,
)
_ASKS_FIRST_AID = re.compile(
    rf"{LEAD_IN}(?:should|shall|can|could|may|must|do|does|ought) {_SOMEONE} (?:to |just |still |not |best )*"
    rf"{_FIRST_AID}(?: (?:now|then|first|please|with (?:it|that|this|a towel)|until .*|while .*|or .*))*\W*$",
    re.IGNORECASE,
)
_LEAVE = re.compile(
    rf"{LEAD_IN}(?:(?:can|may|could) {_SOMEONE}\b"
    r"|(?:is it|would it be|am i|is (?:he|she)) (?:ok(?:ay)?|safe|fine|all ?right|allowed)\b)"
    r"(?! (?:do|help|give|call|ring|phone)\b)",
    re.IGNORECASE,
)
_HOW_SOON = re.compile(
    r"\bhow (?:long|soon|quick\w*|fast) (?:\w+ ){0,2}they\b"
    r"|\bknow what to (?:do|give (?:him|her|them))\W*$"
    r"|\bwhen (?:will|do) they (?:come|arrive|get (?:here|there|to)|be (?:here|there|coming))\b",
    re.I,
)
"""When those who were called will be there; and 'I don't know what to do'."""
_ASKS_TO = rf"{LEAD_IN}(?:should|shall|can|could|may|must|do) {_SOMEONE} (?:to |just )*"
_TAKE_IT_OFF = re.compile(
    rf"{_ASKS_TO}(?:take|pull|cut|loosen|undo|remove) (?:(?:it|that|them) off|(?:off )?(?:it|that|them))"
    r"(?: (?:of |from )?(?:her|him|me|them))?(?: now| first| then)*\W*$",
    re.IGNORECASE,
)
"""What was just told of, a plaster or a patch; 'should I take off her dressing' names what it asks about."""
_MEANWHILE = re.compile(
    r"\b(?:while|when|as) (?:we|i|he|she) waits?\b|\bwhile (?:(?:we'?re|i'?m|we are|i am) )?waiting\b"
    r"|\b(?:in the )?mean ?(?:time|while)\b"
    r"|\b(?:till?|until|before) (?:then|(?:they|it|help|(?:the|an) ambulance|some(?:one|body))"
    r"(?:'?re| is| are)? ?(?:comes?|gets? here|arrives?|here|there))\b|\bdo for now\b",
    re.IGNORECASE,
)
"""'What do I do till then', 'should he take his tablets while we wait'."""
_SUPPOSED = re.compile(r"\b(?:what|and|but|so) if\b|^\W*if\b", re.IGNORECASE)
"""'What if I get a fever before then' is asked of a day to come, and not of the wait for help."""
_PUT_OFF = re.compile(
    rf"\b(?:should|shall|can|could|do|must|may|will|would|ought) {_SOMEONE} (?:\w+ ){{0,2}}"
    r"(?:put (?:it|this|that|things) off|put off\b|postpone|cancel|reschedule|call (?:it|this) off"
    r"|still (?:come|go ahead|have (?:it|the)|be (?:done|treated)))\b",
    re.IGNORECASE,
)
_THE_PROCEDURE = (
    r"(?:it|this|that|tomorrow|(?:mon|tues|wednes|thurs|fri)day"
    r"|(?:the|my|his|her|our) (?:\w+ )?(?:procedure|operation|op|surgery|kypho\w*|vertebro\w*|appointment|date"
    r"|treatment|injection))"
)
_WILL = r"\b(?:will|would|does|do|is|are|can|could|should|shall|may|must|am)"
_GOES_AHEAD = re.compile(
    rf"{_WILL} (?:{_THE_PROCEDURE}|they|you|we) (?:be |now |then |still |even )*"
    r"(?:go(?:ing|es)? ahead|cancell?ed|postponed|called off|put off|rescheduled)"
    rf"|{_WILL} {_THE_PROCEDURE} still (?:on\b|happening|be (?:on|done)(?= (?:on|then|tomorrow|next)|\W*$))"
    rf"|{_WILL} (?:i|we|you|they|he|she|{_KIN}) (?:still (?:have|having|do|get|come (?:in )?for|go for)|go ahead with"
    rf"|cancel|postpone|reschedule) {_THE_PROCEDURE}(?: done)?(?= (?:on|then|tomorrow|next|if|with|like|now)\b|\W*$)"
    rf"|{_WILL} (?:i|we|{_KIN}) still (?:come|go)(?: in)?(?= (?:on|then|tomorrow|next)\b|\W*$)"
    r"|\bis it on or off\b|\bstill (?:on|going ahead) (?:for|on|tomorrow|then|next)\b"
    r"|\b(?:what|and) (?:about|happens (?:to|with)) (?:the|my|his|her) (?:procedure|operation|op|surgery|date)\b",
    re.IGNORECASE,
)
"""'Will it go ahead on Thursday?', 'can I still have it tomorrow?'"""
_LIE_DOWN = (
    r"(?:(?:go|going|get|off|went) (?:back )?to (?:bed|sleep)|lie down|lay down|sleep|rest"
    r"|(?:have|take|having|taking) an? (?:little |bit of a )?(?:nap|sleep|kip|lie[- ]?down|rest|snooze)|turn in)"
)
_RESTS = re.compile(
    rf"{LEAD_IN}(?:(?:can|could|should|may|shall) {_SOMEONE} "
    r"|(?:is|would) it (?:be )?(?:ok(?:ay)?|safe|all ?right|fine)"
    rf" (?:for {_SOMEONE} )?(?:to |if i )|{_SOMEONE}(?:['\u2019]?m|['\u2019]?s|['\u2019]?ll)?"
    r"(?: want| wants| need| needs| am| is| are| have| has| just)* ?|(?:gonna|let me) )"
    rf"(?:to |just |now |gonna |going to |try (?:and |to )?)*{_LIE_DOWN}"
    r"(?: (?:now|then|first|tonight|a bit|for (?:a bit|now|a while|an hour)|and see|please|thanks|thank you))*\W*$"
    rf"|^\W*(?:(?:ok|right|well|thanks)\W+)*(?:going to bed|off to bed|(?:nighty? |good ?)night)\b[^?]{{0,60}}$",
    re.IGNORECASE,
)
"""'Is it ok to have a nap', 'going to bed': who sleeps calls nobody."""
_TELL_THEM = re.compile(
    r"\bwhat (?:\w+ ){0,2}?(?:i|we|he|she) (?:\w+ ){0,2}?(?:tell|say to|show|give) "
    r"(?:them|the (?:ambulance|paramedics?|crew|operator|people|doctors?))\b"
    r"|\bwhat (?:will|do|are) (?:they|the paramedics|the crew) (?:going to |gonna )?(?:ask|want|need|do)"
    r"(?: \w+){0,3}\W*$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?,;])\s+")
_BEHIND_WHAT_IS_TOLD = re.compile(
    r"(?!.*\b(?:how|when|what|where|which|who|if|so|as|until|till|before|than|that)\b)"
    r"(?:[\w']+ ){2,}?(?=(?:can|could|should|shall|may) (?:i|we|she|he|they)\b)",
    re.IGNORECASE,
)
"""'She wants a cup of tea | can she have one'."""
_ASKED = re.compile(r"\?|\b(?:should|shall|can|could|may|must|do|does|what|how|is|are|will)\b", re.I)
_TAKE_OFF = re.compile(
    rf"{_ASKS_TO}(?:take|pull|cut|loosen|open|undo|remove) (?:off )?(?:the|my|his|her|their) \w+(?: off)?\W*$",
    re.IGNORECASE,
)


def asks_what_it_is(text: str) -> bool:
    """Whether a few words ask what a danger comes from, means, or will come to."""
    return is_short(text) and bool(_WHAT.search(text) or _IS_IT_OK.search(text))


def asks_what_is_meant(text: str) -> bool:
    """Whether a message asks only what was meant: 'what d'you mean', 'I don't understand'."""
    return bool(_MEANT.fullmatch(text))


def asks_what_to_do(text: str) -> bool:
    """Whether a few words ask what to do for whoever is in danger, or when those who help will come."""
    last = _SENTENCE_END.split(text.strip())[-1]
    told = _BEHIND_WHAT_IS_TOLD.match(last)
    last = last[told.end() :] if told else last
    asked = (_CARE.search(text), _CARE.search(last), _HOW_SOON.search(text), _TAKE_IT_OFF.search(text))
    return is_short(text) and (any(asked) or asks_for_first_aid(text))


def asks_for_medicine(text: str) -> bool:
    """Whether a few words ask what to take or give: 'should I take another oxycodone', 'benadryl ok?'"""
    is_asked = asks_what_to_do(text) and _NAMES_MEDICINE.search(text)
    return bool(is_asked or (is_short(text) and _IS_MEDICINE_OK.search(text)))


def asks_for_first_aid(text: str) -> bool:
    """Whether a few words ask what to do with their own hands: 'should I put pressure', 'can I raise her legs'."""
    return is_short(text) and bool(_ASKS_FIRST_AID.search(text))


def asks_leave(text: str) -> bool:
    """Whether a few words ask if something may be done meanwhile: 'can he shower till then'."""
    return is_short(text) and bool(_LEAVE.search(text))


def asks_of_helpers(text: str) -> bool:
    """Whether a few words ask what to do while help is awaited, or what those who help will want to know."""
    is_meanwhile = _MEANWHILE.search(text) and _ASKED.search(text) and not _SUPPOSED.search(text)
    return is_short(text) and bool(is_meanwhile or _TELL_THEM.search(text))


def goes_to_rest(text: str) -> bool:
    """Whether a few words tell or ask of lying down to sleep: 'night night', 'can I go to bed now'."""
    return is_short(text) and bool(_RESTS.search(text))


def asks_to_put_off(text: str) -> bool:
    """Whether a few words ask if the procedure should wait: 'so should I put it off?'"""
    return is_short(text) and bool(_PUT_OFF.search(text))


def asks_whether_it_goes_ahead(text: str) -> bool:
    """Whether a few words ask if the procedure still takes place: 'is it still on for Monday?'"""
    return is_short(text) and bool(_GOES_AHEAD.search(text))


def asks_to_take_off(text: str) -> bool:
    """Whether a few words ask to take something off someone: 'should i take off her dressing'.

    A question of its own, unless an ambulance is coming.
    """
    return is_short(text) and bool(_TAKE_OFF.search(text))
