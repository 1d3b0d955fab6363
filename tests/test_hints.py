"""A hint is a question of a word or two, and nothing longer."""

from __future__ import annotations

import re

import pytest

from bot.content import TOPICS, Content, topic_of
from bot.hint import AGAIN, SAME
from bot.hints import HINTS, hint_in
from bot.leaning_hints import LEANING, leaning_hint


@pytest.mark.parametrize(
    "text",
    ["how soon?", "And when?", "when exactly", "How long?", "for how long", "ok, and at night?", "afterwards?",
     "and before that?", "and the pain?", "what about at night", "so how long then?", "how is it treated?",
     "how long does that last?", "how likely is that", "give me numbers", "in numbers please", "when though",
     "how long is usual", "and how common is it?", "what are the chances?",
     "will it get worse?", "how long does that normally last", "then what", "how would i know", "i meant after",
     "no, after I mean", "how long does it take on its own", "and by itself?",
     "how long will that usually take by itself?", "so what do i do about that", "what can we do about it then?",
     "and if they say no", "for how many weeks", "what if they wont pay?", "what happens if the insurance refuses"],
)  # fmt: skip
def test_hint_is_found(text: str) -> None:
    """Small words before it and marks after it do not hide it."""
    assert hint_in(text)


@pytest.mark.parametrize(
    "text",
    ["how soon can I drive?", "when will the pain ease", "how long does it take", "my back hurts at night",
     "", "pain in my leg", "before I come in, can I eat?", "and the risks?", "how long is the needle",
     "how many bones can be done", "will my back get worse",
     "what do I do about my stitches", "what should I do", "and if they say it is cancer",
     "how do I know I have a fracture", "what happens next month when I fly"],
)  # fmt: skip
def test_whole_question_is_no_hint(text: str) -> None:
    """What says itself what it is about is left to the classifier."""
    assert hint_in(text) is None


def test_hints_lead_to_answers_there_are(content: Content) -> None:
    """Whatever a hint is taken for can be answered, after each topic."""
    for hint in (*HINTS, *LEANING):
        assert set(hint.by_topic) <= {*TOPICS, *content.questions}
        meant = {each for each in hint.by_topic.values() if each not in (SAME, AGAIN)}
        assert meant <= {*content.questions, "boundary.diagnosis"}
        assert set(hint.likely) <= set(content.questions)
        assert len({topic_of(answer_id) for answer_id in hint.likely}) == len(hint.likely)


