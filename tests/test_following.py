"""'And for kyphoplasty?' asks the last question again, about the procedure that is meant now."""

from __future__ import annotations

import pytest

from bot.answering import Question, answer, more
from bot.content import Content
from bot.following import asks_for_more, asks_of_new_thing, follow_up, of_a_detail, said_again, said_of
from bot.replies import HUMAN

WHAT_IS = [Question("what_is")]


def test_named_procedure_gets_the_last_question(content: Content) -> None:
    """Naming a procedure asks the last question about it."""
    reply, asked = follow_up(content, "and for kyphoplasty?", WHAT_IS, ("kyphoplasty",), "vertebroplasty")
    assert asked == [Question("what_is", ("kyphoplasty",))]
    assert reply == answer(content, asked, None)


@pytest.mark.parametrize(
    ("current", "other"), [("vertebroplasty", "kyphoplasty"), ("kyphoplasty", "vertebroplasty")]
)
def test_other_one_is_the_one_not_talked_of(content: Content, current: str, other: str) -> None:
    """'The other one' is the procedure that the conversation is not about."""
    reply, asked = follow_up(content, "what about the OTHER one", WHAT_IS, (), current)
    assert reply.procedure == other
    assert asked == [Question("what_is", (other,))]


def test_both_asks_about_both(content: Content) -> None:
    """'Both' gets the texts of both."""
    reply, asked = follow_up(content, "and for both?", WHAT_IS, (), "kyphoplasty")
    assert reply.text == answer(content, WHAT_IS, None).text
    assert asked[0].procedures == content.procedures


def test_conversations_procedure_is_kept(content: Content) -> None:
    """A follow-up that names nothing stays with the conversation's procedure."""
    reply, asked = follow_up(content, "and?", WHAT_IS, (), "kyphoplasty")
    assert reply.procedure == "kyphoplasty"
    assert asked == [Question("what_is", ("kyphoplasty",))]


def test_several_last_answers_are_all_asked_again(content: Content) -> None:
    """After two answers, a follow-up asks both questions again."""
    last = [Question("what_is"), Question("duration")]
    reply, _ = follow_up(content, "and kypho?", last, ("kyphoplasty",), None)
    assert reply.topics == ("what_is", "duration")


def test_procedure_alone_is_explained(content: Content) -> None:
    """Naming a procedure with nothing asked before tells what it is."""
    reply, asked = follow_up(content, "kyphoplasty", [], ("kyphoplasty",), None)
    assert (reply.topics, reply.procedure) == (("what_is",), "kyphoplasty")
    assert asked == [Question("what_is", ("kyphoplasty",))]


def test_follow_up_on_nothing_asks_back(content: Content) -> None:
    """A follow-up with nothing to follow asks for the question and offers a person."""
    reply, asked = follow_up(content, "and the other one?", [], (), None)
    assert (reply.kind, asked) == ("fallback", [])
    assert [choice.value for choice in reply.choices] == [HUMAN]


@pytest.mark.parametrize(
    ("last", "text", "meant"),
    [
        ("pain_relief", "how soon?", "pain_relief.when"),
        ("candidates", "when?", "candidates.timing"),
        ("recovery", "and how long?", "recovery.how_long"),
        ("anesthesia.awake", "how long then?", "duration"),
        ("activity.driving", "and at night?", "activity.sleep"),
        ("duration", "and afterwards?", "recovery.first_day"),
        ("anesthesia", "and before that?", "preparation"),
        ("how_it_works", "and the pain?", "anesthesia.hurt"),
        ("recovery", "what about the pain", "recovery.soreness"),
        ("recovery.soreness", "how long does that usually last?", "recovery.soreness"),
        ("recovery.first_day", "then what", "activity"),
        ("anesthesia.hurt", "and after, does it hurt then too?", "recovery.soreness"),
        ("risks.infection", "how would I know?", "aftercare.warning_signs"),
        ("outpatient", "and the next week?", "recovery.first_day"),
    ],
)
def test_talk_completes_a_hint(content: Content, last: str, text: str, meant: str) -> None:
    """A word or two mean what the last answer makes of them, for the procedure it was given for."""
    reply, asked = follow_up(content, text, [Question(last, ("kyphoplasty",))], (), None)
    assert asked == [Question(meant, ("kyphoplasty",))]
    assert (reply.kind, reply.answer_ids) == ("answer", (meant,))


