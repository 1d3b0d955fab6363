"""Red flags: is someone in danger now? Rules only, no network, no Rasa; it errs on the side of help.

A first, deliberately plain set of rules. It follows the 'Red flags' part of the clinic's medical
facts: what needs the emergency number now, a crisis line, or a call to the clinic the same day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Level = Literal["emergency_now", "crisis", "same_day"]


@dataclass(frozen=True)
class RedFlag:
    """What was found: how urgent, and which flag, for the staff alert."""

    level: Level
    flag: str


_LIMB = (
    r"(legs?|foot|feet|toes?|arms?|hands?|fingers?|limbs?|saddle|groin|genitals?|bottom|buttocks?|thighs?)"
)
_BLADDER = r"(bladder|bowels?|urine|pee|wee|poo|rectum|toilet)"

_EMERGENCY: tuple[tuple[str, str], ...] = (
    (
        "cord_or_cauda_equina",
        rf"\b(can'?t|cannot|can not|couldn'?t|unable to|not able to|lost (all |the )?)"
        rf"(feel(ing)?|sensation|move|walk|stand|control)\b.{{0,40}}\b({_LIMB}|{_BLADDER})|"
        rf"\b(can'?t|cannot|couldn'?t|unable to) (walk|stand|move)\b|"
        rf"\b(lost|losing|no|loss of)\b.{{0,20}}\b(feeling|sensation|control|strength|power)\b.{{0,40}}"
        rf"\b({_LIMB}|{_BLADDER})|"
        rf"\b(numb(ness)?|tingling|weak(ness)?|paraly[sz]ed|gone dead|pins and needles)\b.{{0,30}}"
        rf"\b(both|legs|arms and legs|saddle|groin|genitals?|between (my|his|her) legs|bottom)|"
        rf"\b(legs|arms and legs|groin|bottom|genitals?|hand and foot|saddle)\b.{{0,30}}"
        rf"\b(numb|tingling|weak|paraly[sz]ed|gone dead|giving way|gave way)|"
        rf"\b(can'?t|cannot|couldn'?t|unable to|not able to)\b.{{0,12}}\b(pee|wee|urinate|pass (urine|water))|"
        rf"\b(wet|soil(ed|ing)?|leak(ed|ing)? (urine|pee))\b.{{0,15}}\b(myself|himself|herself)|\bincontinen",
    ),
    (
        "chest_or_lung",
        r"\b(chest|upper back)\b.{0,25}\b(pains?|tight(ness)?|pressure|crushing|hurts?)\b|"
        r"\b(pains?|tight(ness)?|pressure)\b.{0,15}\b(in|across) (my|his|her|the) chest|"
        r"\b(can'?t|cannot|couldn'?t|hard to|struggling to|difficulty|trouble|fighting to)\b.{0,15}\bbreath(e|ing)?\b|"
        r"\bshort(ness)? of breath|\b(cough(ing|ed)?( up)?|spitting) (of )?blood|\bgasping\b|\bturning blue\b",
    ),
    (
        "stroke",
        r"\bslurr(ed|ing)\b|\b(face|mouth) (is |has )?(droop(ing|ed|s)?|dropped)|"
        r"\b(can'?t|cannot|unable to) (speak|talk|see)\b|\b(sudden(ly)?|lost|losing)\b.{0,15}\b(vision|sight)\b|"
        r"\bone side of (my|his|her) (body|face)\b",
    ),
    (
        "collapse_or_fit",
        r"\b(fainted|passed out|blacked out|collapsed|unconscious|unresponsive|won'?t wake( up)?)\b|"
        r"\b(having|had|has) (a |another )?(fit|seizure)\b|\bnewly confused\b|\bsuddenly (very )?confused\b",
    ),
    (
        "bleeding",
        r"\b(bleeding|blood)\b.{0,25}\b(won'?t|will not|doesn'?t|not) stop|\bbleeding (heavily|badly|a lot)|"
        r"\bvomit(ed|ing)?\b.{0,10}\b(blood|black)|\bbleeding from (my|the|his|her)?\s?(anus|back passage|rectum)|"
        r"\bblood in (my |his |her |the )?(urine|pee|vomit)",
    ),
    (
        "allergic_swelling",
        r"\b(face|lips?|tongue|throat)\b.{0,20}\b(swell(ing|ed)?|swollen|closing)|"
        r"\b(swell(ing|ed)?|swollen)\b.{0,15}\b(face|lips?|tongue|throat)",
    ),
    (
        "fall_or_injury",
        r"\b(fell|fall(en)?|knocked|accident|crashed?)\b.{0,50}\b(head|numb|unconscious|dizzy|can'?t move)\b",
    ),
    ("overdose", r"\boverdos(e|ed|ing)\b|\btook (too many|all (my|the)) (pills|tablets|painkillers)"),
    ("sepsis", r"\bfever\b.{0,40}\b(shak(ing|es)|shiver(ing|s)|confus(ed|ion))\b"),
)

_CRISIS = re.compile(
    r"\b(suicid(e|al)|kill(ing)? (myself|himself|herself)|end (my|it all|his|her) ?(life)?\b|"
    r"want(s|ed)? to die|better off dead|(hurt|harm|cut)(ting|ing)? myself|self[- ]harm|"
    r"(no|any) (reason|point) (to|in) (live|living)|don'?t want to (live|be here|wake up))"
)

_SAME_DAY: tuple[tuple[str, str], ...] = (
    (
        "fever",
        r"\b(have|has|had|got|running|with) (a |an )?(high )?(fever|temperature)\b|\bfever (since|of|is)\b",
    ),
    (
        "wound",
        r"\b(wound|incision|cut|site|dressing|needle hole|scar|stitches)\b.{0,40}"
        r"\b(red|redness|swollen|swelling|hot|warm|pus|oozing|leaking|discharge|weeping|smells?)\b",
    ),
    (
        "worse_pain",
        r"\b(pain|back)\b.{0,25}\b(suddenly|much|far|a lot|so much|sharply|getting) worse\b|"
        r"\bnew (back |sharp |severe )?pain\b",
    ),
    ("calf_clot", r"\bcalf\b.{0,40}\b(swollen|swelling|red|pain(ful)?|sore|hot|tender)\b"),
)

# Asking about a symptom is not having it: a question about cause, chance or meaning in general.
_ABOUT = re.compile(
    r"\b(can|could|does|do|will|would|might|may) (the|it|this|a|an|cement|vertebroplasty|kyphoplasty|these|they)\b"
    r"[^.!]*\b(cause|lead to|result in|make|trigger|give)\b|"
    r"\bwhat (is|are|does|symptoms|happens if|if|causes)\b|\bhow (long|common|likely|often)\b|\bwhen should\b|"
    r"\brisk of\b|\bchances? of\b|\b(years?|decades?) (ago|back)\b|\bfor \d+ years\b|\bunder control\b"
)
_NEGATED = re.compile(r"\b(no|not|without|never|don'?t have|doesn'?t have|hasn'?t|haven'?t)\b[^,.;]{0,25}$")


def screen(text: str) -> RedFlag | None:
    """The most urgent red flag in `text`, or None. Costs well under a millisecond."""
    lowered = " ".join(text.lower().replace("\u2019", "'").split())
    if match := _CRISIS.search(lowered):
        return None if _lowered(lowered, match.start()) else RedFlag("crisis", "self_harm")
    for level, rules in (("emergency_now", _EMERGENCY), ("same_day", _SAME_DAY)):
        for flag, pattern in rules:
            match = re.search(pattern, lowered)
            if match and not _lowered(lowered, match.start()):
                return RedFlag("emergency_now" if level == "emergency_now" else "same_day", flag)
    return None


def _lowered(text: str, start: int) -> bool:
    """True when the words around a match say that it is asked about, long past, or denied."""
    return bool(_ABOUT.search(text) or _NEGATED.search(text[:start]))
