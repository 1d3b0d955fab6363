"""Component: takes greetings and thanks off before the encoder sees a message."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message

from bot.courtesies import without_courtesies
from bot.nlu.message_parts import MASKED, masked_text, with_parts


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class CourtesyRemover(GraphComponent):
    """Runs after slips are put right; the examples stay as they are, and the message's own text too."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CourtesyRemover:
        """Made by Rasa from its line in config.yml."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Shorten what the classifier sees of each message and of its parts."""
        for message in with_parts(messages):
            message.set(MASKED, without_courtesies(masked_text(message)))
        return messages
