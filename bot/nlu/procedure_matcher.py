"""Component: finds procedures' names, sets them as entities, and masks them for the classifier."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    EXTRACTOR,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.content import Content
from bot.live_content import LiveContent, live_content
from bot.nlu.message_parts import MASKED
from bot.nlu_keys import PROCEDURE
from bot.procedures import Mention, ProcedureNames, mask_names
from bot.settings import Settings


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR],
    is_trainable=False,
)
class ProcedureMatcher(GraphComponent):
    """Names come from the content files as they are now, so a new procedure needs no training."""

    def __init__(self, live: LiveContent) -> None:
        self._live = live
        # Made now: the first patient must not wait for it.
        self._content: Content = live.current()
        self._names = ProcedureNames.of(self._content)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ProcedureMatcher:
        """Made by Rasa from its line in config.yml."""
        return cls(live_content(Settings.from_environment().content))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Mask the examples as messages are masked later."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add entities and the masked text."""
        names = self._current_names()
        for message in messages:
            text = message.get(TEXT)
            if text:
                mentions = names.find(text)
                message.set(MASKED, mask_names(text, mentions))
                found = [_entity(mention) for mention in mentions]
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def _current_names(self) -> ProcedureNames:
        content = self._live.current()
        if content is not self._content:
            self._content = content
            self._names = ProcedureNames.of(content)
        return self._names


def _entity(mention: Mention) -> dict[str, Any]:
    return {
        ENTITY_ATTRIBUTE_TYPE: PROCEDURE,
        ENTITY_ATTRIBUTE_VALUE: mention.procedure,
        ENTITY_ATTRIBUTE_START: mention.start,
        ENTITY_ATTRIBUTE_END: mention.end,
        EXTRACTOR: ProcedureMatcher.__name__,
        "is_name": mention.is_name,
    }
