"""Several things in one message: none of them is lost."""

from __future__ import annotations

import pytest

from .talk import Talk

pytestmark = pytest.mark.stack


@pytest.mark.parametrize(
    ("message", "answer_ids"),
    [
        ("when can I drive, fly and work?", {"activity.driving", "activity.travel", "activity.work"}),
        ("driving and flying", {"activity.driving", "activity.travel"}),
        ("risks and am I too old", {"risks", "candidates.age"}),
        (
            "I'm having it done on Friday, can I have breakfast and should I stop my aspirin?",
            {"preparation.fasting", "preparation.blood_thinners"},
        ),
    ],
)
def test_questions_without_marks_between_them_are_each_answered(
    patient: Talk, message: str, answer_ids: set[str]
) -> None:
    """Joined by 'and', behind one beginning, after a statement, or as bare nouns."""
    assert set(patient.ask(message).answer_ids) == answer_ids


def test_what_must_not_be_answered_is_said_beside_an_answer(patient: Talk) -> None:
    """The other question is answered; the medicine is the doctor's."""
    reply = patient.ask("can I have a bath and can I take aspirin")
    assert "activity.shower" in reply.answer_ids
    assert "do not start, stop or change a medicine" in " ".join(reply.text.split())


def test_what_there_is_no_answer_to_is_said_beside_an_answer(patient: Talk) -> None:
    """With a person at hand."""
    reply = patient.ask("can I shower and what is the weather tomorrow")
    assert reply.answer_ids == ("activity.shower",)
    assert "no approved answer" in reply.text
    assert patient.labels[-1] == "Talk to a person"


def test_numbered_list_with_one_item_that_has_no_answer_is_answered(patient: Talk) -> None:
    """The three others are, and the patient hears that one is not."""
    reply = patient.ask(
        "1. How long does it take? 2. Will I be awake? 3. what clothes do I wear 4. who looks after my cats"
    )
    assert reply.answer_ids == ("duration", "anesthesia.awake", "preparation.bring")
    assert "no approved answer" in reply.text


def test_a_person_asked_for_beside_a_question_is_brought_in(patient: Talk) -> None:
    """The answer comes first, then the word about the request."""
    replies = patient.say("What are the risks of it? And can I talk to a nurse?")
    assert [reply.kind for reply in replies] == ["answer", "handoff"]
    assert patient.store.holder(patient.id) == "waiting"


def test_a_person_asked_for_first_hides_no_question(patient: Talk) -> None:
    """Nor does a person refused bring one."""
    replies = patient.say("I'd like a callback please, and what should I bring")
    assert [reply.kind for reply in replies] == ["answer", "handoff"]
    assert replies[0].answer_ids == ("preparation.bring",)


def test_a_person_refused_is_not_brought_in(patient: Talk) -> None:
    """What is asked behind it is answered."""
    (reply,) = patient.say("i dont want a person, just tell me about the risks")
    assert reply.answer_ids == ("risks",)
    assert patient.store.holder(patient.id) == "bot"


def test_who_says_that_something_was_left_out_may_ask_it_again(patient: Talk) -> None:
    """Where nothing is known to be left, nobody pretends to know what it was."""
    patient.say("can i eat before it and how painful is it")
    assert patient.ask("you only answered one").text.startswith("I am sorry that I missed something.")
    assert patient.ask("can she go home the same day").answer_ids == ("outpatient",)


def test_thanks_do_not_hide_the_question_after_them(patient: Talk) -> None:
    """Nor does what all is well."""
    assert patient.ask("thanks, that helps a lot. what about driving after it").answer_ids == (
        "activity.driving",
    )
    assert patient.ask("I have no numbness, no fever and no chest pain. When can I fly?").answer_ids == (
        "activity.travel",
    )


@pytest.mark.parametrize(
    "text", ["what can i do if mum can't breathe", "what do you do when her face is drooping"]
)
def test_what_to_do_in_a_danger_is_answered_with_its_signs(patient: Talk, text: str) -> None:
    """It says whom to call; likely questions in its place would leave someone alone with it."""
    assert patient.ask(text).answer_ids == ("aftercare.warning_signs",)


def test_many_taken_of_what_was_asked_about_are_a_danger(patient: Talk) -> None:
    """The medicine stands in the question before."""
    patient.say("how much tramadol can i take")
    assert patient.ask("ive had 14 already today").kind == "emergency"


def test_question_behind_an_expression_explained_is_answered(patient: Talk) -> None:
    """The crisis line stays above it, once more."""
    patient.say("I'd rather be dead than live w this back")
    reply = patient.ask(
        "oh heavens no, just an expression. I have 5 grandchildren. how soon would the relief come"
    )
    assert reply.kind == "answer"
