"""A conversation goes on: follow-ups, several questions, choices, misses and more."""

from __future__ import annotations

import pytest

from .talk import Bot, Talk

pytestmark = pytest.mark.stack

UNCLEAR = (
    "the left one",
    "night",
    "medicine",
    "what happens to my bones and the cement and the pain over time",
    "lorem ipsum dolor sit amet",
    "xqzt vbnm plok",
    "blorf snazzle quim",
)
"""Messages that mean nothing certain; which of them the model has a guess at changes with its training."""

MIDDLING = (
    "what about stairs and the wound",
    "my back is stiff in the morning, is that the cement",
    "is it worth it at all",
    "what about my bones",
    "how will I feel",
    "does it get better by itself or do I need this",
)
"""Messages that could be about more than one thing; how sure the model is changes with its training."""


@pytest.fixture(scope="module")
def unclear(bot: Bot) -> str:
    """A message that the bot is not sure about but has likely questions for, by itself and behind an answer."""
    for text in UNCLEAR:
        behind = bot.talk()
        behind.say("how much does kyphoplasty cost?")
        replies = (bot.talk().ask(text), behind.ask(text))
        if all(reply.kind == "suggest" and any(each.topic for each in reply.choices) for reply in replies):
            return text
    raise AssertionError("none of these messages is met with a suggestion")


def test_the_same_question_for_the_other_procedure(patient: Talk) -> None:
    """'And for vertebroplasty?' asks the last question again."""
    first = patient.ask("how is recovery after kyphoplasty?")
    second = patient.ask("and for vertebroplasty?")
    assert (first.answer_ids, first.procedure) == (("recovery",), "kyphoplasty")
    assert (second.answer_ids, second.procedure) == (("recovery",), "vertebroplasty")
    assert first.text != second.text


def test_a_new_question_keeps_the_procedure(patient: Talk) -> None:
    """'How long does that take?' is about the procedure the talk is about."""
    patient.say("will I be awake for kyphoplasty?")
    patient.say("and for vertebroplasty?")
    reply = patient.ask("how long does that take?")
    assert (reply.answer_ids, reply.procedure) == (("duration",), "vertebroplasty")


def test_tell_me_more_gives_the_second_part_once(bot: Bot) -> None:
    """The second part of the answer, by words or by its button, is not the first one again, nor given twice."""
    patient, other = bot.talk(), bot.talk()
    first = patient.ask("how long does vertebroplasty take?")
    (pressed,) = patient.press("Tell me more")
    other.say("how long does vertebroplasty take?")
    typed = other.ask("tell me more")
    assert pressed.kind == "answer"
    assert pressed.answer_ids == first.answer_ids
    assert pressed.text == typed.text != first.text
    for talk in (patient, other):
        again = talk.ask("tell me more")
        assert (again.kind, talk.labels) == ("smalltalk", ["Talk to a person"])


def test_yes_after_an_answer_gives_its_second_part(patient: Talk) -> None:
    """Where 'Tell me more' is all that was offered, 'yes' means that; once it was told it does not."""
    first = patient.ask("how long does vertebroplasty take?")
    more = patient.ask("yes please")
    assert (more.answer_ids, more.kind) == (first.answer_ids, "answer")
    assert more.text != first.text
    assert patient.ask("yes").text.startswith("What would you like to know?")


def test_yes_after_several_answers_is_a_yes_to_another_question(patient: Talk) -> None:
    """'Is there anything else you would like to know?' 'Yes.' 'What would you like to know?'"""
    patient.say("Do I need to wear a brace? What are the risks?")
    assert "What would you like to know?" in patient.ask("yes").text


def test_yes_to_several_questions_keeps_them(patient: Talk) -> None:
    """'Which one?', with the same choices; said again it leads on to a person."""
    patient.say("how much does kyphoplasty cost?")
    offered = patient.ask("how long?").choices
    which = patient.ask("yes please")
    assert [choice.label for choice in which.choices] == [choice.label for choice in offered]
    patient.ask("yes")
    assert patient.labels == ["Talk to a person"]


def test_no_yes_or_no_is_given(patient: Talk) -> None:
    """Who wants one is told why there is none, and not read the same text again."""
    said = patient.ask("can I fly after kyphoplasty?")
    reply = patient.ask("so is that a yes or a no?")
    assert "yes or no" in reply.text
    assert said.text not in reply.text
    assert patient.labels == ["Tell me more", "Talk to a person"]
    assert patient.ask("tell me more").answer_ids == said.answer_ids