def test_hint_at_what_was_said_gives_its_second_part(content: Content) -> None:
    """'How long?' after the answer on how long does not repeat it."""
    last = [Question("duration", ("kyphoplasty",))]
    reply, asked = follow_up(content, "how long?", last, (), "kyphoplasty")
    assert reply.text == more(content, last, "kyphoplasty").text
    assert asked == last


def test_hint_at_what_was_told_is_not_told_again(content: Content) -> None:
    """'How long?' a second time is met with the word that there is no more."""
    last = [Question("duration", ("kyphoplasty",))]
    reply, asked = follow_up(content, "how long?", last, (), "kyphoplasty", ["duration"])
    assert (reply.kind, asked) == ("smalltalk", last)
    assert [choice.value for choice in reply.choices] == [HUMAN]


def test_hint_at_what_was_said_asks_for_more(content: Content) -> None:
    """Only where the last answer is the one that says it."""
    duration = [Question("duration")]
    assert asks_for_more(content, "how long?", duration, None)
    assert not asks_for_more(content, "how long?", [Question("recovery")], None)
    assert not asks_for_more(content, "how long?", [*duration, Question("brace")], None)
    assert not asks_for_more(content, "and the other one?", duration, None)


def test_figure_that_was_said_is_said_again(content: Content) -> None:
    """'How often?' after the leaks of cement gets the figure, not the second part, which has none."""
    last = [Question("risks.leak", ("kyphoplasty",))]
    reply, asked = follow_up(content, "how often?", last, (), "kyphoplasty")
    assert reply.text == f"{content.replies['followup.again']}\n{answer(content, last, 'kyphoplasty').text}"
    assert asked == last
    assert not asks_for_more(content, "how often?", last, "kyphoplasty")


def test_position_that_was_told_is_told_again(content: Content) -> None:
    """'On my tummy?' after how to sleep: the first part names the positions, the second does not."""
    last = [Question("activity.sleep")]
    reply, _ = follow_up(content, "on my tummy?", last, (), None)
    assert "Sleep on your side or your back" in reply.text
    assert not asks_for_more(content, "on my tummy?", last, None)


def test_answer_that_says_it_already_has_a_word_before_it(content: Content) -> None:
    """'I'm on co-codamol' after alcohol: the bare words once more would seem to come from nobody who listened."""
    last = [Question("activity.alcohol")]
    reply, asked = follow_up(content, "I'm on co-codamol", last, (), None)
    assert reply.text == f"{content.replies['followup.again']}\n{answer(content, last, None).text}"
    assert (reply.kind, reply.topics, asked) == ("answer", ("activity",), last)


def test_same_words_again_begin_with_whom_they_hold_for(content: Content) -> None:
    """'Is that for both?' is not met with the same text as if nothing had been asked."""
    last = [Question("activity.driving")]
    before = answer(content, last, None).text
    both, _ = follow_up(content, "is that for both?", last, (), None)
    one, _ = follow_up(content, "its the kypho one", last, ("kyphoplasty",), None)
    assert both.text == f"The same holds for kyphoplasty and vertebroplasty:\n{before}"
    assert one.text == f"The same holds for kyphoplasty:\n{before}"


