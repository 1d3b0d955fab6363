"""A greeting before a question, or thanks after it, asks no more of the bot than the question by itself."""

from __future__ import annotations

import pytest
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.courtesy_remover import CourtesyRemover
from bot.nlu.gate import ConfidenceGate
from bot.nlu.message_parts import DISTRIBUTION, FAMILIARITY, MASKED, PARTS
from bot.understanding import FALLBACK, Thresholds

pytestmark = pytest.mark.rasa

QUESTION = "must one be hospitalised for it?"


def decided(text: str, share: float) -> str:
    """What the gate makes of a message with one question in it, of which each intent has this share or less."""
    others = ("candidates", "preparation", "recovery", "activity", "aftercare", "cost", "risks")
    likely = {"outpatient": share, **dict.fromkeys(others, (1 - share) / len(others))}
    part = Message({TEXT: QUESTION, MASKED: QUESTION, DISTRIBUTION: likely, FAMILIARITY: 1.0})
    message = Message({TEXT: text, MASKED: text, DISTRIBUTION: likely, FAMILIARITY: 1.0, PARTS: [part]})
    left = CourtesyRemover().process([message])
    ConfidenceGate(Thresholds()).process(left, DialogueStateTracker.from_events("patient", []))
    return str(message.get(INTENT)["name"])


@pytest.mark.parametrize(
    "text", [f"{QUESTION} Many thanks!", f"Hello. I hope you are well. {QUESTION}", QUESTION]
)
def test_question_with_courtesies_is_answered_as_without(text: str) -> None:
    """It was held to what holds for a letter, and asked back about."""
    unsure = (Thresholds().answer + Thresholds().answer_in_letter) / 2
    assert decided(text, unsure) == "outpatient"


def test_question_in_a_letter_must_be_surer() -> None:
    """What is told beside it may be what is asked about."""
    unsure = (Thresholds().answer + Thresholds().answer_in_letter) / 2
    told = f"My wife fell in the garden in May and has been in bed since. {QUESTION}"
    assert decided(told, unsure) == FALLBACK