def test_what_is_forbidden_is_said_again(patient: Talk) -> None:
    """'Not even one?' after alcohol is no matter of yes or no; asked once more it goes on, never round."""
    patient.ask("can I drink alcohol after kyphoplasty?")
    reply = patient.ask("not even one?")
    assert reply.text.startswith("This still holds: Do not drink alcohol for at least 24 hours")
    assert patient.labels == ["Tell me more", "Talk to a person"]
    assert not patient.ask("not even a small one?").text.startswith("This still holds")


def test_time_before_has_no_answer_for_afterwards(patient: Talk) -> None:
    """What holds after it is said to be that."""
    reply = patient.ask("can I have a whisky the night before kyphoplasty?")
    assert reply.text.startswith("I have no approved answer on this for the time before it.")
    assert "For afterwards:\n\nDo not drink alcohol" in reply.text


def test_address_is_given_as_often_as_it_is_asked_for(patient: Talk) -> None:
    """There is no second part to go on to, and nothing that could tire."""
    first = patient.ask("where is the clinic?")
    again = patient.ask("what is the address of the clinic?")
    assert again.answer_ids == first.answer_ids == ("appointment.contact",)
    assert again.text == first.text


def test_how_after_what_it_is_is_how_it_is_done(patient: Talk) -> None:
    """By itself it would be a greeting; and what the first part says by a figure is read again."""
    patient.ask("what is kyphoplasty?")
    assert patient.ask("how?").answer_ids == ("how_it_works",)
    cement = patient.ask("what is the cement made of?").text
    again = patient.ask("how long does it take to set").text
    assert again.endswith(cement)
    # With a word before it: the bare words once more would seem to come from nobody who listened.
    assert len(again) > len(cement)


@pytest.mark.parametrize(
    "told", ["hi i had kyphoplasty 10 days ago", "my mum had two bones filled on Monday, mostly fine"]
)
def test_who_only_tells_is_asked_what_for(patient: Talk, told: str) -> None:
    """Of what comes after, for it is done; and whoever tells it once more is offered a person first."""
    reply = patient.ask(told)
    assert reply.text.startswith("Thank you for telling me. What would you like to know")
    assert "How is it done, step by step?" not in patient.labels
    assert patient.labels[-1] == "Talk to a person"
    patient.ask(told)
    assert patient.labels[0] == "Talk to a person"
    assert patient.ask("when can she drive?").answer_ids == ("activity.driving",)


def test_the_same_words_again_begin_with_saying_so(patient: Talk) -> None:
    """'Simpler please' cannot be had; after the longer part the shorter one needs no such word."""
    said = patient.ask("can I fly after kyphoplasty?").text
    again = patient.ask("simpler please").text
    assert again == f"Here it is again. These are the plainest words I have for it.\n\n{said}"
    patient.ask("tell me more")
    assert patient.ask("simpler please").text == said


def test_what_was_just_said_is_not_said_again(patient: Talk) -> None:
    """Another question on the same goes on to the second part, and then says that there is no more; never round."""
    first = patient.ask("can I take a taxi home after kyphoplasty?")
    second = patient.ask("do I really need someone to pick me up?")
    assert second.answer_ids == first.answer_ids == ("outpatient.ride",)
    assert second.text != first.text
    assert patient.ask("so who has to drive me home?").text.startswith(
        "I have no more approved text on this."
    )
    assert patient.labels == ["Talk to a person"]


def test_another_thing_of_both_parts_is_said_again_once(patient: Talk) -> None:
    """Who has heard all about showers and asks for a bath is not told that there is no more on it."""
    first = patient.ask("when can I shower after kyphoplasty")
    patient.say("tell me more")
    again = patient.ask("and when can I have a bath")
    assert again.text.startswith("This is what I can tell you on that:")
    assert first.text in again.text
    assert "no more approved text" in " ".join(patient.ask("so when is the bath allowed").text.split())


def test_the_same_words_are_answered_the_same(patient: Talk) -> None:
    """Whoever sends a message once more wants its answer once more."""
    said = patient.ask("can I take a taxi home after kyphoplasty?")
    assert patient.ask("can I take a taxi home after kyphoplasty?").text == said.text


