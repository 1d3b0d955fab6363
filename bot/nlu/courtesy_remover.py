"""Component: takes greetings and thanks off before the encoder sees a message."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message

from bot.courtesies import without_courtesies
from bot.nlu.message_parts import MASKED, PARTS, masked_text, with_parts


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
        for message in messages:
            _drop_only_part(message)
        return messages


def _drop_only_part(message: Message) -> None:
    """A greeting or thanks beside one plain question makes no letter of it: its only part is all of it."""
    parts = message.get(PARTS) or []
    if len(parts) == 1 and masked_text(parts[0]) == masked_text(message):
        message.set(PARTS, [])
