"""Component: the intent model as a Rasa classifier."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.intent_model import IntentModel, IntentModelConfig
from bot.nlu.message_parts import DISTRIBUTION, FAMILIARITY, VECTOR, masked_text, with_parts
from bot.nlu.sentence_featurizer import SentenceFeaturizer
from bot.sentence_encoder import sentence_encoder

RANKING_LENGTH = 10


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class EncoderIntentClassifier(GraphComponent):
    """Sets intent and ranking on a message, and distribution and familiarity on it and its parts."""

    @classmethod
    def required_components(cls) -> list[type]:
        """It reads the encoder's vectors."""
        return [SentenceFeaturizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The model's settings, which config.yml may change."""
        return dict(IntentModelConfig().__dict__)

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: IntentModel | None = None,
    ) -> None:
        self._config = IntentModelConfig(**{key: config[key] for key in IntentModelConfig().__dict__})
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the model on the examples and the intents' names, which are telling too, and keep it."""
        examples = [m for m in training_data.intent_examples if m.get(TEXT)]
        labels = [message.get(INTENT) for message in examples]
        intents = sorted(set(labels))
        names = [name_in_words(intent) for intent in intents]
        vectors = [message.get(VECTOR) for message in examples]
        self._model = IntentModel(self._config).fit(
            [masked_text(message) for message in examples] + names,
            np.array([*vectors, *sentence_encoder().encode(names)]),
            labels + intents,
        )
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EncoderIntentClassifier:
        """Made by Rasa from its line in config.yml, before training."""
        return cls(config, model_storage, resource)

    def process(self, messages: list[Message]) -> list[Message]:
        """Classify each message and its parts."""
        every = list(with_parts(messages))
        if not every or self._model is None:
            return messages
        vectors = np.array([message.get(VECTOR) for message in every])
        reading = self._model.read([masked_text(message) for message in every], vectors)
        for message, row, near in zip(every, *map(np.ndarray.tolist, reading), strict=True):
            message.set(DISTRIBUTION, dict(zip(self._model.labels, row, strict=True)))
            message.set(FAMILIARITY, near)
        for message in messages:
            if message.get(DISTRIBUTION):
                _rank(message)
        return messages

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> EncoderIntentClassifier:
        """Made by Rasa when a trained model is loaded."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, IntentModel.load(folder))


def name_in_words(intent: str) -> str:
    """An intent's name as one would say it: `activity.driving` is 'activity driving'."""
    return re.sub(r"[\W_]+", " ", intent).strip().lower()


def _rank(message: Message) -> None:
    ranked = sorted(message.get(DISTRIBUTION).items(), key=lambda item: item[1], reverse=True)
    ranking = [{"name": name, "confidence": confidence} for name, confidence in ranked[:RANKING_LENGTH]]
    message.set(INTENT, ranking[0], add_to_output=True)
    message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
