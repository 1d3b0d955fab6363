"""Component: red flags, last in the pipeline, so that Rasa alone is safe too."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.live_content import LiveContent
from bot.nlu_keys import RED_FLAG
from bot.screening import Screening
from bot.settings import Settings


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class RedFlagDetector(GraphComponent):
    """Overrides whatever was understood when someone is in danger.

    The front door screens every message before Rasa sees it; this is the second lock on the same door.
    """

    def __init__(self, screening: Screening) -> None:
        self._screening = screening

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> RedFlagDetector:
        """Made by Rasa from its line in config.yml."""
        # The rules alone: the door has asked the learned check already, and it costs an encoding.
        return cls(Screening(LiveContent(Settings.from_environment().content)))

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent `red_flag`, with what was found, where someone is in danger."""
        for message in messages:
            found = self._screening.screen(message.get(TEXT) or "")
            if found:
                message.set(INTENT, {"name": RED_FLAG, "confidence": 1.0}, add_to_output=True)
                message.set(RED_FLAG, asdict(found), add_to_output=True)
        return messages