def test_what_is_denied_does_not_come_again(patient: Talk) -> None:
    """'No, not that' after an answer is asked back about, and not met with it."""
    said = patient.ask("can I take a taxi home after kyphoplasty?")
    reply = patient.ask("no, I meant who drives me home")
    assert reply.kind in ("suggest", "fallback")
    assert said.text not in reply.text


def test_why_not_is_met_with_the_second_part(patient: Talk) -> None:
    """It is no small talk."""
    said = patient.ask("may I sit in the hot tub after kyphoplasty?")
    reply = patient.ask("why not")
    assert (reply.kind, reply.answer_ids) == ("answer", said.answer_ids)
    assert reply.text != said.text


def test_said_again_it_has_its_second_part_again(patient: Talk) -> None:
    """Whoever has the answer repeated may also want the rest of it once more."""
    patient.say("how long does vertebroplasty take?")
    more = patient.ask("tell me more")
    patient.say("can you repeat that?")
    assert patient.ask("tell me more").text == more.text


def test_second_parts_of_three_answers_come_in_two_messages(patient: Talk) -> None:
    """Two at once, each under its question, then the third, then the word that there is no more."""
    said = patient.ask("Do I need to wear a brace? What are the risks? When can I drive?")
    first, second = patient.ask("tell me more"), patient.ask("tell me more")
    assert [*first.answer_ids, *second.answer_ids] == list(said.answer_ids)
    assert len(first.answer_ids) == 2
    assert patient.ask("tell me more").kind == "smalltalk"


def test_a_change_of_subject_is_followed(patient: Talk) -> None:
    """The next question is answered, not the last one again."""
    patient.say("how is recovery after kyphoplasty?")
    assert patient.ask("how much does it cost?").topics == ("cost",)
    assert patient.ask("what is osteoporosis?").topics == ("osteoporosis",)


@pytest.mark.parametrize(
    ("message", "topics"),
    [
        ("what is osteoporosis? And how much does the procedure cost?", {"osteoporosis", "cost"}),
        ("How long does the procedure take and will I be awake?", {"duration", "anesthesia"}),
        ("Do I need to wear a brace? What are the risks? When can I drive?", {"brace", "risks", "activity"}),
    ],
)
def test_each_question_in_a_message_is_answered(patient: Talk, message: str, topics: set[str]) -> None:
    """Two questions get two answers, three get three."""
    reply = patient.ask(message)
    assert reply.kind == "answer"
    assert set(reply.topics) == topics


def test_each_question_keeps_the_procedure_named_in_it(patient: Talk) -> None:
    """Two questions about different procedures are not mixed up."""
    reply = patient.ask("What is kyphoplasty? And how long does vertebroplasty take?")
    assert set(reply.answer_ids) == {"what_is", "duration"}
    assert "Kyphoplasty is a treatment" in reply.text
    assert "Vertebroplasty often takes" in reply.text
    assert "Kyphoplasty often takes" not in reply.text


def test_a_greeting_with_a_question_is_answered(patient: Talk) -> None:
    """Politeness does not hide the question."""
    assert patient.ask("Hello! How long does kyphoplasty take?").topics == ("duration",)


def test_a_suggested_question_is_answered_when_pressed(patient: Talk, unclear: str) -> None:
    """A choice is a question asked."""
    reply = patient.ask(unclear)
    assert len([choice for choice in reply.choices if choice.topic]) <= 3
    assert patient.labels[-2:] == ["Something else", "Talk to a person"]
    suggested = next(choice for choice in reply.choices if choice.topic)
    (answer,) = patient.press(suggested.label)
    assert answer.kind == "answer"
    assert answer.topics == (suggested.topic,)


def test_a_button_does_not_show_what_it_stands_for(patient: Talk, unclear: str) -> None:
    """A channel sees an opaque value, never a command."""
    assert all("/" not in c.value and "request" not in c.value for c in patient.ask(unclear).choices)


def test_something_else_leads_on(patient: Talk, unclear: str) -> None:
    """A patient who wants none of the choices is asked anew, with other questions and a person, not those again."""
    first = patient.ask(unclear)
    (reply,) = patient.press("Something else")
    assert "put your question in a few words" in reply.text
    assert len(reply.choices) > 1
    assert not {c.label for c in first.choices if c.topic} & set(patient.labels)
    assert patient.labels[-1] == "Talk to a person"
    assert patient.ask("when can I drive?").topics == ("activity",)


