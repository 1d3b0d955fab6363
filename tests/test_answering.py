"""Questions are answered with the approved texts of the procedure that is meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering import Question, answer, more, offer, question_choice, with_foreign_part
from bot.content import Answer, Content, Leaflet, Review
from bot.replies import HUMAN, MORE

RULE = "Do not drive for two days."


def text_of(content: Content, answer_id: str, procedure: str) -> str:
    """The approved text, as it stands in the leaflet."""
    found = content.find(answer_id, procedure)
    assert found is not None
    return found.text


@pytest.fixture
def three(content: Content) -> Content:
    """The shipped content and a third procedure that answers one topic only."""
    own = Answer("what_is", "An epidural is a shot.", None, ("clinic",), Review())
    leaflet = Leaflet("epidural", ("epidural",), (), {"what_is": own})
    return replace(content, leaflets={**content.leaflets, "epidural": leaflet})


@pytest.fixture
def with_rule(content: Content) -> Content:
    """The shipped content of a clinic that filled in its rule on driving."""
    return replace(content, clinic=replace(content.clinic, rules={**content.clinic.rules, "driving": RULE}))


def test_named_procedure_is_answered_for(content: Content) -> None:
    """A question that names a procedure gets that procedure's text, whatever was talked of before."""
    reply = answer(content, [Question("what_is", ("kyphoplasty",))], "vertebroplasty")
    assert reply.text == text_of(content, "what_is", "kyphoplasty")
    assert (reply.kind, reply.procedure) == ("answer", "kyphoplasty")
    assert (reply.topics, reply.answer_ids) == (("what_is",), ("what_is",))


def test_what_holds_for_both_word_for_word_is_said_once(content: Content) -> None:
    """Serious risks have the same first part for both, and second parts that differ."""
    question = Question("risks.serious")
    assert answer(content, [question], None).text.count("Rarely, cement can press on a nerve") == 1
    assert "Kyphoplasty:" not in answer(content, [question], None).text
    assert "Kyphoplasty:" in more(content, [question], None).text


def test_conversations_procedure_is_answered_for(content: Content) -> None:
    """A question that names none gets the text of the procedure the conversation is about."""
    reply = answer(content, [Question("what_is")], "kyphoplasty")
    assert reply.text == text_of(content, "what_is", "kyphoplasty")
    assert reply.procedure == "kyphoplasty"


def test_shared_text_is_said_once(content: Content) -> None:
    """Where both procedures share a text, it is said once, for both."""
    reply = answer(content, [Question("bone_cement")], None)
    assert reply.text == text_of(content, "bone_cement", "kyphoplasty")
    assert reply.procedure is None


def test_shared_text_names_the_procedures_it_is_for(content: Content) -> None:
    """A shared text that names its procedure names both when neither was asked about."""
    first, second = content.procedures
    text = answer(content, [Question("candidates")], None).text
    assert text.startswith(f"{first.capitalize()} or {second} may be an option")
    text = answer(content, [Question("candidates")], "kyphoplasty").text
    assert text.startswith("Kyphoplasty may be an option")


def test_different_texts_are_labelled(content: Content) -> None:
    """Where the texts differ, both are given, each under its procedure's name."""
    reply = answer(content, [Question("what_is")], None)
    labelled = [f"{name.capitalize()}:\n{text_of(content, 'what_is', name)}" for name in content.procedures]
    assert reply.text == "\n\n".join(labelled)
    assert reply.procedure is None


def test_more_than_two_different_texts_ask_which(three: Content) -> None:
    """Beyond two different texts the patient is asked which procedure is meant."""
    reply = answer(three, [Question("what_is")], None)
    assert (reply.kind, reply.answer_ids) == ("suggest", ())
    assert {choice.label for choice in reply.choices} == {"Vertebroplasty", "Kyphoplasty", "Epidural"}
    assert reply.choices[-1].value == '/what_is{"procedure": "epidural"}'
    assert {choice.topic for choice in reply.choices} == {"what_is"}


