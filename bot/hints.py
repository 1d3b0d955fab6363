"""Hints: questions of a word or two ('how soon?', 'and at night?') that only the talk before them completes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.content import topic_of

SAME = "same"
"""The last answer says it already, or its second part does."""
AGAIN = "again"
"""The first part of the last answer says it, and is said once more."""

_LEADING = re.compile(
    r"^\W*(?:(?:and|so|but|or|ok|okay|then(?! what)|also|what about|how about|after(?:wards?)?(?=, )|no|sorry"
    r"|i meant?)\b\W*)*",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"(?:,? i meant?)?[\s?!.,]*$", re.IGNORECASE)
_USUALLY = r"(?: (?:usually|normally|typically|generally|roughly|about|then|exactly))"
_SHARE = re.compile(r"\d+ (?:of|in|out of) \d+|\d ?%|\bper ?cent\b", re.IGNORECASE)
_POSITION = re.compile(r"\bon your (?:side|back|front|belly)\b", re.IGNORECASE)
_TIME = re.compile(r"\d+ (?:minutes|hours|days|weeks|months)", re.IGNORECASE)


@dataclass(frozen=True)
class Hint:
    """What a few words ask for, by the topic of the answer before them."""

    pattern: re.Pattern[str]
    by_topic: Mapping[str, str]
    """Under an answer's id where it means something else after that answer than after its topic."""
    likely: tuple[str, ...]
    """What may be meant where the talk does not tell."""
    figure: re.Pattern[str] | None = None
    """What the first part of the last answer says it by, if it has one."""

    def answer_id(self, last: str) -> str | None:
        """What is asked after the answer `last`; `SAME` or `AGAIN` if that says it, None if it cannot be told."""
        meant = self.by_topic.get(last) or self.by_topic.get(topic_of(last))
        return SAME if meant == last else meant


def hint_in(text: str) -> Hint | None:
    """The hint that is all of a message."""
    return _found(text, HINTS)


def leaning_hint(text: str, last: str) -> Hint | None:
    """The hint that is all of a message after the answer `last`, though by itself it is a question of its own."""
    hint = _found(text, LEANING)
    return hint if hint and hint.answer_id(last) else None


def _found(text: str, hints: Iterable[Hint]) -> Hint | None:
    said = _TRAILING.sub("", _LEADING.sub("", text))
    return next((hint for hint in hints if hint.pattern.fullmatch(said)), None)


def _hint(
    pattern: str, by_topic: Mapping[str, str], *likely: str, figure: re.Pattern[str] | None = None
) -> Hint:
    topics = {topic: answer_id for names, answer_id in by_topic.items() for topic in names.split()}
    return Hint(re.compile(pattern, re.IGNORECASE), topics, likely, figure)


