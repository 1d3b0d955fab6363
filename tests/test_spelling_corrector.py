"""The component that puts slips right: what the classifier sees changes, and nothing else of the message."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.rasa

EXAMPLES = [
    f"how long does the procedure take {end}, and does it hurt" for end in ("today", "then", "usually")
]


@pytest.fixture
def corrector(tmp_path: Path) -> Any:
    """The component, trained on a few examples and read back from what it kept."""
    from rasa.engine.storage.local_model_storage import LocalModelStorage
    from rasa.engine.storage.resource import Resource
    from rasa.shared.nlu.training_data.message import Message
    from rasa.shared.nlu.training_data.training_data import TrainingData

    from bot.nlu.spelling_corrector import SpellingCorrector

    storage, resource = LocalModelStorage(tmp_path), Resource("spelling")
    context: Any = None
    examples = TrainingData([Message.build(text, intent="duration") for text in EXAMPLES])
    SpellingCorrector.create({}, storage, resource, context).train(examples)
    return SpellingCorrector.load({}, storage, resource, context)


def test_classifier_sees_slips_put_right(corrector: Any) -> None:
    """The masked text of a message and of its parts is corrected; text and offsets stay as the patient wrote."""
    from rasa.shared.nlu.constants import ENTITIES, TEXT
    from rasa.shared.nlu.training_data.message import Message

    from bot.nlu.message_parts import MASKED, PARTS
    from bot.nlu.procedure_matcher import ProcedureMatcher
    from bot.nlu.question_splitter import MessageSplitter

    text = "How lnog does kyphoplsty take? And does it hutr?"
    message = Message({TEXT: text})
    context: Any = None
    for component in (ProcedureMatcher, MessageSplitter):
        component.create({}, context, context, context).process([message])
    corrector.process([message])
    assert message.get(TEXT) == text
    (entity,) = message.get(ENTITIES)
    assert text[entity["start"] : entity["end"]] == "kyphoplsty"
    assert message.get(MASKED) == "How long does the procedure take? And does it hurt?"
    assert [part.get(MASKED) for part in message.get(PARTS)] == [
        "How long does the procedure take?",
        "And does it hurt?",
    ]


def test_examples_stay_as_they_are_written(corrector: Any) -> None:
    """Training takes words from the examples and changes none of them."""
    from rasa.shared.nlu.constants import TEXT
    from rasa.shared.nlu.training_data.message import Message
    from rasa.shared.nlu.training_data.training_data import TrainingData

    examples = TrainingData([Message.build(text, intent="duration") for text in [*EXAMPLES, "does it hutr"]])
    corrector.train(examples)
    assert [m.get(TEXT) for m in examples.training_examples] == [*EXAMPLES, "does it hutr"]
    assert {key for m in examples.training_examples for key in m.data} == {"text", "intent"}
