"""Component: puts slips of the pen right before the encoder sees a message."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.apostrophes import with_apostrophes
from bot.nlu.message_parts import MASKED, masked_text, with_parts
from bot.nlu.procedure_matcher import ProcedureMatcher
from bot.short_phrases import ShortPhrases
from bot.spelling import Spelling


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class SpellingCorrector(GraphComponent):
    """Runs after names are masked and questions split: it sees no procedure's name and moves no offset.

    It learns from the examples and leaves them as they are: the slips in them teach the classifier to bear slips.
    Apostrophes that were left out are put back, and a few words with an unknown one among them are taken for the
    example that they are a slip or two away from.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """Names must be masked: to the dictionary they are slips."""
        return [ProcedureMatcher]

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        spelling: Spelling | None = None,
        phrases: ShortPhrases | None = None,
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._spelling = spelling
        self._phrases = phrases

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SpellingCorrector:
        """Made by Rasa from its line in config.yml, before training."""
        return cls(model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the examples' words and keep them."""
        texts = [masked_text(message) for message in training_data.intent_examples if message.get(TEXT)]
        self._spelling, self._phrases = Spelling.of(texts), ShortPhrases.of(texts)
        with self._model_storage.write_to(self._resource) as folder:
            self._spelling.save(folder)
            self._phrases.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Correct what the classifier sees of each message and of its parts; the text itself stays."""
        if self._spelling and self._phrases:
            for message in with_parts(messages):
                text = masked_text(message)
                spelled = with_apostrophes(self._spelling.correct(text))
                message.set(MASKED, self._phrases.meant(text) or self._phrases.meant(spelled) or spelled)
        return messages

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SpellingCorrector:
        """Made by Rasa when a trained model is loaded."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, Spelling.load(folder), ShortPhrases.load(folder))