@pytest.mark.parametrize("words", ["something else", "none of those", "neither"])
def test_something_else_twice_puts_a_person_first(patient: Talk, unclear: str, words: str) -> None:
    """Nobody is sent round in a circle; an answer in between begins it anew."""
    patient.say(unclear)
    first, second = patient.ask(words), patient.ask("none of these")
    assert first.text != second.text
    assert patient.labels == ["Talk to a person"]
    assert patient.ask("when can I drive?").topics == ("activity",)
    assert patient.ask(words).text == first.text


@pytest.mark.parametrize(
    "statement",
    ["My father is having kyphoplasty on Monday", "My husband had a kyphoplasty last week. He is 78."],
)
def test_a_statement_is_asked_what_to_know(patient: Talk, statement: str) -> None:
    """Naming a procedure and asking nothing is met with questions about it; a second miss stays a second one."""
    reply = patient.ask(statement)
    assert "What would you like to know about kyphoplasty?" in reply.text
    assert patient.labels[-1] == "Talk to a person"
    (answer,) = patient.press(patient.labels[0])
    assert (answer.kind, answer.procedure) == ("answer", "kyphoplasty")
    patient.say(statement)
    patient.say("they told me I need a kyphoplasty")
    assert patient.labels[0] == "Talk to a person"


def test_the_second_miss_in_a_row_offers_a_person_first(patient: Talk, unclear: str) -> None:
    """A patient who is not understood twice is not sent round in a circle."""
    first = patient.ask(unclear)
    assert first.choices[0].label != "Talk to a person"
    second = patient.ask(unclear)
    assert second.kind == "fallback"
    assert second.choices[0].label == "Talk to a person"
    assert not {c.label for c in first.choices if c.topic} & {c.label for c in second.choices}


def test_an_answer_in_between_forgives_the_miss(patient: Talk, unclear: str) -> None:
    """Misses count only in a row."""
    patient.say(unclear)
    assert patient.ask("how long does kyphoplasty take?").kind == "answer"
    assert patient.ask(unclear).kind == "suggest"


def test_gibberish_is_never_answered(patient: Talk) -> None:
    """What means nothing gets no medical answer."""
    assert patient.ask("blorf snazzle quim").kind != "answer"


@pytest.mark.parametrize(
    ("question", "follow_up", "answer_id"),
    [
        ("will kyphoplasty ease my pain?", "how soon?", "pain_relief.when"),
        ("will kyphoplasty ease my pain?", "and how long?", "pain_relief.lasting"),
        ("does kyphoplasty ease the pain straight away?", "how long does that last?", "pain_relief.lasting"),
        ("how is recovery after kyphoplasty?", "and at night?", "activity.sleep"),
        ("what if I don't have the kyphoplasty and wait?", "will it get worse?", "fracture.untreated"),
        ("can the cement leak in kyphoplasty?", "how likely is that?", "risks.leak"),
        ("how is recovery after kyphoplasty?", "and driving?", "activity.driving"),
        ("what is kyphoplasty?", "and the risks?", "risks"),
        ("how is kyphoplasty done, step by step?", "how long?", "duration"),
        ("what is kyphoplasty?", "is that safe for my mum, she's 84?", "risks.safe"),
        ("what are the benefits of kyphoplasty?", "what if it doesn't work?", "pain_relief.still_hurts"),
        ("does kyphoplasty put my weak bones right?", "so what do i do about that", "osteoporosis.treatment"),
        ("how is recovery after kyphoplasty?", "how long does that take?", "recovery.how_long"),
        ("is kyphoplasty covered by insurance?", "and if they say no", "cost.insurance"),
    ],
)
def test_a_short_follow_up_is_about_what_was_talked_of(
    patient: Talk, question: str, follow_up: str, answer_id: str
) -> None:
    """A few words are completed by the question before, and the procedure stays."""
    patient.say(question)
    reply = patient.ask(follow_up)
    assert (reply.answer_ids, reply.procedure) == ((answer_id,), "kyphoplasty")


def test_why_is_met_with_the_second_part(patient: Talk) -> None:
    """'Why?' asks for more on what was said."""
    patient.say("do I need to wear a brace?")
    assert patient.ask("why?").answer_ids == ("brace",)


