"""Hints: questions of a word or two ('how soon?', 'and at night?') that only the talk before them completes."""

from __future__ import annotations

import re

from bot.hint import AGAIN, SAME, USUALLY, Hint, found_in, hint

_SHARE = re.compile(r"\d+ (?:of|in|out of) \d+|\d ?%|\bper ?cent\b", re.IGNORECASE)


def hint_in(text: str) -> Hint | None:
    """The hint that is all of a message."""
    return next(found_in(text, HINTS), None)


HINTS = (
    hint(
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
    hint(
        rf"(?:for |about )?how (?:long|many (?:days|weeks|months))(?: for)?"
        rf"(?: is (?:usual|normal|typical))?{USUALLY}?|how much time(?: then)?"
        r"|how long (?:(?:does|will|would|should|can) )?(?:that|it|this|i|she|he)"
        rf"{USUALLY}? (?:last|go on|wait|give it)(?: for)?{USUALLY}?",
        {
            "pain_relief benefits": "pain_relief.lasting",
            "pain_relief.still_hurts": "recovery.soreness",
            "recovery aftercare": "recovery.how_long",
            "recovery.soreness aftercare.dressing": AGAIN,
            "fracture alternatives": "fracture.healing",
            "bone_cement": "bone_cement.lasting",
            "what_is how_it_works anesthesia difference": "duration",
            "activity brace outpatient duration": SAME,
            "preparation.fasting activity.alcohol activity.shower": AGAIN,
        },
        "duration",
        "recovery.how_long",
        "pain_relief.lasting",
    ),
    hint(
        r"(?:for |about )?how many (?:hours|hrs)(?: (?:before(?:hand)?|is (?:that|it)|exactly))*",
        {
            "preparation.fasting": AGAIN,
            "preparation": "preparation.fasting",
            "recovery": "recovery.first_day",
            "activity brace outpatient": SAME,
            "what_is how_it_works anesthesia difference duration": "duration",
        },
        "duration",
        "preparation.fasting",
        "outpatient",
    ),
    hint(
        # What says that healing is meant ('how long does it take to heal by itself') needs no talk before it.
        r"(?:(?:for )?how long(?: (?:does|will|would|can|might|could) (?:that|it|this)"
        rf"{USUALLY}? (?:take|last|need|be))?{USUALLY}? )?(?:by itself|on its own)",
        {"fracture alternatives brace osteoporosis": "fracture.healing"},
        "fracture.healing",
        "recovery.how_long",
    ),
    hint(
        r"how (?:likely|common|rare|often|many)(?: is| are)?(?: that| it| this| those| they)?(?: to happen)?"
        r"|how many(?: people| patients)? (?:does (?:that|it|this) happen to|get (?:that|it|this))"
        r"|how often does (?:that|it|this) happen|(?:does|do) (?:that|it|this|they) happen"
        r"(?: a lot| often| much| to many)?|what are (?:the|my) (?:chances|odds)(?: of (?:that|it|this))?"
        r"|is (?:that|it|this) (?:likely|common|rare)"
        r"|(?:(?:(?:just )?(?:give|tell) me|what are|in|have you got|are there) )?(?:the |some |any |your |me )*"
        r"(?:numbers|figures|percentages?|odds|stats|statistics)",
        {"risks new_fractures pain_relief fracture osteoporosis anesthesia": SAME},
        "risks",
        "new_fractures",
        "pain_relief",
        figure=_SHARE,
    ),
    hint(
        r"(?:will|does|could|can|might) (?:it|that|this) get(?: any| even| much)? worse",
        {"alternatives fracture osteoporosis": "fracture.untreated"},
        "fracture.untreated",
        "pain_relief.still_hurts",
    ),
    hint(
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
    hint(
        r"(?:what )?(?:(?:happens )?if|when) (?:they|it|the insur(?:er|ance)(?: company)?) "
        r"(?:says? no|refuses?|(?:will not|won'?t|do(?:es)?(?: not|n'?t)) (?:pay|cover (?:it|that)|agree)"
        r"|turns? (?:it|me|us|her|him) down|rejects? (?:it|me|us)|says? (?:i|we) can'?t)(?: then)?",
        {"cost": "cost.insurance", "candidates": "alternatives"},
        "cost.insurance",
        "alternatives",
    ),
    hint(
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
    hint(
        r"(?:at|in the|during the|over) nights?(?:[- ]?time)?|night[- ]?time|when (?:i|she|he) sleeps?",
        {"recovery activity aftercare pain_relief outpatient": "activity.sleep", "brace": SAME},
        "activity.sleep",
        "outpatient",
    ),
    hint(
        r"after(?:wards?| that| it)?|once (?:it is|it's) (?:done|over)"
        r"|then what|what then|what (?:happens|comes) (?:then|next|after(?:wards?| that)?)"
        r"|(?:in |for )?the (?:next|following|first|second) (?:few )?(?:days?|weeks?)"
        r"|the (?:days?|weeks?) after(?: that)?",
        {
            "what_is how_it_works anesthesia duration preparation outpatient risks benefits": "recovery.first_day",
            # What comes of a risk, and not of the procedure.
            "risks.leak risks.infection risks.serious": SAME,
            "recovery": "activity",
            "activity": "aftercare",
            "preparation.medicines preparation.blood_thinners": "aftercare.medicines",
        },
        "recovery.first_day",
        "activity",
        "aftercare",
    ),
    hint(
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
    hint(
        r"does (?:it|that) hurt (?:then|after(?:wards?)?)(?: too| as well)?|will (?:it|that) hurt then(?: too)?",
        {
            "what_is how_it_works anesthesia duration preparation outpatient": "recovery.soreness",
            "recovery aftercare activity": "recovery.soreness",
        },
        "recovery.soreness",
        "anesthesia.hurt",
    ),
    hint(
        r"before(?:hand| that| it)?",
        {
            "what_is how_it_works anesthesia duration outpatient risks recovery activity aftercare": "preparation",
            "preparation": SAME,
        },
        "preparation",
        "appointment",
    ),
    hint(
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
    hint(
        r"(?:how is|how can|can|could) (?:it|that|this)(?: be)? (?:treated|cured)",
        {"osteoporosis": "osteoporosis.treatment", "fracture": "alternatives", "alternatives": SAME},
        "alternatives",
        "osteoporosis.treatment",
    ),
)