@pytest.mark.parametrize(
    ("text", "last", "meant"),
    [
        ("how", "what_is", "how_it_works"),
        ("and how exactly?", "what_is", "how_it_works"),
        ("how", "activity.driving", None),
        ("so tomorrow then", "activity.driving", SAME),
        ("do I sleep with it on?", "brace", SAME),
        ("they gave me one. how long for", "brace", SAME),
        ("and what is it for anyway?", "brace", AGAIN),
        ("what is it for", "activity.driving", None),
        ("that's nearly a year ago", "candidates.timing", AGAIN),
        ("how much", "osteoporosis.diet", AGAIN),
        ("ok and smoking", "osteoporosis", "osteoporosis.diet"),
        ("and smoking", "osteoporosis.diet", AGAIN),
        ("all the way?", "how_it_works.balloon", "benefits.height"),
        ("and it doesn't pop?", "how_it_works.balloon", AGAIN),
        ("what's it filled with", "how_it_works.balloon", AGAIN),
        ("what's it filled with", "bone_cement", None),
        ("which is quicker", "difference.better", "duration"),
        ("which hurts less", "difference", "anesthesia.hurt"),
        ("which is quicker", "recovery", None),
        ("my daughter works", "outpatient", "outpatient.ride"),
        ("my son doesn't drive", "activity.driving", "outpatient.ride"),
        ("my daughter works", "activity.work", None),
        ("what if it doesn't", "recovery", "pain_relief.still_hurts"),
        ("what if the pain never goes away", "benefits", "pain_relief.still_hurts"),
        ("and if not", "fracture.healing", "fracture.untreated"),
        ("pills?", "preparation.fasting", "preparation.medicines"),
        ("and my tablets", "recovery.first_day", "aftercare.medicines"),
        ("pills?", "osteoporosis.treatment", None),
        ("how long does it take to go hard", "bone_cement", SAME),
        ("when does it set", "how_it_works.balloon", "bone_cement"),
        ("how long does it take to get there", "bone_cement", None),
        ("when will it be", "pain_relief", None),
        ("how long would i be on them", "osteoporosis.treatment", SAME),
        ("how long do I have to wear it", "brace", SAME),
        ("how long would i be on them", "duration", None),
        ("is that bad", "fracture.causes", "fracture.untreated"),
        ("is that bad", "activity.driving", None),
        ("how long till its solid", "bone_cement", SAME),
        ("does it come out", "how_it_works.balloon", AGAIN),
        ("does the balloon stay in there", "how_it_works.balloon", AGAIN),
        ("does it ever have to come out", "bone_cement", "bone_cement.lasting"),
        ("does it come out", "risks", None),
        ("And drinking, only water?", "preparation.fasting", SAME),
        ("and water", "activity.shower", None),
        ("I'm on co-codamol", "activity.alcohol", AGAIN),
        ("I'm on co-codamol", "preparation", None),
        ("wat if it dont", "pain_relief.when", None),
        ("what if it dont", "pain_relief.when", "pain_relief.still_hurts"),
        ("And what happens to a patient when it does leak", "risks.leak", SAME),
        ("what if it leaks", "risks.safe", "risks.leak"),
        ("what if it leaks", "risks.infection", "risks.leak"),
        ("what if it does happen", "risks", "risks.serious"),
        ("How much, in inches?", "benefits.height", SAME),
        ("how much", "cost", None),
        ("any particular position", "activity.sleep", SAME),
        ("which position is best", "recovery.first_day", "activity.sleep"),
        ("any position", "appointment", None),
        ("what position should i lie in", "activity.sleep", SAME),
        ("on my tummy?", "activity.sleep", SAME),
        ("can she lie on her side", "recovery.first_day", "activity.sleep"),
        ("face down?", "how_it_works.balloon", "how_it_works"),
        ("on my back", "appointment", None),
        ("how long am i off the roof", "activity.work", AGAIN),
        ("how long am i off the roof", "cost", None),
        ("night then", "preparation.fasting", AGAIN),
        ("the night before then", "preparation.fasting", AGAIN),
        ("the evening before", "preparation", "preparation.fasting"),
        ("night then", "risks", None),
        ("it's 5 hours each way", "activity.travel", SAME),
        ("about two hours by car, is that ok?", "activity.driving", "activity.travel"),
        ("it's 5 hours each way", "duration", None),
        ("it takes 5 hours", "activity.travel", None),
    ],
)
def test_question_of_a_word_leans_on_the_talk(text: str, last: str, meant: str | None) -> None:
    """'How' by itself is a greeting, 'pills?' what else could help."""
    hint = leaning_hint(text, last)
    assert (hint.answer_id(last) if hint else None) == meant


def test_how_long_is_said_again_where_the_answer_has_said_it(content: Content) -> None:
    """Soreness 'often lasts a few days', a dressing 'comes off after a day or two': no word on healing as a whole."""
    hint = hint_in("how long for?")
    assert hint
    for answer_id in ("recovery.soreness", "aftercare.dressing"):
        assert hint.answer_id(answer_id) == AGAIN
        for group in content.groups(answer_id, content.procedures):
            assert re.search(r"\ba (?:few days|day or two)\b", group.answer.text)
    assert hint.answer_id("aftercare") == "recovery.how_long"


def test_what_happens_a_lot_is_asked_for_a_figure() -> None:
    """'Does this happen a lot' is 'how common is it'; 'what can I do against that' is a treatment."""
    assert hint_in("does this happen a lot") == hint_in("how common is it")
    hint = hint_in("what can i do against that")
    assert hint
    assert hint.answer_id("new_fractures") == "new_fractures.prevent"


def test_treatment_is_that_of_what_was_talked_about() -> None:
    """'How is it treated?' after weak bones is not how the procedure is done."""
    hint = hint_in("and how is it treated?")
    assert hint
    assert hint.answer_id("osteoporosis") == "osteoporosis.treatment"
    assert hint.answer_id("fracture.symptoms") == "alternatives"
    assert hint.answer_id("alternatives") == SAME


def test_odds_are_those_of_what_was_talked_about() -> None:
    """'How likely is that?' after a leak asks for the figures on leaks; after driving it cannot be told."""
    hint = hint_in("how likely is that?")
    assert hint
    assert hint.answer_id("risks.leak") == SAME
    assert hint.answer_id("activity.driving") is None


@pytest.mark.parametrize(
    ("text", "last", "meant"),
    [
        ("how many hours", "preparation.fasting", AGAIN),
        ("for how many hours before?", "preparation", "preparation.fasting"),
        ("what happens then?", "risks.leak", SAME),
        ("what happens then?", "risks", "recovery.first_day"),
    ],
)
def test_hours_and_what_comes_of_it_are_those_of_what_was_talked_about(
    text: str, last: str, meant: str
) -> None:
    """Hours without food are none of the procedure's, and what comes of a leak is no first day at home."""
    hint = hint_in(text)
    assert hint
    assert hint.answer_id(last) == meant


