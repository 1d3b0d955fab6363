"""A patient asks through the real processes and gets the clinic's words, and the store knows of it."""

from __future__ import annotations

import json

import pytest

from bot.content_loader import load_content
from bot.replies import fill

from .talk import Bot, Talk

pytestmark = pytest.mark.stack


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("what is kyphoplasty?", "what_is"),
        ("what are the steps of the procedure?", "how_it_works"),
        ("what is the difference between kyphoplasty and vertebroplasty?", "difference"),
        ("what is the bone cement?", "bone_cement"),
        ("what are the benefits?", "benefits"),
        ("how is recovery afterwards?", "recovery"),
        ("when can I drive again?", "activity"),
        ("do I need to wear a brace?", "brace"),
        ("can I go home the same day?", "outpatient"),
        ("how long does the procedure take?", "duration"),
        ("will I be awake or asleep?", "anesthesia"),
        ("can I eat and drink before it?", "preparation"),
        ("what are the risks?", "risks"),
        ("what is osteoporosis?", "osteoporosis"),
        ("how much does it cost?", "cost"),
        ("how do I make an appointment?", "appointment"),
        ("what if I had a fever after the procedure?", "aftercare"),
    ],
)
def test_a_plain_question_is_answered_on_its_topic(patient: Talk, question: str, topic: str) -> None:
    """A question asked plainly gets an answer on its topic, with a source to look up."""
    reply = patient.ask(question)
    assert (reply.kind, reply.topics) == ("answer", (topic,))
    assert all(answer_id.partition(".")[0] == topic for answer_id in reply.answer_ids)
    assert reply.sources
    assert all(source.title for source in reply.sources)


def test_the_answer_is_the_clinics_own_text(bot: Bot, patient: Talk) -> None:
    """The bot says the approved text, whole and unchanged."""
    reply = patient.ask("how long does kyphoplasty take?")
    content = load_content(bot.settings.content)
    answer = content.find("duration", "kyphoplasty")
    assert answer is not None
    assert reply.text == fill(content, answer.text, procedure="kyphoplasty")
    assert reply.answer_ids == ("duration",)
    assert reply.procedure == "kyphoplasty"
    assert reply.sources == tuple(content.sources[key] for key in answer.sources)


def test_a_text_nobody_signed_off_is_not_called_reviewed(patient: Talk) -> None:
    """No clinician has signed the text off yet, so the reply names none."""
    assert patient.ask("how long does kyphoplasty take?").reviewed is None


def test_a_question_that_names_no_procedure_is_answered_for_both(patient: Talk) -> None:
    """Where the two procedures differ, the patient hears about each by name."""
    reply = patient.ask("will I be awake during the procedure?")
    assert reply.procedure is None
    assert "Kyphoplasty:" in reply.text
    assert "Vertebroplasty:" in reply.text


@pytest.mark.parametrize(
    ("question", "procedure"),
    [
        ("how long does a vertabroplasty take?", "vertebroplasty"),
        ("how long does the kyfoplasty take?", "kyphoplasty"),
        ("how long does a kypho take?", "kyphoplasty"),
        ("how long does the balloon thing take?", "kyphoplasty"),
    ],
)
def test_a_misspelt_or_short_name_is_understood(patient: Talk, question: str, procedure: str) -> None:
    """Patients misspell the names and shorten them."""
    reply = patient.ask(question)
    assert (reply.topics, reply.procedure) == (("duration",), procedure)


@pytest.mark.parametrize("question", ["how long does an angioplasty take?", "what is a knee arthroplasty?"])
def test_another_procedures_name_is_not_taken_for_ours(patient: Talk, question: str) -> None:
    """A word that only looks alike names none of the clinic's procedures."""
    patient.say(question)
    assert patient.turn["procedures"] == "[]"


def test_a_long_letter_gets_the_question_at_its_end_answered(patient: Talk) -> None:
    """What surrounds the question does not drown it."""
    letter = (
        "Dear doctor, my mother is 82 and lives alone. She broke a bone in her back in March. "
        "She has been in bed most days since. My sister and I take turns looking after her. "
        "We have an appointment at your clinic. Will she be awake during the procedure?"
    )
    assert patient.ask(letter).answer_ids == ("anesthesia.awake",)


@pytest.mark.parametrize(
    ("message", "phrase"),
    [
        ("what's the weather tomorrow?", "I cannot help with that"),
        ("my knee clicks when I bend it, is there an ointment for that?", "your own doctor or a pharmacist"),
        ("can you look at my MRI report?", "I cannot read scans"),
        ("how many milligrams of ibuprofen should I take?", "do not start, stop or change a medicine"),
    ],
)
def test_what_the_bot_must_not_answer_is_turned_away_kindly(patient: Talk, message: str, phrase: str) -> None:
    """Each kind has words of its own, and a person is at hand."""
    reply = patient.ask(message)
    assert reply.kind == "out_of_scope"
    assert phrase in reply.text
    assert "Talk to a person" in patient.labels


def test_chest_pain_is_met_with_the_emergency_number_first_and_alone(bot: Bot, patient: Talk) -> None:
    """Someone in danger is told whom to call, and the staff are alerted."""
    reply = patient.ask("my chest hurts and I cannot breathe")
    assert (reply.kind, reply.level) == ("emergency", "emergency_now")
    assert reply.text.startswith("Call 911 now.")
    assert not reply.choices
    (alert,) = [alert for alert in bot.store.alerts() if alert["conversation"] == patient.id]
    assert alert["level"] == "emergency_now"
    assert patient.ask("how long does kyphoplasty take?").kind == "answer"


def test_each_turn_is_logged_with_what_was_understood_and_said(bot: Bot, patient: Talk) -> None:
    """Intent, confidence, runner-up, action, answers with their versions, and the time it took."""
    patient.say("how long does kyphoplasty take?")
    answer = load_content(bot.settings.content).find("duration", "kyphoplasty")
    assert answer is not None
    turn = patient.turn
    assert (turn["intent"], turn["action"], turn["kind"]) == ("duration", "action_answer", "answer")
    assert 0 <= turn["runner_up_confidence"] < turn["confidence"] <= 1
    assert turn["runner_up"] not in (None, "duration")
    assert json.loads(turn["procedures"]) == ["kyphoplasty"]
    assert json.loads(turn["answer_ids"]) == ["duration"]
    assert json.loads(turn["versions"]) == [f"duration@{answer.version}"]
    assert 0 < turn["milliseconds"] < bot.settings.assistant_timeout * 1000


def test_the_transcript_holds_both_sides_in_order(bot: Bot, patient: Talk) -> None:
    """After the notice, what the patient wrote and what the bot said stand in the store, numbered."""
    first = patient.ask("how long does kyphoplasty take?")
    second = patient.ask("and for vertebroplasty?")
    notice, *messages = bot.store.messages(patient.id)
    assert (notice.seq, notice.sender) == (1, "system")
    assert [(m.seq, m.sender, m.text) for m in messages] == [
        (2, "patient", "how long does kyphoplasty take?"),
        (3, "bot", first.text),
        (4, "patient", "and for vertebroplasty?"),
        (5, "bot", second.text),
    ]
    assert messages[1].reply == first
