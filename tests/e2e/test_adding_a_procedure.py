"""A clinic adds a procedure: one content file, and its questions are answered; nothing is trained."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from bot.live_content import LOOK_EVERY
from bot.model import current_model

from .talk import Bot, Talk

pytestmark = pytest.mark.stack

NAME = "epidural steroid injection"
TEXTS = {
    "what_is": "An {procedure} is a test entry. It has its own file and its own words.",
    "how_it_works": "This is the test text for the steps of the {procedure}.",
    "candidates": "This is the test text for who the {procedure} is for.",
    "benefits": "This is the test text for what the {procedure} is good for.",
    "pain_relief": "This is the test text for pain and the {procedure}.",
    "recovery": "This is the test text for the time after the {procedure}.",
    "activity.driving": "This is the test text for driving after the {procedure}.",
    "outpatient": "This is the test text for going home after the {procedure}.",
    "duration": "This is the test text for how long the {procedure} takes.",
    "preparation": "This is the test text for getting ready for the {procedure}.",
    "risks": "This is the test text for the risks of the {procedure}.",
}
"""Neutral sentences: a test makes no medical claim."""
HEAD = f"""\
procedure: {NAME}
names: [{NAME}, epidural injection, ESI]
answers:
"""
ANSWER = """\
  {answer_id}:
    text: "{text}"
    sources: [clinic]
    reviewed: {{by: null, on: null, due: null}}
"""


@pytest.fixture(scope="module", autouse=True)
def epidural(bot: Bot) -> Iterator[None]:
    """The new procedure's file, added while the bot runs and taken away again."""
    path = bot.settings.content / "epidural-steroid-injection.yml"
    answers = (ANSWER.format(answer_id=key, text=text) for key, text in TEXTS.items())
    path.write_text(HEAD + "".join(answers), encoding="utf-8")
    time.sleep(LOOK_EVERY + 0.1)
    yield
    path.unlink()
    time.sleep(LOOK_EVERY + 0.1)


@pytest.mark.parametrize(
    ("question", "answer_id"),
    [
        ("what is an epidural steroid injection?", "what_is"),
        ("how long does an epidural steroid injection take?", "duration"),
        ("how long does an ESI take?", "duration"),
        ("what are the risks of an epidural injection?", "risks"),
        ("when can I drive after an epidural steroid injection?", "activity.driving"),
        ("can I go home the same day after an epidural steroid injection?", "outpatient"),
    ],
)
def test_its_questions_get_its_answers(patient: Talk, question: str, answer_id: str) -> None:
    """Asked by any of its names, the new procedure answers with its own texts."""
    reply = patient.ask(question)
    assert (reply.answer_ids, reply.procedure) == ((answer_id,), NAME)
    assert reply.text.startswith(TEXTS[answer_id].replace("{procedure}", NAME))


def test_nothing_was_trained_or_restarted(bot: Bot, patient: Talk) -> None:
    """The model and the processes are those from before."""
    model, before = current_model(bot.settings), bot.stack.pids()
    assert patient.ask("how long does an epidural steroid injection take?").kind == "answer"
    assert current_model(bot.settings) == model
    assert bot.stack.pids() == before
    assert bot.stack.fallen() is None


def test_the_talk_goes_on_about_it(patient: Talk) -> None:
    """Follow-ups work for it as for the others."""
    patient.say("how long does kyphoplasty take?")
    assert patient.ask("and for an epidural steroid injection?").procedure == NAME
    assert patient.ask("what are the risks?").procedure == NAME


@pytest.mark.parametrize("question", ["how long is recovery?", "how long does the procedure take?"])
def test_an_unnamed_question_never_picks_one_procedure(patient: Talk, question: str) -> None:
    """With three procedures the patient is asked which one, or hears about each by name."""
    reply = patient.ask(question)
    assert reply.procedure is None
    if reply.kind == "answer":
        assert all(name in reply.text.lower() for name in ("kyphoplasty", "vertebroplasty", NAME))
    else:
        assert {label.lower() for label in patient.labels} >= {"kyphoplasty", "vertebroplasty", NAME}


def test_the_procedure_picked_is_the_one_answered(patient: Talk) -> None:
    """The question is not asked again once the procedure is picked."""
    assert patient.ask("how long does the procedure take?").kind == "suggest"
    (reply,) = patient.press(NAME.capitalize())
    assert (reply.answer_ids, reply.procedure) == (("duration",), NAME)
    assert patient.ask("what are the risks?").procedure == NAME


def test_what_it_has_no_text_for_is_not_answered_with_anothers(patient: Talk) -> None:
    """Nothing written about one procedure is said about another."""
    reply = patient.ask("will I be awake during an epidural steroid injection?")
    assert not reply.answer_ids
    assert "kyphoplasty" not in reply.text.lower()
    assert "Talk to a person" in patient.labels
