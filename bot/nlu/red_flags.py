"""Component: red flags, last in the pipeline, so that Rasa alone is safe too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.asked_in_front import asks_what_then
from bot.danger_model import load_danger_model
from bot.live_content import LiveContent, live_content
from bot.nlu.message_parts import VECTOR, masked_text
from bot.nlu_keys import ASKS_OF_DANGER, RED_FLAG
from bot.screening import Screening
from bot.sentence_encoder import Vectors, sentence_encoder
from bot.settings import Settings


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class RedFlagDetector(GraphComponent):
    """Overrides whatever was understood when someone is in danger.

    The front door screens every message before Rasa sees it; this is the second lock on the same door.
    """

    def __init__(self, live: LiveContent, settings: Settings) -> None:
        self._encoder = _FeaturizedTexts()
        self._screening = Screening(live, load_danger_model(settings, self._encoder))

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> RedFlagDetector:
        """Made by Rasa from its line in config.yml."""
        settings = Settings.from_environment()
        return cls(live_content(settings.content), settings)

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent `red_flag`, with what was found, where someone is in danger."""
        for message in messages:
            text = message.get(TEXT) or ""
            # With a name masked, a slip put right or a greeting taken off it is the vector of other words.
            self._encoder.take(text, message.get(VECTOR) if masked_text(message) == text else None)
            found = self._screening.screen(text)
            if found:
                message.set(INTENT, {"name": RED_FLAG, "confidence": 1.0}, add_to_output=True)
                message.set(RED_FLAG, asdict(found), add_to_output=True)
            elif asks_what_then(text):
                asked = self._screening.asked_about(text)
                message.set(
                    ASKS_OF_DANGER, asked is not None and asked.level == "emergency_now", add_to_output=True
                )
        return messages


class _FeaturizedTexts:
    """An encoder that remembers the vector the featurizer has made: a message is not encoded twice."""

    def __init__(self) -> None:
        self._encoder = sentence_encoder()
        self._known: dict[str, Vectors] = {}

    def take(self, text: str, vector: Vectors | None) -> None:
        """Remember the vector of the message at hand, and no other."""
        self._known = {} if vector is None else {text: vector}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of a few texts, shape (len(texts), 768)."""
        if len(texts) == 1 and texts[0] in self._known:
            return self._known[texts[0]][np.newaxis, :]
        return self._encoder.encode(texts)