def test_own_rule_is_silent_until_filled_in(content: Content) -> None:
    """A rule the clinic has not filled in does not show."""
    reply = answer(content, [Question("activity.driving")], None)
    assert "At Example Spine Clinic" not in reply.text


def test_own_rule_is_shown_once_filled_in(with_rule: Content) -> None:
    """A rule the clinic filled in stands after the answer, under the clinic's name."""
    reply = answer(with_rule, [Question("activity.driving")], None)
    assert reply.text.endswith(f"\n\nAt Example Spine Clinic: {RULE}")


def test_rule_does_not_show_elsewhere(with_rule: Content) -> None:
    """A rule on driving does not show under another answer or in the second part."""
    assert RULE not in answer(with_rule, [Question("activity.lifting")], None).text
    assert RULE not in more(with_rule, [Question("activity.driving")], None).text


def test_several_questions_get_each_an_answer(content: Content) -> None:
    """Two questions get both answers, in order, and the question whether there is anything else."""
    reply = answer(content, [Question("duration"), Question("outpatient")], "kyphoplasty")
    first, second = (answer(content, [Question(i)], "kyphoplasty") for i in ("duration", "outpatient"))
    assert reply.text.startswith(f"{first.text}\n\n{second.text}\n\n")
    assert reply.text.endswith("Is there anything else you would like to know?")
    assert reply.topics == ("duration", "outpatient")
    assert reply.procedure == "kyphoplasty"
    assert set(reply.sources) == {*first.sources, *second.sources}


def test_no_more_than_three_questions_are_answered(content: Content) -> None:
    """A letter of many questions gets three answers, not a wall of text."""
    asked = [Question(topic) for topic in ("duration", "outpatient", "brace", "cost")]
    assert answer(content, asked, None).topics == ("duration", "outpatient", "brace")


def test_what_there_is_no_room_for_is_offered(content: Content) -> None:
    """The answer says that there was more, and the questions left out come first among its choices."""
    asked = [Question(topic) for topic in ("duration", "outpatient", "brace", "cost")]
    reply = answer(content, [*asked, Question("risks", ("kyphoplasty",))], None)
    assert reply.text.endswith('Pick a question, or write "yes" to hear the rest.')
    assert "anything else" not in reply.text
    assert [choice.value for choice in reply.choices] == ["/cost", '/risks{"procedure": "kyphoplasty"}']


def test_what_is_still_left_out_is_offered_beside_one_answer(content: Content) -> None:
    """Whoever picked one of the questions left out finds the others below its answer."""
    plain = answer(content, [Question("brace")], None)
    reply = answer(content, [Question("brace")], None, [Question("cost")])
    assert reply.text.startswith(f"{plain.text}\n\n")
    assert [choice.value for choice in reply.choices] == ["/cost"]
    assert (reply.answer_ids, reply.sources) == (plain.answer_ids, plain.sources)


def test_several_questions_share_one_choice_of_more(content: Content) -> None:
    """However many answers have a second part, one choice leads to it."""
    reply = answer(content, [Question("duration"), Question("outpatient")], "kyphoplasty")
    assert [choice.value for choice in reply.choices] == [MORE]


def test_answer_without_more_offers_none(content: Content) -> None:
    """An answer that has no second part has no choice that promises one."""
    assert answer(content, [Question("what_is.history")], "kyphoplasty").choices == ()


def test_more_gives_the_second_part(content: Content) -> None:
    """'Tell me more' gives the second part of the last answer, and no choice of more again."""
    reply = more(content, [Question("what_is")], "kyphoplasty")
    found = content.find("what_is", "kyphoplasty")
    assert found is not None
    assert reply.text == found.more
    assert (reply.kind, reply.choices) == ("answer", ())


def test_more_keeps_to_the_procedure_that_was_answered_for(content: Content) -> None:
    """The second part is that of the answer given, even if the talk has come to another procedure since."""
    found = content.find("what_is", "vertebroplasty")
    assert found is not None
    assert more(content, [Question("what_is", ("vertebroplasty",))], "kyphoplasty").text == found.more