HINTS = (
    _hint(
        r"(?:how soon|(?:from |by |since )?when)(?: exactly| then| is (?:that|it|this)| will (?:that|it|this) be)?",
        {
            "pain_relief benefits": "pain_relief.when",
            "candidates": "candidates.timing",
            "fracture alternatives": "fracture.healing",
            "recovery": "recovery.how_long",
            "aftercare": "aftercare.follow_up",
            "activity brace outpatient preparation appointment": SAME,
        },
        "pain_relief.when",
        "recovery.how_long",
        "activity",
    ),
    _hint(
        rf"(?:for |about )?how (?:long|many (?:days|weeks|months))(?: for)?"
        rf"(?: is (?:usual|normal|typical))?{_USUALLY}?|how much time(?: then)?"
        r"|how long (?:(?:does|will|would|should|can) )?(?:that|it|this|i|she|he)"
        rf"{_USUALLY}? (?:last|go on|wait|give it)(?: for)?{_USUALLY}?",
        {
            "pain_relief benefits": "pain_relief.lasting",
            "pain_relief.still_hurts": "recovery.soreness",
            "recovery aftercare": "recovery.how_long",
            "recovery.soreness aftercare.dressing": AGAIN,
            "fracture alternatives": "fracture.healing",
            "bone_cement": "bone_cement.lasting",
            "what_is how_it_works anesthesia difference": "duration",
            "activity brace outpatient duration": SAME,
            "preparation.fasting activity.alcohol": AGAIN,
        },
        "duration",
        "recovery.how_long",
        "pain_relief.lasting",
    ),
    _hint(
        # What says that healing is meant ('how long does it take to heal by itself') needs no talk before it.
        r"(?:(?:for )?how long(?: (?:does|will|would|can|might|could) (?:that|it|this)"
        rf"{_USUALLY}? (?:take|last|need|be))?{_USUALLY}? )?(?:by itself|on its own)",
        {"fracture alternatives brace osteoporosis": "fracture.healing"},
        "fracture.healing",
        "recovery.how_long",
    ),
    _hint(
        r"how (?:likely|common|rare|often|many)(?: is| are)?(?: that| it| this| those| they)?(?: to happen)?"
        r"|how many(?: people| patients)? (?:does (?:that|it|this) happen to|get (?:that|it|this))"
        r"|how often does (?:that|it|this) happen|(?:does|do) (?:that|it|this|they) happen"
        r"(?: a lot| often| much| to many)?|what are (?:the|my) (?:chances|odds)(?: of (?:that|it|this))?"
        r"|is (?:that|it|this) (?:likely|common|rare)"
        r"|(?:(?:just )?(?:give|tell) me|what are) (?:the |some |any |your |me )*"
        r"(?:numbers|figures|percentages?|odds|stats|statistics)",
        {"risks new_fractures pain_relief fracture osteoporosis anesthesia": SAME},
        "risks",
        "new_fractures",
        "pain_relief",
        figure=_SHARE,
    ),
    _hint(
        r"(?:will|does|could|can|might) (?:it|that|this) get(?: any| even| much)? worse",
        {"alternatives fracture osteoporosis": "fracture.untreated"},
        "fracture.untreated",
        "pain_relief.still_hurts",
    ),
    _hint(
        r"what (?:do|can|could|should|would|shall) (?:i|we|she|he|you)(?: even| actually)? do"
        r" (?:about|against) (?:it|that|this)"
        r"(?: then| now)?",
        {
            "osteoporosis": "osteoporosis.treatment",
            "new_fractures": "new_fractures.prevent",
            "fracture": "alternatives",
            "pain_relief": "pain_relief.still_hurts",
        },
        "alternatives",
        "osteoporosis.treatment",
        "pain_relief.still_hurts",
    ),
    _hint(
        r"(?:what )?(?:(?:happens )?if|when) (?:they|it|the insur(?:er|ance)(?: company)?) "
        r"(?:says? no|refuses?|(?:will not|won'?t|do(?:es)?(?: not|n'?t)) (?:pay|cover (?:it|that)|agree)"
        r"|turns? (?:it|me|us|her|him) down|rejects? (?:it|me|us)|says? (?:i|we) can'?t)(?: then)?",
        {"cost": "cost.insurance", "candidates": "alternatives"},
        "cost.insurance",
        "alternatives",
    ),
    _hint(
        r"(?:which|what)(?: sort of| kind of)? (?:tablets|pills|pain ?killers|medicines?|medication|meds|drugs)"
        r"(?: (?:for|against|help with) (?:it|that|this|the pain))?(?: (?:can|do|should|could|may|will) (?:i|she|he|we)"
        r"(?: \w+)?(?: (?:for|against) (?:it|that|the pain))?)?",
        {
            "pain_relief recovery aftercare": "aftercare.medicines",
            "fracture alternatives": "alternatives.medicine",
            "preparation": "preparation.medicines",
            "osteoporosis": "osteoporosis.treatment",
        },
        "aftercare.medicines",
        "alternatives.medicine",
        "preparation.medicines",
    ),
    _hint(
        r"(?:at|in the|during the|over) nights?(?:[- ]?time)?|night[- ]?time|when (?:i|she|he) sleeps?",
        {"recovery activity aftercare pain_relief outpatient": "activity.sleep", "brace": SAME},
        "activity.sleep",
        "outpatient",
    ),
    _hint(
        r"after(?:wards?| that| it)?|once (?:it is|it's) (?:done|over)"
        r"|then what|what then|what (?:happens|comes) (?:then|next|after(?:wards?| that)?)"
        r"|(?:in |for )?the (?:next|following|first|second) (?:few )?(?:days?|weeks?)"
        r"|the (?:days?|weeks?) after(?: that)?",
        {
            "what_is how_it_works anesthesia duration preparation outpatient risks benefits": "recovery.first_day",
            "recovery": "activity",
            "activity": "aftercare",
        },
        "recovery.first_day",
        "activity",
        "aftercare",
    ),
    _hint(
        r"how (?:would|will|do|can|could|should) (?:i|we|she|he|you) (?:know|tell|notice)"
        r"(?: (?:that|it|if it happens))?"
        r"|what (?:are the signs|(?:do|should) (?:i|we) (?:look|watch)(?: out)? for)(?: then)?",
        {
            "risks bone_cement aftercare recovery": "aftercare.warning_signs",
            "new_fractures osteoporosis": "fracture.symptoms",
            "fracture": "fracture.diagnosis",
            "pain_relief": "pain_relief.when",
        },
        "aftercare.warning_signs",
        "fracture.symptoms",
    ),
    _hint(
        r"does (?:it|that) hurt (?:then|after(?:wards?)?)(?: too| as well)?|will (?:it|that) hurt then(?: too)?",
        {
            "what_is how_it_works anesthesia duration preparation outpatient": "recovery.soreness",
            "recovery aftercare activity": "recovery.soreness",
        },
        "recovery.soreness",
        "anesthesia.hurt",
    ),
    _hint(
        r"before(?:hand| that| it)?",
        {
            "what_is how_it_works anesthesia duration outpatient risks recovery activity aftercare": "preparation",
            "preparation": SAME,
        },
        "preparation",
        "appointment",
    ),
    _hint(
        r"(?:the )?pain",
        {
            "what_is how_it_works anesthesia duration preparation risks": "anesthesia.hurt",
            "recovery aftercare activity outpatient": "recovery.soreness",
            "fracture osteoporosis alternatives": "fracture.pain",
            "candidates benefits bone_cement difference": "pain_relief",
            "pain_relief": SAME,
        },
        "anesthesia.hurt",
        "pain_relief",
        "fracture.pain",
    ),
    _hint(
        r"(?:how is|how can|can|could) (?:it|that|this)(?: be)? (?:treated|cured)",
        {"osteoporosis": "osteoporosis.treatment", "fracture": "alternatives", "alternatives": SAME},
        "alternatives",
        "osteoporosis.treatment",
    ),
)