def test_few_words_with_nothing_before_them_are_not_guessed_at(patient: Talk) -> None:
    """'How long?' at the start of a talk is met with choices, and the second time with a person first."""
    reply = patient.ask("how long?")
    assert reply.kind == "suggest"
    assert [choice.topic for choice in reply.choices] == ["duration", "recovery", "pain_relief", None]
    patient.ask("how long?")
    assert patient.labels[0] == "Talk to a person"


def test_a_choice_after_few_words_is_answered(patient: Talk) -> None:
    """The choice asks the whole question, about the conversation's procedure."""
    patient.say("how much does kyphoplasty cost?")
    patient.say("how long?")
    (reply,) = patient.press("How long does the procedure take?")
    assert (reply.answer_ids, reply.procedure) == (("duration",), "kyphoplasty")


@pytest.mark.parametrize("between", ["what's the weather tomorrow?", "can you read my MRI report?"])
def test_an_old_topic_does_not_come_back(patient: Talk, between: str) -> None:
    """After another subject, 'tell me more' does not go back to what was left."""
    patient.say("how long does vertebroplasty take?")
    patient.say(between)
    reply = patient.ask("tell me more")
    assert (reply.kind, reply.topics) == ("smalltalk", ())


def test_more_and_repeat_keep_to_the_last_answer(patient: Talk) -> None:
    """After a change of subject, more and again are about the new one, for the procedure it was given for."""
    patient.say("how is recovery after kyphoplasty?")
    patient.say("how long does vertebroplasty take?")
    assert patient.ask("tell me more").answer_ids == ("duration",)
    again = patient.ask("can you repeat that?")
    assert (again.answer_ids, again.procedure) == (("duration",), "vertebroplasty")


def test_more_after_an_answer_for_both_is_for_both(patient: Talk) -> None:
    """Nobody picked a procedure, so neither does the second part."""
    patient.say("how long does the procedure take?")
    (reply,) = patient.press("Tell me more")
    assert reply.procedure is None
    assert "Kyphoplasty:" in reply.text
    assert "Vertebroplasty:" in reply.text


def test_a_procedure_named_in_an_unclear_message_is_remembered(patient: Talk, unclear: str) -> None:
    """A choice under it is about the procedure that the patient named."""
    patient.say("how much does kyphoplasty cost?")
    reply = patient.ask(unclear)
    suggested = next(choice for choice in reply.choices if choice.topic)
    patient.press(suggested.label)
    assert patient.ask("how long does that take?").procedure == "kyphoplasty"


def test_a_sure_answer_has_no_other_questions_beside_it(patient: Talk) -> None:
    """Whoever was understood well is not asked whether they meant something else."""
    reply = patient.ask("how long does kyphoplasty take?")
    assert patient.labels == ["Tell me more"]
    assert "Not what you meant?" not in reply.text


def test_an_answer_that_is_not_sure_has_other_questions_beside_it(bot: Bot) -> None:
    """A patient who was misunderstood is one press away from the right answer."""
    for text in MIDDLING:
        patient = bot.talk()
        reply = patient.ask(text)
        others = [choice for choice in reply.choices if choice.topic]
        if reply.kind == "answer" and others:
            assert len(others) <= 2
            assert reply.text.endswith("Not what you meant? Then pick one of these questions.")
            assert not {choice.topic for choice in others} & set(reply.topics)
            (pressed,) = patient.press(others[0].label)
            assert pressed.topics == (others[0].topic,)
            return
    raise AssertionError("each of these messages is sure or not answered at all")