def test_more_on_both_is_labelled(content: Content) -> None:
    """After an answer for both procedures, the second parts of both are given, each under its name."""
    text = more(content, [Question("what_is")], None).text
    assert all(f"{name.capitalize()}:\n" in text for name in content.procedures)


def test_second_parts_of_several_answers_stand_below_their_questions(content: Content) -> None:
    """After two answers, 'tell me more' gives both second parts, each under the question it belongs to."""
    reply = more(content, [Question("duration"), Question("outpatient")], "kyphoplasty")
    parts = []
    for answer_id in ("duration", "outpatient"):
        found = content.find(answer_id, "kyphoplasty")
        assert found is not None
        parts.append(f"{content.questions[answer_id]}\n{found.more}".replace("{procedure}", "kyphoplasty"))
    assert reply.text == "\n\n".join(parts)
    assert (reply.answer_ids, reply.choices) == (("duration", "outpatient"), ())


def test_second_parts_of_different_procedures_are_labelled(content: Content) -> None:
    """After answers about different procedures, each second part also says which it is for."""
    asked = [Question("what_is", ("kyphoplasty",)), Question("duration", ("vertebroplasty",))]
    text = more(content, asked, None).text
    assert text.startswith(f"{content.questions['what_is']}\nKyphoplasty:\n")
    assert f"\n\n{content.questions['duration']}\nVertebroplasty:\n" in text


def test_no_more_than_two_second_parts_at_once(content: Content) -> None:
    """Of three, two are given and the third is one press away; the button goes once all were told."""
    asked = [Question(topic) for topic in ("duration", "outpatient", "risks")]
    first = more(content, asked, "kyphoplasty")
    assert (first.answer_ids, [choice.value for choice in first.choices]) == (
        ("duration", "outpatient"),
        [MORE],
    )
    second = more(content, asked, "kyphoplasty", first.answer_ids)
    assert (second.answer_ids, second.choices) == (("risks",), ())
    assert second.text.startswith(f"{content.questions['risks']}\n")


def test_second_part_is_told_once(content: Content) -> None:
    """Asked again, the bot says that there is no more."""
    reply = more(content, [Question("duration")], "kyphoplasty", ["duration"])
    assert (reply.kind, [choice.value for choice in reply.choices]) == ("smalltalk", [HUMAN])


def test_question_that_must_not_be_answered_gets_its_own_word(content: Content) -> None:
    """Beside an answer, the bot says what it cannot do and who can."""
    reply = answer(content, [Question("boundary.scan"), Question("brace")], None)
    assert (reply.kind, reply.topics) == ("answer", ("brace",))
    assert reply.text.startswith("I cannot read scans")
    assert HUMAN in [choice.value for choice in reply.choices]


def test_other_questions_stand_beside_an_answer(content: Content) -> None:
    """A patient who was misunderstood is one choice away from the right answer."""
    plain = answer(content, [Question("duration")], "kyphoplasty")
    reply = offer(content, plain, ["brace", "gone"], "kyphoplasty")
    assert reply.text == f"{plain.text}\n\nNot what you meant? Then pick one of these questions."
    assert [choice.topic for choice in reply.choices] == ["brace", None]
    assert (reply.kind, reply.topics) == ("answer", ("duration",))


def test_sure_answer_has_none_beside_it(content: Content) -> None:
    """With nothing else likely the answer stays as it is."""
    plain = answer(content, [Question("duration")], "kyphoplasty")
    assert offer(content, plain, [], None) == plain


@pytest.mark.parametrize("answer_ids", [[], ["what_is.history"]])
def test_no_more_is_said_kindly(content: Content, answer_ids: list[str]) -> None:
    """Where there is no more to tell, the patient hears so and is offered a person."""
    reply = more(content, map(Question, answer_ids), "kyphoplasty")
    assert reply.kind == "smalltalk"
    assert [choice.value for choice in reply.choices] == [HUMAN]