LEANING = (
    _hint(
        r"(?:just )?(?:roughly|approximately|ball ?park(?: figure)?"
        r"|(?:an? |just )*(?:rough |vague )?(?:idea|estimate|guess))(?: then| even)?|about how much",
        {"cost": SAME},
    ),
    _hint(
        r"(?:on |for )?(?:the )?(?:(?:very )?(?:next|same|first) day|first week|day after|tomorrow)",
        {"activity": SAME, "recovery": "recovery.first_day"},
        figure=_TIME,
    ),
    _hint(
        r"(?:in |for )?(?:the )?(?:(?:second|third|next) (?:week|month)|week after"
        r"|(?:after )?(?:\d+|an?|one|two|three|four|six|a few|a couple of) (?:days?|weeks?|months?)"
        r"(?: (?:after(?:wards)?|later|on))?)",
        {"activity": SAME, "recovery": "recovery.how_long"},
        figure=_TIME,
    ),
    _hint(r"(?:so |stay )?over ?night|(?:for )?(?:a|one|the) night", {"outpatient": AGAIN}),
    _hint(
        r"(?:can|could|may|do|will) (?:i|we|she|he) (?:get to )?(?:choose|pick|decide)|is it (?:my|our) choice"
        r"|do (?:i|we) (?:have|get) (?:a|any) (?:choice|say)(?: in (?:it|that))?",
        {"anesthesia": AGAIN, "difference": "difference.better"},
    ),
    _hint(
        r"is (?:he|she|it|that doctor|the doctor) (?:any )?(?:good|experienced|qualified|the best|well known)"
        r"(?: at (?:it|that))?"
        r"|how (?:many|often) (?:has|have|does|do) (?:he|she|they) (?:done|do)(?: (?:it|of (?:them|these)))?",
        {"appointment.doctor": SAME},
    ),
    _hint(
        r"(?:have|do|has|does|could|might) (?:i|she|he|mum|mom|dad) (?:got |have )?(?:it|that|one)(?: too)?",
        {"osteoporosis": "boundary.diagnosis", "fracture": "boundary.diagnosis"},
    ),
    _hint(
        r"(?:i|she|he)(?:(?: a|['\u2019]?)m| is|['\u2019]?s| was) an? (?!diabetic|smoker|wreck|mess|patient|carer|bit)"
        r"(?:\w+ ){0,2}\w+|(?:i|she|he) (?:work|works|worked) (?:in|at|as|for|on) (?:\w+ ){0,3}\w+",
        {"activity.work": AGAIN},
    ),
    _hint(r"(?:half|short(?:er)?|fewer) (?:days|hours)|half[- ]?time|part[- ]?time", {"activity.work": SAME}),
    _hint(
        r"(?:(?:is|are|was) (?:that|it|this|those) |that(?: is|['\u2019]?s) |)"
        r"(?:normal|usual|common|to be expected|expected)"
        r"(?:,? (?:then|though|too|is (?:that|it)))?",
        {"recovery.soreness aftercare.dressing": AGAIN, "pain_relief.still_hurts": "recovery.soreness"},
    ),
    _hint(
        r"(?:what (?:happens )?)?if (?:(?:they|it|i|he|she|that|mine|hers|his) ?)?"
        r"(?:not|(?:do|does|did|will|would|wo)(?:n['\u2019]?t| not))"
        r"(?: (?:pay|cover (?:it|that)|work|heal|agree|feel better))?",
        {
            "cost.insurance": SAME,
            "fracture.healing alternatives": "fracture.untreated",
            "pain_relief benefits": "pain_relief.still_hurts",
        },
    ),
    _hint(
        r"(?:when|how soon) (?:can|could|may|should|does|do|will|would|is)"
        r" (?:it|they|that|the (?:brace|corset|thing)) (?:be )?(?:allowed to )?(?:come|taken|go)(?: back)? off"
        r"|(?:all |the whole |both )?(?:day and night|night and day|day or night|day|night|24/7|all the time"
        r"|round the clock)",
        {"brace": SAME},
    ),
    _hint(
        r"(?:(?:are there|what are|has (?:it|that) got|do (?:they|those) have|does (?:it|that) have) )?"
        r"(?:any |the |bad )*"
        r"side[- ]?effects?(?: (?:of|from|with) (?:it|that|them|those|these|(?:the |my )?\w+))?",
        {
            "alternatives.medicine aftercare.medicines": SAME,
            "osteoporosis.treatment": "boundary.medicine",
        },
    ),
    _hint(
        r"(?:(?:what )?if (?:i|she|he) (?:need|have|has|needs) )?(?:an? |the |any |for |in |with )*"
        r"(?:mri|ct|cat|x-?ray|pet|bone|dexa)(?: ?scan(?:s|ner)?)?s?(?: (?:too|as well|later|afterwards))?",
        {"bone_cement.scans": AGAIN},
    ),
    _hint(
        r"how many(?: (?:at most|at once|max(?:imum)?|in one go|bones|levels"
        r"|(?:bones |levels )?can (?:you|they|be) (?:do|done)"
        r"|(?:is|are) (?:too many|the (?:limit|most|maximum)|safe|allowed)))*"
        r"|(?:what|where) is the (?:most|limit|max(?:imum)?)|(?:two|three|four|five|\d)(?: (?:at once|bones|levels))?",
        {"how_it_works.levels": AGAIN},
    ),
    _hint(
        r"(?:(?:do|can|will|should) (?:i|she|he) (?:have|need|get) )?"
        r"(?:radio(?:therapy|surgery)|radiation(?: therapy| treatment)?|chemo(?:therapy)?)"
        r"(?: (?:first|too|as well|before|after(?:wards)?|instead))?",
        {"candidates.cancer": SAME},
    ),
    _hint(
        r"(?:by |about )?how (?:much|many (?:inches|centimet(?:er|re)s|cm))"
        r"(?:,? in (?:inches|cm|mm|centimet(?:er|re)s))?",
        {"benefits.height": SAME},
    ),
    _hint(
        r"(?:does|do|will|would|can|must|should|did) (?:it|that|they|the balloon|this)(?: ever)?"
        r"(?: (?:have|need) to)? (?:come|be taken|get taken|be pulled)(?: back)? out(?: again| after(?:wards?)?)?"
        r"|(?:does|do|will) (?:it|that|they|the balloon) stay(?: in)?(?: there| me)?(?: for ?ever| for good)?",
        {"how_it_works.balloon": AGAIN, "bone_cement": "bone_cement.lasting"},
    ),
    _hint(
        r"(?:drinking|a drink|drinks|(?:(?:a cup of|an?|my|black|white|morning) )*(?:water|tea|coffee)|juice|milk"
        r"|a sip(?: of water)?)"
        r"(?:,? (?:with(?:out)?|and|no|or) (?:any )?(?:milk|sugar|cream))*"
        r"(?:,? (?:only|just|is)(?: plain)? water(?: (?:ok|okay|all ?right|allowed))?)?(?: too| as well)?",
        {"preparation.fasting": SAME, "preparation": "preparation.fasting"},
    ),
    _hint(
        r"(?:(?:i|she|he)(?:['\u2019]?m|['\u2019]?s| am| is) (?:still )?(?:on|taking)|i (?:still )?take|s?he takes) "
        r"(?:the |some |my |strong )*"
        r"(?:pain ?killers|pain pills|opioids|tablets|co-?codamol|\w*(?:codeine|adol|codone|morphine))"
        r"(?: still| though| mind| at the moment| now)?",
        {"activity.alcohol": AGAIN, "activity.driving": AGAIN},
    ),
    _hint(
        r"what if (?:it|that|the pain) (?:(?:does|do|will|did)(?: not|n['\u2019]?t)|dont|doesnt|wont|never)"
        r"(?: (?:work|help|ease|go(?: away)?|get better|start working))?",
        {
            "pain_relief benefits": "pain_relief.still_hurts",
            "fracture.healing": "fracture.untreated",
            "recovery": "pain_relief.still_hurts",
        },
    ),
    _hint(
        r"what (?:happens|would happen|if)(?: (?:then|to (?:me|you|her|him|a \w+|the \w+)))?"
        r" ?(?:when|if|should)? (?:it|they) (?:do(?:es)?|did|happens?)(?: happen)?",
        {"risks.leak": SAME, "risks.infection": SAME, "risks": "risks.serious"},
    ),
    _hint(
        r"what (?:happens|would happen|if)(?: (?:then|to (?:me|you|her|him|a \w+|the \w+)))?"
        r" ?(?:when|if|should)? (?:it|they|the cement) (?:(?:do(?:es)?|did) leak|leaks?)",
        {
            "risks.leak": SAME,
            "risks": "risks.leak",
            "bone_cement": "risks.leak",
            "how_it_works": "risks.leak",
        },
    ),
    _hint(
        r"how long (?:do|does|did|will|would|must|should|have|has|can) (?:i|she|he|we|they|you)"
        r"(?: (?:have|need|got) to)? (?:be on|take|stay on|keep(?: on)? taking|keep|have|use|wear|need)"
        r"(?: (?:it|them|that|those|this|one|these))?(?: for)?",
        {"osteoporosis brace aftercare.medicines alternatives.medicine": SAME},
    ),
    _hint(
        r"is (?:that|it|this) (?:bad|serious|dangerous)(?: then| though)?",
        {"fracture": "fracture.untreated", "osteoporosis": SAME, "risks": SAME, "new_fractures": SAME},
    ),
    _hint(
        # By itself a greeting: 'how are you'.
        r"how(?: exactly| then| though)?",
        {"what_is bone_cement": "how_it_works", "how_it_works": SAME},
    ),
    _hint(
        r"(?:(?:my|the|her|his|any|normal|usual|other|morning|all|and) )*"
        r"(?:tablets?|pills?|meds|medicines?|medication|drugs)(?: too| as well)?",
        {
            "preparation anesthesia": "preparation.medicines",
            "recovery aftercare activity outpatient pain_relief": "aftercare.medicines",
        },
    ),
    _hint(
        r"(?:how (?:long|soon|quick(?:ly)?|fast)|when)"
        r"(?: (?:does|will|would|is|until|till|before|that|it|take|to|for|the|cement|stuff|glue))*"
        r" (?:go|goes|get|gets|set|sets|be|is|it['\u2019]?s|dry|dries|hard|harden|hardens)"
        r"(?: hard| solid| firm| set| dry)*",
        {"bone_cement what_is how_it_works": "bone_cement"},
        figure=_TIME,
    ),
    _hint(
        r"(?:about |and )?how long (?:does|would|will|could|can|might) (?:that|it|this) (?:take|be)"
        rf"{_USUALLY}?(?: for (?:me|her|him|us))?|(?:what|and) if it takes longer|will it take longer.*",
        {
            "fracture alternatives": "fracture.healing",
            "recovery": "recovery.how_long",
            "pain_relief": "pain_relief.when",
        },
    ),
    _hint(
        r"(?:.{1,60} (?:so|and|but) )?(?:when|how long until|how soon)(?: do| can| should| may| will| would| must)? "
        r"(?:i|she|he|we|they) (?:be able to )?"
        r"(?:take (?:it|that|the thing) off|(?:stop|quit) wearing (?:it|that)|lose it)",
        {"brace": SAME},
    ),
    _hint(
        r"(?:(?:is|are) there )?(?:any|a|which|what)(?: \w+)? positions?(?: (?:is|are) (?:best|better|good|ok)"
        r"| (?:do|should|can|must|would) (?:i|she|he|we) (?:lie|be|sleep|stay)(?: in)?)?"
        r"|(?:(?:can|could|may|should) (?:i|she|he) )?(?:(?:lie|lying|sleep|sleeping|be|flat) )*"
        r"(?:on (?:my|her|his|the|your) (?:tummy|stomach|belly|front|face|back|sides?|left|right)|face ?down|flat)"
        r"(?: side)?(?:,? (?:is (?:that|it) )?(?:ok|okay|all ?right|allowed))?",
        {
            "activity.sleep recovery.first_day recovery.soreness": "activity.sleep",
            "activity.sex": SAME,
            "how_it_works anesthesia": "how_it_works",
        },
        figure=_POSITION,
    ),
    _hint(
        r"how (?:long|soon|many \w+) (?:am|will|would|is|are|must|should|do|does|can|could) (?:i|she|he|we) "
        r"(?:have to )?(?:be |stay |keep )?off(?: (?:the|my|her|his) \w+| work)?(?: for)?",
        {"activity.work": AGAIN},
    ),
    _hint(
        r"(?:(?:on|in|from) )?(?:the )?(?:night|evening|morning|day)(?: before(?:hand)?)?(?: then)?",
        {
            "preparation.fasting preparation.medicines preparation.blood_thinners": AGAIN,
            "preparation": "preparation.fasting",
        },
    ),
    _hint(
        r".{0,20}?\b(?:\d+|an?|two|three|four|five|six|seven|eight|nine|ten) ?(?:hours?|hrs?|miles|km)"
        r"(?: (?:drive|ride|flight|journey|trip|away|each way|one way|there and back|(?:in|by) (?:the )?"
        r"(?:car|train|bus|coach|plane)))+(?:,? is (?:that|it) (?:ok|okay|safe|all ?right|too (?:far|long|much)))?",
        {"activity.travel activity.driving activity.sitting": "activity.travel"},
    ),
    _hint(
        r"who is (?:he|she|it|that)(?: then)?|what is (?:his|her) name", {"appointment": "appointment.doctor"}
    ),
    _hint(
        r"what (?:do|would|will) (?:i|we|she|he) need for (?:that|it|this)"
        r"|what (?:are|do) (?:the|they|those) (?:rules|want|ask for)",
        {"cost": "cost.insurance", "appointment preparation candidates": SAME},
    ),
)
"""Whole questions that mean something else after some answers: 'how long does it take' after one on healing."""