def test_two_patients_do_not_hear_each_others_procedure(bot: Bot) -> None:
    """A follow-up is understood within its own conversation."""
    one, other = bot.talk(), bot.talk()
    one.say("how is recovery after kyphoplasty?")
    other.say("how is recovery after vertebroplasty?")
    assert one.ask("how long does that take?").procedure == "kyphoplasty"
    assert other.ask("how long does that take?").procedure == "vertebroplasty"


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("when can I have a shower", "and a bath", "Baths, pools and hot tubs must wait"),
        ("do I stop warfarin", "but why", "Stopping early can cause a blood clot"),
        ("do I have to wear a brace", "when can it come off", "ask when to wear it and for how long"),
        ("can I drink wine", "not even a small one", "This still holds: Do not drink alcohol"),
        ("does it heal by itself", "and if not", "What happens depends on the break"),
        ("how sore will I be", "is that normal", "Some soreness where the needle went in is common"),
        ("what should I look out for after", "redness?", "a red or leaking wound"),
        ("can I drive home", "next day?", "Do not drive for at least 24 hours"),
        ("what is osteoporosis", "have I got it", "I cannot judge your own symptoms"),
        ("which is better of the two", "which is quicker", "about 30 to 60 minutes"),
        ("can I drive home", "my daughter works", "Plan for an adult to take you home"),
        ("what does the balloon do", "and it doesn't pop?", "Then it is emptied and taken out"),
        ("will the cement cure my osteoporosis", "so it doesn't", "A plain yes or no from me could be wrong"),
        ("when can I drive after kyphoplasty", "and vertebroplasty?", "The same holds for vertebroplasty"),
    ],
)
def test_a_second_question_in_few_words_is_answered(bot: Bot, first: str, second: str, said: str) -> None:
    """By the part of the answer that has what it asks, with what was talked of."""
    patient = bot.talk()
    patient.say(first)
    assert said in patient.ask(second).text


def test_what_do_you_mean_with_nothing_said_is_asked_back(patient: Talk) -> None:
    """There is no answer yet that could have a second part."""
    assert patient.ask("what do you mean").text.startswith("What would you like to know?")


def test_what_is_said_again_is_not_said_a_third_time(patient: Talk) -> None:
    """Each word after it goes on: to the second part, then to the word that there is no more."""
    patient.say("when can I have a shower")
    again = patient.ask("and a bath").text
    second = patient.ask("swimming?").text
    assert again.startswith("This is what I can tell you on that")
    assert "Ask if the dressing should stay on" in second
    assert patient.ask("and baths?").text.startswith("I have no more approved text on this.")


def test_what_comes_first_is_said_once(patient: Talk) -> None:
    """What the bot cannot decide stands before an answer said again, and no second word beside it."""
    patient.say("I'm 87, does age matter for it")
    text = patient.ask("am I too old").text
    assert text.startswith("I cannot tell if it is right for you")
    assert "This is what I can tell you on that" not in text


def test_what_comes_first_is_said_again_behind_the_second_part(patient: Talk) -> None:
    """Once: it has what is asked, though more was told since."""
    patient.say("when can I do housework")
    patient.say("tell me more")
    assert "laundry baskets" in patient.ask("washing and laundry?").text


def test_a_message_that_may_be_on_the_topic_does_not_end_it(patient: Talk) -> None:
    """'Is the sea ok' is met with the question on swimming below it, and the next words go on about that."""
    patient.say("when can I swim")
    reply = patient.ask("is the sea ok")
    assert reply.kind in {"out_of_scope", "suggest"}
    assert "activity" in [choice.topic for choice in reply.choices]
    assert patient.ask("how long for").topics == ("activity",)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (
            "When can I have a bath after vertebroplasty",
            "so no bath then",
            "Baths, pools and hot tubs must wait",
        ),
        ("what's a cement leak", "but you said leaks are less", "less common with kyphoplasty"),
        (
            "Is it done under general anaesthetic?",
            "is that safe for my mum, she's 84",
            "safe and well tolerated",
        ),
    ],
)
def test_what_the_answer_before_makes_clear_is_understood(
    bot: Bot, first: str, second: str, said: str
) -> None:
    """By itself each was taken for something else, or for nothing."""
    patient = bot.talk()
    patient.say(first)
    assert said in patient.ask(second).text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("who won the football", "out_of_scope"),
        ("thank you very much", "smalltalk"),
        ("can I talk to a nurse please", "handoff"),
    ],
)
def test_what_stands_by_itself_is_not_drawn_to_the_answer_before(bot: Bot, text: str, kind: str) -> None:
    """A new subject drops the old one."""
    patient = bot.talk()
    patient.say("how long does it take")
    assert patient.ask(text).kind == kind


def test_another_question_behind_an_answer_gets_its_own(bot: Bot) -> None:
    """However near the two topics are."""
    patient = bot.talk()
    patient.say("how do I look after the wound")
    assert patient.ask("when can I drive").answer_ids == ("activity.driving",)
