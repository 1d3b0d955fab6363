"""Several questions in one message are each answered, however they are put together."""

from __future__ import annotations

import pytest

from .talk import Talk

pytestmark = pytest.mark.stack


@pytest.mark.parametrize(
    ("message", "topics"),
    [
        ("will it hurt and can I drive after?", {"anesthesia", "activity"}),
        ("how long does it take, and is it risky?", {"duration", "risks"}),
        ("Is it safe, how long does it take and can I drive after", {"risks", "duration", "activity"}),
        (
            "will it hurt how long does it take can i go home the same day",
            {"anesthesia", "duration", "outpatient"},
        ),
        ("1. will it hurt 2. how long does it take 3. what does it cost", {"anesthesia", "duration", "cost"}),
        ("How long does it take\nDo I need a brace\nWhat does it cost", {"duration", "brace", "cost"}),
        ("- risks\n- cost\n- recovery", {"risks", "cost", "recovery"}),
        ("what are the risks, the recovery and the cost?", {"risks", "recovery", "cost"}),
        ("I want to know how long it takes and if I can drive after", {"duration", "activity"}),
        ("My mum is 84. Will she be awake? And when can she drive?", {"anesthesia", "activity"}),
        ("Risks? Cost? How long does it take?", {"risks", "cost", "duration"}),
    ],
)
def test_each_question_is_answered(patient: Talk, message: str, topics: set[str]) -> None:
    """Joined by a word, a comma, a line, a number or nothing at all."""
    reply = patient.ask(message)
    assert reply.kind == "answer"
    assert set(reply.topics) == topics
    assert reply.text.endswith("Is there anything else you would like to know?")


FIVE = "Is it safe? When can I shower? Will I be awake? How soon does the pain ease? Do I stay in hospital?"
ASKED = ["risks", "activity", "anesthesia", "pain_relief", "outpatient"]


def test_no_more_than_three_are_answered(patient: Talk) -> None:
    """A list of five gets three answers and is told that there was more."""
    reply = patient.ask(
        "Do I need a brace? What does it cost? What is osteoporosis? How long does it take? What are the risks?"
    )
    assert len(reply.answer_ids) == 3
    assert reply.text.endswith('Pick a question, or write "yes" to hear the rest.')


def test_answers_stand_as_they_were_asked(patient: Talk) -> None:
    """The three surest of five are answered in the order of the message; the other two are choices."""
    reply = patient.ask(FIVE)
    assert len(reply.answer_ids) == 3
    assert [each for each in ASKED if each in reply.topics] == list(reply.topics)
    assert [choice.topic for choice in reply.choices] == [each for each in ASKED if each not in reply.topics]
    assert reply.text.endswith('Pick a question, or write "yes" to hear the rest.')


@pytest.mark.parametrize("words", ["yes please", "the rest", "and the others?", "tell me more"])
def test_what_was_left_out_is_one_word_away(patient: Talk, words: str) -> None:
    """'Yes' gives the other two, and with them all five were answered."""
    first, rest = patient.ask(FIVE), patient.ask(words)
    assert sorted([*first.topics, *rest.topics]) == sorted(ASKED)
    assert rest.text.endswith("Is there anything else you would like to know?")


def test_one_that_was_left_out_is_picked_and_the_other_stays(patient: Talk) -> None:
    """Below the answer to the one picked stands the other."""
    first = patient.ask(FIVE)
    picked, other = first.choices
    (reply,) = patient.press(picked.label)
    assert (reply.topics, reply.choices[0].label) == ((picked.topic,), other.label)
    assert patient.ask("yes").topics == (other.topic,)


def test_what_was_left_out_is_forgotten_with_the_next_question(patient: Talk) -> None:
    """After a new question 'the rest' is the rest of its answer."""
    patient.say(FIVE)
    patient.say("can I drive after kyphoplasty?")
    assert patient.ask("the rest").topics == ("activity",)


def test_procedure_named_once_holds_for_every_question(patient: Talk) -> None:
    """'Is kyphoplasty safe, and how long does it take?' asks both about kyphoplasty."""
    reply = patient.ask("Will I be awake for kyphoplasty? And how long does it take?")
    assert reply.procedure == "kyphoplasty"
    assert "Vertebroplasty" not in reply.text


def test_follow_up_asks_both_again(patient: Talk) -> None:
    """After two answers, 'and for the other one?' asks both questions again."""
    patient.say("Will I be awake for kyphoplasty? And how long does it take?")
    reply = patient.ask("and for vertebroplasty?")
    assert set(reply.topics) == {"anesthesia", "duration"}
    assert reply.procedure == "vertebroplasty"


def test_more_on_several_answers_is_for_the_procedures_they_were_given_for(patient: Talk) -> None:
    """Two questions about two procedures: more on each, and not on what was not asked."""
    patient.say("What is kyphoplasty? And how long does vertebroplasty take?")
    (more,) = patient.press("Tell me more")
    assert set(more.answer_ids) == {"what_is", "duration"}
    assert "Vertebroplasty:" in more.text
    repeated = patient.ask("can you repeat that?")
    assert "Kyphoplasty often takes" not in repeated.text


def test_long_letter_is_answered_on_its_question(patient: Talk) -> None:
    """What stands before the question is context: it names the procedure, and does not drown the question."""
    letter = (
        "Good evening. My father is 79 and had a bad fall on the stairs in October. He used to walk the dog "
        "twice a day and now he sits by the window. The hospital wants to do kyphoplasty on him next week. "
        "My brother thinks it is a bad idea but my brother is always like that. Dad takes tablets for his "
        "heart. We live two hours away. Can he go home the same day?"
    )
    reply = patient.ask(letter)
    assert (reply.topics, reply.procedure) == (("outpatient",), "kyphoplasty")


@pytest.mark.parametrize(
    ("letter", "topic"),
    [
        (
            "I am 71 and slipped on wet leaves. The scan shows a break at L1 and I take a water tablet. My "
            "neighbour had the same and got cement. I am a bit scared of hospitals since my husband died "
            "there. How long does the procedure take?",
            "duration",
        ),
        (
            "My aunt is deaf and does not like doctors. She fell in the kitchen and the doctor suggested "
            "vertebroplasty. She is a stubborn lady and eats very little. We have the date already and I will "
            "bring her by car. What should she bring?",
            "preparation",
        ),
        (
            "I have had back trouble since I was a girl. Last month I lifted a bag of soil and something "
            "cracked. Now I am at my daughter's and cannot cook or clean. The surgeon says cement might "
            "help. What does it cost?",
            "cost",
        ),
    ],
)
def test_letter_about_much_else_is_answered_on_its_question(patient: Talk, letter: str, topic: str) -> None:
    """Falls, neighbours, tablets and cars before it do not lead away from the question at the end."""
    assert patient.ask(letter).topics == (topic,)


def test_one_of_several_answers_is_pointed_at(patient: Talk) -> None:
    """It comes alone; all of them again would be a wall of text."""
    patient.say("can i drive, can i fly and does it hurt")
    assert patient.ask("second?").answer_ids == ("activity.travel",)
    assert patient.ask("and the last one").answer_ids == ("anesthesia.hurt",)


def test_part_that_was_missed_is_answered(patient: Talk) -> None:
    """The patient has named it already."""
    patient.say("can i drive and does it hurt")
    assert patient.ask("you never told me whether age matters").answer_ids == ("candidates.age",)


def test_question_before_a_nurse_is_answered_too(patient: Talk) -> None:
    """And the nurse is asked for."""
    replies = patient.say("I want to speak to a nurse but first tell me do I have to fast")
    assert [reply.kind for reply in replies] == ["answer", "handoff"]