def test_what_takes_long_on_its_own_is_healing() -> None:
    """After what is done without a procedure, it is not the time in the operating room."""
    hint = hint_in("how long does it take on its own")
    assert hint
    assert [hint.answer_id(last) for last in ("alternatives", "brace", "osteoporosis.treatment")] == [
        "fracture.healing"
    ] * 3
    assert hint.answer_id("fracture.untreated") == "fracture.healing"
    assert hint.answer_id("duration") is None


def test_lasting_is_not_taking() -> None:
    """'How long does that last?' after pain relief is not how long the procedure takes."""
    hint = hint_in("how long does that last?")
    assert hint
    assert hint.answer_id("pain_relief.when") == "pain_relief.lasting"
    assert hint.answer_id("recovery.soreness") == AGAIN


def test_a_whole_question_leans_on_some_answers() -> None:
    """'How long would that take?' after a break that heals is the healing; elsewhere it is the procedure."""
    hint = leaning_hint("how long would that take", "fracture.healing")
    assert hint
    assert hint.answer_id("fracture.untreated") == "fracture.healing"
    assert leaning_hint("how long does it take", "recovery")
    assert leaning_hint("how long does it take", "anesthesia.awake") is None
    assert leaning_hint("how long does kyphoplasty take", "fracture.healing") is None


def test_pain_that_stays_is_not_relief_that_lasts() -> None:
    """'How long does that go on?' after pain that has not gone is about the pain."""
    hint = hint_in("how long does that go on")
    assert hint
    assert hint.answer_id("pain_relief.still_hurts") == "recovery.soreness"
    assert hint.answer_id("pain_relief") == "pain_relief.lasting"


@pytest.mark.parametrize(
    "text",
    [
        "when can I take it off",
        "the doctor gave me one so when do I take it off",
        "when can she stop wearing it?",
    ],
)
def test_what_comes_off_after_a_brace_is_the_brace(text: str) -> None:
    """By itself it is the dressing, which comes off days after."""
    hint = leaning_hint(text, "brace")
    assert hint
    assert hint.answer_id("brace") == SAME
    assert leaning_hint(text, "aftercare.dressing") is None


