"""Leaning: whole questions that mean something else after some answers ('how long does it take' after healing)."""

from __future__ import annotations

import re

from bot.hint import AGAIN, SAME, TIME, USUALLY, Hint, found_in, hint

_POSITION = re.compile(r"\bon your (?:side|back|front|belly)\b", re.IGNORECASE)


def leaning_hint(text: str, last: str) -> Hint | None:
    """The hint that is all of a message after the answer `last`, though by itself it is a question of its own."""
    return next((each for each in found_in(text, LEANING) if each.answer_id(last)), None)


_STAYING = r"(?:stay|last|go on|be (?:there|sore|swollen|bruised|visible)|take to (?:go|fade|clear|heal)|be like that)"

LEANING = (
    hint(
        r"how long (?:does|do|will|would|should|can|could|might) (?:it|that|they|this|the (?:bruis(?:e|es|ing)|soreness"
        rf"|swelling|pain|ache|mark|tenderness|hurting)) {_STAYING}(?: (?:away|for|up|on|in|there|after(?:wards?)?))*",
        {
            "recovery.soreness aftercare.dressing": AGAIN,
            "pain_relief.still_hurts anesthesia.hurt": "recovery.soreness",
        },
    ),
    hint(
        r"(?:does|do|will|would|can|could) (?:it|that|they|this)(?: ever)? (?:go away|get better|heal|be (?:fixed"
        r"|undone|treated"
        r"|put right|reversed)|clear up|come back)(?: (?:again|by itself|on its own|in time))*|is (?:it"
        r"|that) reversible",
        {"risks.serious": AGAIN, "recovery.soreness": AGAIN},
    ),
    hint(
        r"(?:(?:can|may|could|should|must|do) (?:i|she|he|we) )?(?:still )?(?:have|take|do|drink|eat|use|need) "
        r"(?:one|it|that|some|any|a bit|a cup)(?: of (?:it|that))? before(?:hand| it| that| then)?",
        {
            "preparation.fasting preparation.medicines preparation.blood_thinners activity": AGAIN,
            "preparation": "preparation.fasting",
        },
    ),
    hint(
        r"(?:how high|what temperature|how (?:hot|much)|from what(?: temperature)?|what (?:number|reading))"
        r"(?: (?:is|would|must|should|does|exactly|that|it|be|have|to|the|a|fever|temperature|count|too|high|bad))*",
        {
            "risks.infection": AGAIN,
            "aftercare recovery.soreness preparation.tell_team": "risks.infection",
        },
    ),
    hint(
        r"(?:(?:no|i meant?|about|tell me about|just) )*the (?:whole )?(?:procedure|operation|op|treatment|surgery)"
        r"(?: itself| as a whole)?",
        {"how_it_works bone_cement fracture anesthesia": "what_is"},
    ),
    hint(
        r"how (?:quick(?:ly)?|fast)(?: (?:does|will|would) (?:it|that) (?:work|help|be)| is (?:it|that))?",
        {
            "pain_relief benefits": "pain_relief.when",
            "recovery": "recovery.how_long",
            "bone_cement": AGAIN,
        },
    ),
    hint(
        r"(?:can|may|should|must|does) (?:i|she|he|we) (?:still )?"
        r"(?:eat|have (?:dinner|tea|supper|lunch|breakfast|a meal|food))(?: normally| as usual| something| anything)?"
        r"(?: that (?:night|evening|day)| then| afterwards| at home"
        r"| tonight| when (?:i|she|he)(?:['\u2019]?m|['\u2019]?s| is| am|) (?:home|back))*",
        {"recovery activity aftercare outpatient": "aftercare"},
    ),
    hint(
        r"(?:what )?if (?:i|she|he|we) (?:can(?:not|['\u2019]?t)|am not able to|is not able to)(?: do (?:it|that))?",
        {"candidates.position": SAME, "how_it_works": "candidates.position"},
    ),
    hint(
        r"(?:for )?how long (?:at a time|in one go|at once|each time)"
        r"|how long (?:must|should|do|does|did|will|would) (?:i|she|he|we) (?:have to )?(?:wait|leave (?:it|that))"
        r"(?: for (?:it|that))?",
        {"activity": AGAIN, "candidates": "candidates.timing"},
    ),
    hint(
        r"(?:just |only |even )+(?:an?|one|the odd)(?: \w+){0,4}",
        {"activity.alcohol activity.lifting activity.driving preparation.fasting": AGAIN},
    ),
    hint(
        r"(?:at|in the|during the|over)? ?nights?(?:[- ]?time)?(?: too| as well| also)?|in bed(?: too| as well| also)?",
        {"brace": SAME, "aftercare.warning_signs": "appointment.contact", "appointment.contact": AGAIN},
    ),
    hint(
        r"(?:do|does|should|must|can|may|have|has) (?:i|she|he|we) (?:have to |need to |to )?"
        r"(?:sleep|sit|shower|eat|drive|lie|wash|walk) (?:with it on|in it|without it|with it off)",
        {"brace": SAME},
    ),
    hint(
        r"(?:they|the \w+|my \w+)(?:['\u2019]?ve| have| has)? (?:gave|given|got) (?:me |her |him )?one"
        r"\W+(?:(?:for )?how long|when)(?: for| (?:do|does|must|should) (?:i|she|he) (?:have to )?wear it)*",
        {"brace": SAME},
    ),
    hint(r"what(?:['\u2019]?s| is) it (?:even |actually )?for(?: anyway)?|what does it do", {"brace": AGAIN}),
    hint(
        r"(?:at |on |over )?(?:the |an? )?(?:week ?ends?|sundays?|saturdays?|bank holidays?)(?: too| as well)?",
        {
            "appointment aftercare.warning_signs": "appointment.contact",
            "appointment.contact": AGAIN,
        },
    ),
    hint(
        r"(?:which|what)(?: sort of| kind of)? (?:tablets|pills|medicines?|medication|drugs|injections?)"
        r"(?: (?:are|is) there| (?:can|could|should|would) (?:i|she|he) (?:take|have|get))?(?: for (?:it|that|them))?",
        {"osteoporosis new_fractures": "osteoporosis.treatment"},
    ),
    hint(
        r"which(?: ones?)? (?:can|may|should|could|am|is) (?:i|she|he) (?:allowed to )?(?:take|have)",
        {"aftercare.medicines preparation.medicines": AGAIN, "recovery pain_relief": "aftercare.medicines"},
    ),
    hint(r"(?:are|is) (?:they|those|it|that) safe", {"osteoporosis.treatment": "osteoporosis.side_effects"}),
    hint(
        r"(?:(?:it|mine|hers|his|that|the break)(?: is|['\u2019]?s| was)?|i (?:broke|did) (?:it|mine))?"
        r" ?(?:from |in |since |back in |nearly |almost |about |over )?"
        r"(?:last (?:year|month|week|spring|summer|autumn|fall|winter|christmas)"
        r"|(?:\d+|an?|one|two|three|four|five|six|a few) (?:years?|months?|weeks?) (?:ago|old)"
        r"|january|february|march|april|may|june|july|august|september|october|november|december)(?: now)?",
        {"candidates.timing": AGAIN},
    ),
    hint(
        r"which (?:one )?(?:do|will|would|should) (?:i|she|he|we) (?:need|get|have|be given|choose|go for)"
        r"|which (?:one )?(?:is|would be) (?:right|best|better) for (?:me|her|him|us)",
        {"difference what_is how_it_works": "difference.better"},
    ),
    hint(
        r"(?:(?:is|are) )?(?:cheese|yogh?urts?|fish|eggs|greens|vegetables|milk|dairy|drink|drinking|alcohol|beer|wine)"
        r"(?: ok| okay)?"
        r"|(?:can|may|should) (?:i|she|he) (?:still )?(?:eat|drink|smoke)(?: \w+)?"
        r"|what (?:can|should) (?:i|she|he) eat.{0,20}",
        {"osteoporosis": "osteoporosis.diet"},
    ),
    hint(
        r"how (?:far|much|often|many (?:steps|minutes|times))"
        r"(?: (?:should|can|may) (?:i|she|he) (?:walk|go|do))?(?: a day)?",
        {"activity.walking activity.exercise": AGAIN},
    ),
    hint(r"(?:an? )?infections?(?: somewhere| too)?", {"candidates": "candidates.not_suitable"}),
    hint(
        r"(?:to |for |in )?the (?:nerves?|lungs?|heart)",
        {"risks.serious": AGAIN, "risks": "risks.serious"},
    ),
    hint(
        r"(?:at|for) (?:my|her|his) age|for an old (?:wo)?man(?: like (?:me|him|her))?|at \d\d",
        {"risks": "candidates.age", "candidates": "candidates.age"},
    ),
    hint(
        r"which(?: one| of (?:them|the two))? (?:is (?:the )?|takes? |will be |would be )?"
        r"(?:quick|fast|short|long|slow)(?:er|est)?(?: to do)?",
        {"difference": "duration"},
    ),
    hint(
        r"which(?: one| of (?:them|the two))? (?:is (?:the )?)?(?:hurts?|(?:more|less) painful|sorer)"
        r"(?: (?:the )?(?:more|less|most|least))?",
        {"difference": "anesthesia.hurt"},
    ),
    hint(
        r"(?:does|will|would|can|could) (?:the )?(?:cement|procedure|operation|op|treatment|balloon|it|that) "
        r"(?:cure|fix|heal|stop|treat) (?:it|that|them|this)",
        {"osteoporosis": "osteoporosis.cured_by_procedure"},
    ),
    hint(
        r"(?:(?:even )?(?:with|without|on) )?(?:a|my|her|his|the) "
        r"(?:walking )?(?:frame|stick|cane|walker|zimmer|rollator|crutch(?:es)?)(?: too| as well)?",
        {"benefits.mobility activity.walking": AGAIN},
    ),
    hint(
        r"(?:on|in) (?:the|my|an?) (?:toilet|loo|sofa|settee|car|recliner|arm ?chair|hard chair)",
        {"activity.sitting": AGAIN},
    ),
    hint(
        r"(?:(?:is|would) (?:that|it|this)(?: be)? )?(?:for (?:good|ever)|forever|permanent(?:ly)?|lasting)"
        r"|does (?:that|it|this) last",
        {
            "bone_cement.lasting": AGAIN,
            "risks": AGAIN,
            "benefits": "new_fractures.lasting",
            "pain_relief": "pain_relief.lasting",
            "bone_cement": "bone_cement.lasting",
        },
    ),
    hint(
        r"(?:i|she|he|we) lives? (?:all )?(?:alone|on (?:my|her|his|our) own|by (?:my|her|him)self)"
        r"(?: you see| though| now)?"
        r"|(?:i|she|he)(?:['\u2019]?ve| have| has|['\u2019]?s) (?:got )?(?:no ?one|nobody)(?: (?:to|who) .{1,30})?"
        r"|(?:my|her|his|our) (?:\w+ )?(?:husband|wife|partner|daughter|sons?|sister|brother|niece|nephew|family|kids"
        r"|neighbou?r|friend|mate)s? (?:works?|lives? .{2,30}|(?:is|are) (?:away|abroad|at work|working|busy)"
        r"|(?:can ?not|can['\u2019]?t|do(?:es)?(?:n['\u2019]?t| not)) (?:drive|come|make it|get off))(?: .{2,20})?",
        {"outpatient activity.driving": "outpatient.ride"},
    ),
    hint(
        r"(?:(?:i|she|he)(?: a|['\u2019])?(?:m| is|['\u2019]?s) )?(?:very |a bit |really )?claustrophobic"
        r"|(?:i|she|he) can['\u2019]?t have (?:one|an mri|it)",
        {"preparation.tests": AGAIN},
    ),
    hint(r"smoking|cigarettes", {"osteoporosis": "osteoporosis.diet", "osteoporosis.diet": AGAIN}),
    hint(r"what can (?:i|she|he) do(?: then| now| instead)?", {"activity": "activity"}),
    hint(
        r"(?:about )?how much(?: (?:of it|do (?:i|you) need|can (?:i|she) take))?",
        {"osteoporosis.diet": AGAIN},
    ),
    hint(
        r"all the way(?: (?:up|back))?|(?:back )?to (?:what|how) it was(?: before)?",
        {"benefits.height how_it_works.balloon": "benefits.height"},
    ),
    hint(
        r"(?:is |can |could |does |will )?(?:it|the balloon|that)(?: (?:ca|do(?:es)?|wo)n['\u2019]?t| can|could)? "
        r"(?:pop|burst|leak|break)(?: (?:inside(?: me)?|in (?:me|there)|open))?"
        r"|what(?: is|['\u2019]?s) (?:it|the balloon|in it) (?:filled|blown up|made)(?: with| of)?"
        r"|(?:it|the balloon) (?:then )?comes (?:back )?out(?: again)?",
        {"how_it_works.balloon": AGAIN},
    ),
    hint(
        r"what (?:do|should|can|shall) (?:i|we|she|he) ask(?: (?:him|her|them|the (?:doctor|surgeon|team)))?",
        {"candidates.me appointment.doctor cost osteoporosis.treatment": SAME},
    ),
    hint(
        r"what (?:do|should|shall) (?:i|we|she|he) do if (?:it|the wound) "
        r"(?:gets?|is|goes|looks) (?:red|sore|hot|warm|swollen|infected|wet|dirty)",
        {"aftercare.dressing": AGAIN, "activity.shower": "aftercare.dressing"},
    ),
    hint(
        r"(?:if |what if )?(?:it|they|the (?:\w+ )?(?:place|spot|wound|plaster|dressing|cut|hole|skin))"
        r"(?:['\u2019]?s| is| are| looks?| feels?| gets?| goes| got)?"
        r" (?:a (?:bit|little) |quite |very |slightly |rather |all )?"
        r"(?:red|warm|hot|swollen|puffy|wet|damp|weep(?:y|ing|s)|ooz(?:es|ing)|sticky|smelly|smells?)"
        r"(?: too| as well| now)?",
        {
            "aftercare.dressing risks.infection": AGAIN,
            "recovery.soreness activity.shower": "aftercare.dressing",
        },
    ),
    hint(
        r"who (?:changes|takes|does|checks|removes) (?:it|them|the (?:dressing|plaster))(?: off)?(?: for me)?",
        {"aftercare.dressing": SAME},
    ),
    hint(
        r"(?:which|what)(?: one| of (?:them|those|these))?(?: is|['\u2019]?s| are)? (?:the )?"
        r"(?:worst|most (?:serious|dangerous))(?: of (?:them|those|these|all))?",
        {"risks": "risks.serious"},
    ),
    hint(
        r"how (?:often|common|likely|rare)(?: (?:is|are|does) (?:that|it|they|this|those)(?: happen)?)?"
        r"|how many people|in how many",
        {"risks": AGAIN, "new_fractures": AGAIN},
    ),
    hint(
        r"after(?:wards)?(?: then)?|when (?:do|can|does|should|may) (?:i|she|he|we)"
        r" (?:start|restart|take|go back (?:on|to))(?: (?:it|them|that))?(?: again)?",
        {
            "preparation.blood_thinners preparation.medicines": "aftercare.medicines",
            "preparation.fasting": "aftercare",
        },
    ),
    hint(
        r"(?:with )?(?:an? )?(?:slipped|bulging|herniated|worn) dis[ck]s?(?: too| as well)?",
        {"candidates": "candidates.disc"},
    ),
    hint(
        r"(?:even )?(?:when|as) (?:the needle|it|they) .{2,20}",
        {"anesthesia.hurt": AGAIN},
    ),
    hint(
        r"(?:just |even |only |give me )*(?:roughly|approximately|(?:an? )?ball ?park(?: figure| number)?"
        r"|(?:an? )?(?:(?:rough |vague )?(?:idea|estimate|guess)|rough (?:figure|number|price)))(?: then| even)?"
        r"|about how much",
        {"cost": AGAIN},
    ),
    hint(
        r"(?:on |for )?(?:the )?(?:(?:very )?(?:next|same|first) day|first week|day after|tomorrow)",
        {"activity": SAME, "recovery": "recovery.first_day"},
        figure=TIME,
    ),
    hint(
        r"(?:in |for )?(?:the )?(?:(?:second|third|next) (?:week|month)|week after"
        r"|(?:after )?(?:\d+|an?|one|two|three|four|six|a few|a couple of) (?:days?|weeks?|months?)"
        r"(?: (?:after(?:wards)?|later|on))?)",
        {"activity": SAME, "recovery": "recovery.how_long"},
        figure=TIME,
    ),
    hint(r"(?:so |stay )?over ?night|(?:for )?(?:a|one|the) night", {"outpatient": AGAIN}),
    hint(
        r"(?:can|could|may|do|will) (?:i|we|she|he) (?:get to )?(?:choose|pick|decide)|is it (?:my|our) choice"
        r"|do (?:i|we) (?:have|get) (?:a|any) (?:choice|say)(?: in (?:it|that))?",
        {"anesthesia": AGAIN, "difference": "difference.better"},
    ),
    hint(
        r"is (?:he|she|it|that doctor|the doctor) (?:any )?(?:good|experienced|qualified|the best|well known)"
        r"(?: at (?:it|that))?"
        r"|how (?:many|often) (?:has|have|does|do) (?:he|she|they) (?:done|do)(?: (?:it|of (?:them|these)))?",
        {"appointment.doctor": SAME},
    ),
    hint(
        r"(?:have|do|has|does|could|might) (?:i|she|he|mum|mom|dad) (?:got |have )?(?:it|that|one)(?: too)?",
        {"osteoporosis": "boundary.diagnosis", "fracture": "boundary.diagnosis"},
    ),
    hint(
        r"(?:i|she|he)(?:(?: a|['\u2019]?)m| is|['\u2019]?s| was) an? (?!diabetic|smoker|wreck|mess|patient|carer|bit)"
        r"(?:\w+ ){0,2}\w+|(?:i|she|he) (?:work|works|worked) (?:in|at|as|for|on) (?:\w+ ){0,3}\w+",
        {"activity.work": AGAIN},
    ),
    hint(r"(?:half|short(?:er)?|fewer) (?:days|hours)|half[- ]?time|part[- ]?time", {"activity.work": SAME}),
    hint(
        r"(?:(?:is|are|was) (?:that|it|this|those) |that(?: is|['\u2019]?s) |)"
        r"(?:normal|usual|common|to be expected|expected)"
        r"(?:,? (?:then|though|too|is (?:that|it)))?",
        {"recovery.soreness aftercare.dressing": AGAIN, "pain_relief.still_hurts": "recovery.soreness"},
    ),
    hint(
        r"(?:what (?:happens )?)?if (?:(?:they|it|i|he|she|that|mine|hers|his|the pain) ?)?"
        r"(?:not|never|(?:do|does|did|will|would|wo)(?:n['\u2019]?t| not))"
        r"(?: (?:pay|cover (?:it|that)|(?:start )?work(?:s|ing)?|heals?|helps?|eases?|go(?:es)?(?: away)?"
        r"|(?:get|feel) better))?",
        {
            "cost.insurance": SAME,
            "fracture.healing alternatives": "fracture.untreated",
            "pain_relief benefits recovery": "pain_relief.still_hurts",
        },
    ),
    hint(
        r"(?:when|how soon) (?:can|could|may|should|does|do|will|would|is)"
        r" (?:it|they|that|the (?:brace|corset|thing)) (?:be )?(?:allowed to )?(?:come|taken|go)(?: back)? off"
        r"|(?:all |the whole |both )?(?:day and night|night and day|day or night|day|night|24/7|all the time"
        r"|round the clock)",
        {"brace": SAME},
    ),
    hint(
        r"(?:(?:are there|what are|has (?:it|that) got|do (?:they|those) have|does (?:it|that) have) )?"
        r"(?:any |the |bad )*"
        r"side[- ]?effects?(?: (?:of|from|with) (?:it|that|them|those|these|(?:the |my )?\w+))?",
        {
            "alternatives.medicine aftercare.medicines": SAME,
            "osteoporosis.treatment": "osteoporosis.side_effects",
        },
    ),
    hint(
        r"(?:(?:what )?if (?:i|she|he) (?:need|have|has|needs) )?(?:an? |the |any |for |in |with )*"
        r"(?:mri|ct|cat|x-?ray|pet|bone|dexa)(?: ?scan(?:s|ner)?)?s?(?: (?:too|as well|later|afterwards))?",
        {"bone_cement.scans": AGAIN},
    ),
    hint(
        r"how many(?: (?:at most|at once|max(?:imum)?|in one go|bones|levels"
        r"|(?:bones |levels )?can (?:you|they|be) (?:do|done)"
        r"|(?:is|are) (?:too many|the (?:limit|most|maximum)|safe|allowed)))*"
        r"|(?:what|where) is the (?:most|limit|max(?:imum)?)|(?:two|three|four|five|\d)(?: (?:at once|bones|levels))?",
        {"how_it_works.levels": AGAIN},
    ),
    hint(
        r"(?:(?:do|can|will|should) (?:i|she|he) (?:have|need|get) )?"
        r"(?:radio(?:therapy|surgery)|radiation(?: therapy| treatment)?|chemo(?:therapy)?)"
        r"(?: (?:first|too|as well|before|after(?:wards)?|instead))?",
        {"candidates.cancer": SAME},
    ),
    hint(
        r"(?:by |about )?how (?:much|many (?:inches|centimet(?:er|re)s|cm))"
        r"(?:,? in (?:inches|cm|mm|centimet(?:er|re)s))?",
        {"benefits.height": SAME},
    ),
    hint(
        r"(?:does|do|will|would|can|must|should|did) (?:it|that|they|the balloon|this)(?: ever)?"
        r"(?: (?:have|need) to)? (?:come|be taken|get taken|be pulled)(?: back)? out(?: again| after(?:wards?)?)?"
        r"|(?:does|do|will) (?:it|that|they|the balloon) stay(?: in)?(?: there| me)?(?: for ?ever| for good)?",
        {"how_it_works.balloon": AGAIN, "bone_cement": "bone_cement.lasting"},
    ),
    hint(
        r"(?:drinking|a drink|drinks|(?:(?:a cup of|an?|my|black|white|morning) )*(?:water|tea|coffee)|juice|milk"
        r"|a sip(?: of water)?)"
        r"(?:,? (?:with(?:out)?|and|no|or) (?:any )?(?:milk|sugar|cream))*"
        r"(?:,? (?:only|just|is)(?: plain)? water(?: (?:ok|okay|all ?right|allowed))?)?(?: too| as well)?",
        {"preparation.fasting": SAME, "preparation": "preparation.fasting"},
    ),
    hint(
        r"(?:(?:i|she|he)(?:['\u2019]?m|['\u2019]?s| am| is) (?:still )?(?:on|taking)|i (?:still )?take|s?he takes) "
        r"(?:the |some |my |strong )*"
        r"(?:pain ?killers|pain pills|opioids|tablets|co-?codamol|\w*(?:codeine|adol|codone|morphine))"
        r"(?: still| though| mind| at the moment| now)?",
        {"activity.alcohol": AGAIN, "activity.driving": AGAIN},
    ),
    hint(
        r"what (?:happens|would happen|if)(?: (?:then|to (?:me|you|her|him|a \w+|the \w+)))?"
        r" ?(?:when|if|should)? (?:it|they) (?:do(?:es)?|did|happens?)(?: happen)?",
        {"risks.leak": SAME, "risks.infection": SAME, "risks": "risks.serious"},
    ),
    hint(
        r"what (?:happens|would happen|if)(?: (?:then|to (?:me|you|her|him|a \w+|the \w+)))?"
        r" ?(?:when|if|should)? (?:it|they|the cement) (?:(?:do(?:es)?|did) leak|leaks?)",
        {
            "risks.leak": SAME,
            "risks": "risks.leak",
            "bone_cement": "risks.leak",
            "how_it_works": "risks.leak",
        },
    ),
    hint(
        r"how long (?:do|does|did|will|would|must|should|have|has|can) (?:i|she|he|we|they|you)"
        r"(?: (?:have|need|got) to)? (?:be on|take|stay on|keep(?: on)? taking|keep|have|use|wear|need)"
        r"(?: (?:it|them|that|those|this|one|these))?(?: for)?",
        {"osteoporosis brace aftercare.medicines alternatives.medicine": SAME},
    ),
    hint(
        r"is (?:that|it|this) (?:bad|serious|dangerous)(?: then| though)?",
        {"fracture": "fracture.untreated", "osteoporosis": SAME, "risks": SAME, "new_fractures": SAME},
    ),
    hint(
        # By itself a greeting: 'how are you'.
        r"how(?: exactly| then| though)?",
        {"what_is bone_cement": "how_it_works", "how_it_works": SAME},
    ),
    hint(
        r"(?:(?:my|the|her|his|any|normal|usual|other|morning|all|and) )*"
        r"(?:tablets?|pills?|meds|medicines?|medication|drugs)(?: too| as well)?",
        {
            "preparation anesthesia": "preparation.medicines",
            "recovery aftercare activity outpatient pain_relief": "aftercare.medicines",
        },
    ),
    hint(
        r"(?:how (?:long|soon|quick(?:ly)?|fast)|when)"
        r"(?: (?:does|will|would|is|until|till|before|that|it|take|to|for|the|cement|stuff|glue))*"
        r" (?:go|goes|get|gets|set|sets|be|is|it['\u2019]?s|dry|dries|hard|harden|hardens)"
        r"(?: hard| solid| firm| set| dry)*",
        {"bone_cement what_is how_it_works": "bone_cement"},
        figure=TIME,
    ),
    hint(
        r"(?:about |and )?how long (?:does|would|will|could|can|might) (?:that|it|this) (?:take|be)"
        rf"{USUALLY}?(?: for (?:me|her|him|us))?|(?:what|and) if it takes longer|will it take longer.*",
        {
            "fracture alternatives": "fracture.healing",
            "recovery": "recovery.how_long",
            "pain_relief": "pain_relief.when",
        },
    ),
    hint(
        r"(?:.{1,60} (?:so|and|but) )?(?:when|how long until|how soon)(?: do| can| should| may| will| would| must)? "
        r"(?:i|she|he|we|they) (?:be able to )?"
        r"(?:take (?:it|that|the thing) off|(?:stop|quit) wearing (?:it|that)|lose it)",
        {"brace": SAME},
    ),
    hint(
        r"(?:(?:is|are) there )?(?:any|a|which|what)(?: \w+)? positions?(?: (?:is|are) (?:best|better|good|ok)"
        r"| (?:do|should|can|must|would) (?:i|she|he|we) (?:lie|be|sleep|stay)(?: in)?)?"
        r"|(?:(?:can|could|may|should) (?:i|she|he) )?(?:(?:lie|lying|sleep|sleeping|be|flat) )*"
        r"(?:on (?:my|her|his|the|your) (?:tummy|stomach|belly|front|face|back|sides?|left|right)"
        r"|my (?:tummy|stomach|belly|sides?)|face ?down|flat)"
        r"(?: side)?(?:,? (?:is (?:that|it) )?(?:ok|okay|all ?right|allowed))?",
        {
            "activity.sleep recovery.first_day recovery.soreness": "activity.sleep",
            "activity.sex": SAME,
            "how_it_works anesthesia": "how_it_works",
        },
        figure=_POSITION,
    ),
    hint(
        r"how (?:long|soon|many \w+) (?:am|will|would|is|are|must|should|do|does|can|could) (?:i|she|he|we) "
        r"(?:have to )?(?:be |stay |keep )?off(?: (?:the|my|her|his) \w+| work)?(?: for)?",
        {"activity.work": AGAIN},
    ),
    hint(
        r"(?:(?:on|in|from) )?(?:the )?(?:night|evening|morning|day)(?: before(?:hand)?)?(?: then)?",
        {
            "preparation.fasting preparation.medicines preparation.blood_thinners": AGAIN,
            "preparation": "preparation.fasting",
        },
    ),
    hint(
        r".{0,20}?\b(?:\d+|an?|two|three|four|five|six|seven|eight|nine|ten) ?(?:hours?|hrs?|miles|km)"
        r"(?: (?:drive|ride|flight|journey|trip|away|each way|one way|there and back|(?:in|by) (?:the )?"
        r"(?:car|train|bus|coach|plane)))+(?:,? is (?:that|it) (?:ok|okay|safe|all ?right|too (?:far|long|much)))?",
        {"activity.travel activity.driving activity.sitting": "activity.travel"},
    ),
    hint(
        r"who is (?:he|she|it|that)(?: then)?|what is (?:his|her) name", {"appointment": "appointment.doctor"}
    ),
    hint(
        r"what (?:do|would|will) (?:i|we|she|he) need for (?:that|it|this)"
        r"|what (?:are|do) (?:the|they|those) (?:rules|want|ask for)",
        {"cost": "cost.insurance", "appointment preparation candidates": SAME},
    ),
)
