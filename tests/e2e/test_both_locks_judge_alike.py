"""The red flags of Rasa's pipeline read the patient's words, and not what was made of them for the classifier."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.live_content import LiveContent
from bot.nlu.message_parts import MASKED, VECTOR
from bot.nlu.red_flags import RedFlagDetector
from bot.nlu_keys import RED_FLAG
from bot.sentence_encoder import sentence_encoder
from bot.settings import Settings

pytestmark = pytest.mark.rasa

DANGER = "I can't breathe and my chest is crushing"
UNNAMED_DANGER = "mum isn't making any sense this evening"
HARMLESS = "vertebroplasty on Friday"


@pytest.fixture(scope="module")
def detector() -> RedFlagDetector:
    """The last component, with the learned check of the trained project."""
    settings = Settings.from_environment()
    return RedFlagDetector(LiveContent(settings.content), settings)


def intent(detector: RedFlagDetector, text: str, masked: str) -> str | None:
    """What the detector makes of a message whose vector is of the words that the classifier sees."""
    vector = sentence_encoder().encode([masked])[0]
    message = Message({TEXT: text, MASKED: masked, VECTOR: vector, INTENT: {"name": "outpatient"}})
    detector.process([message])
    return message.get(INTENT)["name"]


def test_vector_of_other_words_raises_no_alarm(detector: RedFlagDetector) -> None:
    """A masked name, a slip put right: whatever stands there for the classifier, the patient did not write it."""
    assert intent(detector, HARMLESS, DANGER) == "outpatient"


def test_vector_of_other_words_hides_no_danger(detector: RedFlagDetector) -> None:
    """Nor is a danger that no rule names judged by what is left when a greeting is taken off."""
    assert intent(detector, UNNAMED_DANGER, HARMLESS) == RED_FLAG