def test_named_procedure_without_an_answer_is_not_answered_for_another(three: Content) -> None:
    """Asked about a procedure that has no approved answer, the bot says so and offers a person."""
    reply = answer(three, [Question("brace", ("epidural",))], "kyphoplasty")
    assert (reply.kind, reply.topics, reply.answer_ids) == ("fallback", (), ())
    assert "epidural" in reply.text
    assert [choice.value for choice in reply.choices] == [HUMAN]


def test_review_is_told_when_signed(content: Content) -> None:
    """An answer that a clinician signed off says by whom; one that is not says nothing."""
    own = Answer("brace", "No.", None, ("clinic",), Review("Dr Example"))
    signed = replace(content, general={**content.general, "brace": own}, leaflets={})
    assert answer(content, [Question("brace")], None).reviewed is None
    signed = replace(signed, leaflets={"epidural": Leaflet("epidural", ("epidural",), (), {})})
    assert "Dr Example" in str(answer(signed, [Question("brace")], None).reviewed)


def test_every_question_can_be_asked_by_a_button(content: Content) -> None:
    """Each answer has a choice that reads as a question and stands for its topic."""
    choice = question_choice(content, "activity.driving", "kyphoplasty")
    assert choice.label == "When can I drive?"
    assert choice.value == '/activity.driving{"procedure": "kyphoplasty"}'
    assert choice.topic == "activity"
    assert question_choice(content, "brace").value == "/brace"


def test_no_answer_shows_a_placeholder(content: Content) -> None:
    """No shipped answer leaves a brace for a patient to read, asked plainly or for more."""
    for answer_id in content.questions:
        for procedure in (None, *content.procedures):
            texts = answer(content, [Question(answer_id)], procedure).text
            texts += more(content, [Question(answer_id)], procedure).text
            assert "{" not in texts, answer_id


@pytest.mark.parametrize("procedure", ["vertebroplasty", "kyphoplasty"])
def test_how_it_works_is_shown_as_well(content: Content, procedure: str) -> None:
    """How a procedure works is shown in a drawing of that procedure, described in words."""
    reply = answer(content, [Question("how_it_works", (procedure,))], None)
    assert reply.picture == f"{procedure}-steps"
    assert "needle" in reply.pictures[0].alt


def test_both_drawings_come_with_both_answers(content: Content) -> None:
    """Asked how it works without a name, the patient sees both procedures, also among several questions."""
    questions = [Question("how_it_works"), Question("duration")]
    for asked in (questions[:1], questions):
        names = [picture.name for picture in answer(content, asked, None).pictures]
        assert sorted(names) == ["kyphoplasty-steps", "vertebroplasty-steps"]


def test_drawing_is_not_shown_twice(content: Content) -> None:
    """'Tell me more' does not bring the drawing a second time."""
    assert more(content, [Question("how_it_works")], "kyphoplasty").pictures == ()


def test_what_was_perhaps_asked_too_is_offered(content: Content) -> None:
    """After what was answered, for the procedure that was named; with no other question at the end."""
    reply = answer(content, [Question("brace")], None, unsure=[Question("cost", ("kyphoplasty",))])
    assert reply.text.startswith(answer(content, [Question("brace")], None).text)
    assert reply.text.endswith("Did you ask this too? Then pick it.")
    assert [choice.value for choice in reply.choices] == ['/cost{"procedure": "kyphoplasty"}']


def test_what_there_is_no_answer_to_is_said_beside_one(content: Content) -> None:
    """With a person at hand; the choices of the answer stay."""
    plain = answer(content, [Question("duration")], "kyphoplasty")
    reply = with_foreign_part(content, plain)
    assert "no approved answer" in reply.text
    assert [choice.label for choice in reply.choices] == [
        *(choice.label for choice in plain.choices),
        "Talk to a person",
    ]