def test_where_only_the_second_parts_differ_the_ones_is_told(content: Content) -> None:
    """'And with the balloon?' after serious risks, whose first part is the same, goes on to what is not."""
    last = [Question("risks.serious")]
    reply, _ = follow_up(content, "and with the balloon?", last, ("kyphoplasty",), None)
    second = more(content, [Question("risks.serious", ("kyphoplasty",))], None).text
    assert reply.text == f"Kyphoplasty:\n{second}"
    again, _ = follow_up(
        content, "and the balloon one?", last, ("kyphoplasty",), None, told=["risks.serious"]
    )
    assert again.text == f"Kyphoplasty:\n{answer(content, last, None).text}"


@pytest.mark.parametrize("last", [[], [Question("cost")], [Question("recovery"), Question("brace")]])
def test_hint_that_could_mean_several_things_is_asked_about(content: Content, last: list[Question]) -> None:
    """Where the talk does not tell what 'how long?' is about, the patient chooses; nothing is guessed."""
    reply, asked = follow_up(content, "how long?", last, (), "kyphoplasty")
    assert (reply.kind, asked) == ("suggest", [])
    assert [choice.topic for choice in reply.choices] == ["duration", "recovery", "pain_relief", None]
    assert reply.choices[0].value == '/duration{"procedure": "kyphoplasty"}'


def test_same_answer_for_nobody_named_has_a_word_before_it(content: Content) -> None:
    """'What about the dog' after walking: there is no other answer to it."""
    last = [Question("activity.walking")]
    reply, _ = follow_up(content, "what about the dog", last, (), None)
    assert reply.text == f"{content.replies['followup.again']}\n{answer(content, last, None).text}"


@pytest.mark.parametrize(
    ("answer_id", "procedures", "current", "said"),
    [
        ("activity.driving", (), None, "holds for"),
        ("activity.driving", ("kyphoplasty",), "kyphoplasty", "holds for"),
        ("duration", (), None, "holds for"),
        ("outpatient", (), None, "Each has its own part"),
        ("outpatient", ("vertebroplasty",), None, "about vertebroplasty."),
        ("outpatient", (), "vertebroplasty", "about vertebroplasty."),
    ],
)
def test_it_is_said_which_procedure_was_meant(
    content: Content, answer_id: str, procedures: tuple[str, ...], current: str | None, said: str
) -> None:
    """What holds for both is said to hold for both, whichever was asked about."""
    assert said in said_of(content, [Question(answer_id, procedures)], current).text


@pytest.mark.parametrize(
    ("text", "is_detail"),
    [
        ("im a roofer", True),
        ("its 5 months old", True),
        ("My job is heavy", True),
        ("overnight?", False),
        ("insulin", False),
        ("it's from last year?", False),
    ],
)
def test_detail_is_to_be_told_to_the_team(content: Content, text: str, is_detail: bool) -> None:
    """No answer knows the patient, and the same words under the same line would seem not to have heard it."""
    again = said_again(content, [Question("activity.work")], None)
    reply = of_a_detail(content, text, again, was_said=False)
    assert reply.text.startswith("Tell your team this") is is_detail
    assert reply.answer_ids == ("activity.work",)


def test_what_was_said_again_is_not_said_once_more(content: Content) -> None:
    """Then whom to ask is all that is left; an answer that was not led in so stays."""
    last = [Question("activity.work")]
    again = said_again(content, last, None)
    reply = of_a_detail(content, "and i climb ladders", again, was_said=True)
    assert reply.text.startswith("I can only tell you what I wrote above.")
    assert reply.choices[-1].value == HUMAN
    plain = answer(content, last, None)
    assert of_a_detail(content, "im a roofer", plain, was_said=True) == plain


@pytest.mark.parametrize(
    ("text", "is_new"),
    [
        ("and what about the dog", True),
        ("how about my garden", True),
        ("what about my mum", False),
        ("and the other one", False),
        ("what about the pain", False),
    ],
)
def test_new_thing_is_not_answered_with_the_last_answer(text: str, is_new: bool) -> None:
    """Said again, that would tell nothing of it."""
    assert asks_of_new_thing(text, [Question("risks", ())]) is is_new