@pytest.mark.parametrize(
    ("text", "last", "meant"),
    [
        ("and if its red", "recovery.soreness", "aftercare.dressing"),
        ("if it gets wet?", "aftercare.dressing", AGAIN),
        ("who changes it", "aftercare.dressing", SAME),
        ("which is the worst", "risks", "risks.serious"),
        ("how often", "risks.serious", AGAIN),
        ("and after?", "preparation.blood_thinners", "aftercare.medicines"),
        ("can i eat normally that night", "recovery.first_day", "aftercare"),
        ("what if i cant", "candidates.position", SAME),
        ("for ever?", "bone_cement.lasting", AGAIN),
        ("how fast", "bone_cement", AGAIN),
        ("is that normal", "recovery.soreness", AGAIN),
        ("is that normal?", "pain_relief.still_hurts", "recovery.soreness"),
        ("and if not", "fracture.healing", "fracture.untreated"),
        ("what if they dont", "cost.insurance", SAME),
        ("day and night?", "brace", SAME),
        ("when can it come off", "brace", SAME),
        ("side effects of that?", "osteoporosis.treatment", "osteoporosis.side_effects"),
        ("any side effects?", "alternatives.medicine", SAME),
        ("and an MRI", "bone_cement.scans", AGAIN),
        ("how many at most", "how_it_works.levels", AGAIN),
        ("what about radiotherapy", "candidates.cancer", SAME),
        ("coffee with milk", "preparation.fasting", SAME),
        ("and if I don't", "pain_relief.when", "pain_relief.still_hurts"),
        ("roughly", "cost", AGAIN),
        ("just ballpark please", "cost", AGAIN),
        ("how long does it stay", "recovery.soreness", AGAIN),
        ("how long does the pain last", "recovery.soreness", AGAIN),
        ("how long will the bruise be there for", "recovery.soreness", AGAIN),
        ("how long does the soreness last", "anesthesia.hurt", "recovery.soreness"),
        ("and is it permanent", "risks.serious", AGAIN),
        ("would it be permanent", "risks.leak", AGAIN),
        ("does it go away", "risks.serious", AGAIN),
        ("is it reversible", "risks.serious", AGAIN),
        ("can i have one before", "preparation.fasting", AGAIN),
        ("can I drink it beforehand", "preparation", "preparation.fasting"),
        ("do I take it before", "activity.shower", AGAIN),
        ("how high", "aftercare.warning_signs", "risks.infection"),
        ("what temperature is too high", "risks.infection", AGAIN),
        ("the procedure I mean", "how_it_works.balloon", "what_is"),
        ("no, the whole operation", "bone_cement", "what_is"),
        ("just a rough figure", "cost", AGAIN),
        ("next day?", "activity.driving", SAME),
        ("2 weeks after", "activity.travel", SAME),
        ("overnight?", "outpatient", AGAIN),
        ("second week", "recovery.first_day", "recovery.how_long"),
        ("first week?", "recovery", "recovery.first_day"),
        ("on the morning", "preparation.medicines", AGAIN),
        ("can I choose", "anesthesia.awake", AGAIN),
        ("is he good", "appointment.doctor", SAME),
        ("have I got it", "osteoporosis", "boundary.diagnosis"),
        ("I'm a bricklayer", "activity.work", AGAIN),
        ("half days?", "activity.work", SAME),
        ("which position", "activity.sex", SAME),
        ("how quick", "pain_relief", "pain_relief.when"),
        ("how long at a time", "activity.sitting", AGAIN),
        ("just a small one", "activity.alcohol", AGAIN),
        ("how long must i wait", "activity.lifting", AGAIN),
        ("how long does it take to go hard", "how_it_works", "bone_cement"),
        ("at night as well?", "brace", SAME),
        ("and at night?", "aftercare.warning_signs", "appointment.contact"),
        ("and at the weekend?", "appointment", "appointment.contact"),
        ("on sundays?", "appointment.contact", AGAIN),
        ("what tablets are there", "new_fractures.prevent", "osteoporosis.treatment"),
        ("are they safe", "osteoporosis.treatment", "osteoporosis.side_effects"),
        ("no I meant two years ago", "candidates.timing", AGAIN),
        ("its from last year", "candidates.timing", AGAIN),
        ("which do i need", "difference", "difference.better"),
        ("and milk?", "osteoporosis", "osteoporosis.diet"),
        ("does the cement cure it", "osteoporosis", "osteoporosis.cured_by_procedure"),
        ("what about a infection", "candidates.cancer", "candidates.not_suitable"),
        ("and to the nerves", "risks.serious", AGAIN),
        ("for an old woman like me", "risks.safe", "candidates.age"),
        ("without my frame?", "benefits.mobility", AGAIN),
        ("even with a stick?", "activity.walking", AGAIN),
        ("and how far", "activity.walking", AGAIN),
        ("and on the toilet", "activity.sitting", AGAIN),
        ("is that for good", "benefits.height", "new_fractures.lasting"),
        ("I live alone you see", "outpatient", "outpatient.ride"),
        ("I live alone you see", "outpatient.ride", SAME),
        ("im claustrophobic", "preparation.tests", AGAIN),
        ("what can i do then", "activity.housework", "activity"),
        ("what do i ask him", "candidates.me", SAME),
        ("what do i do if it gets red", "aftercare.dressing", AGAIN),
        ("and with a slipped disc?", "candidates.cancer", "candidates.disc"),
        ("even when the needle goes in?", "anesthesia.hurt", AGAIN),
        ("which ones can i take", "aftercare.medicines", AGAIN),
        ("no I meant after", "preparation.medicines", "aftercare.medicines"),
        ("what about my tummy", "activity.sleep", SAME),
        ("how long for?", "preparation.fasting", AGAIN),
        ("how long for?", "activity.alcohol", AGAIN),
    ],
)
def test_second_question_in_few_words_is_about_the_first(text: str, last: str, meant: str) -> None:
    """By itself each is about something else, or about nothing that can be told."""
    hint = leaning_hint(text, last) or hint_in(text)
    assert hint
    assert hint.answer_id(last) == meant


@pytest.mark.parametrize(
    "text", ["how much", "if not now then when can I have it", "do I need an MRI before it"]
)
def test_question_of_its_own_does_not_lean(text: str) -> None:
    """What names its subject is left to the classifier."""
    assert leaning_hint(text, "bone_cement.scans") is None


def test_each_topic_that_a_hint_knows_may_lean_on_it() -> None:
    """One pattern of several that a message fits knows the answer before it."""
    assert leaning_hint("drinking", "preparation.fasting")
    assert leaning_hint("drinking", "osteoporosis.diet")
    assert leaning_hint("drinking", "fracture") is None
