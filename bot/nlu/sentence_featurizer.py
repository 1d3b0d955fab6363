"""Component: the sentence encoder as a Rasa featurizer."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.message_parts import VECTOR, masked_text, with_parts
from bot.sentence_encoder import SentenceEncoder, sentence_encoder
from bot.settings import Settings
from bot.vector_file import VectorFile


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(GraphComponent):
    """Adds one dense sentence vector to each message, so any Rasa classifier can use it."""

    def __init__(self, encoder: SentenceEncoder, taught: VectorFile) -> None:
        """`taught` encodes the examples, `encoder` the messages."""
        self._encoder = encoder
        self._taught = taught

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceFeaturizer:
        """Made by Rasa from its line in config.yml."""
        encoder = sentence_encoder()
        return cls(encoder, VectorFile(Settings.from_environment().models, encoder))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add vectors to the examples, encoding those that no training has encoded before."""
        examples = [message for message in training_data.training_examples if message.get(TEXT)]
        vectors = self._taught.encode([masked_text(message) for message in examples])
        for message, vector in zip(examples, vectors, strict=True):
            _add(message, vector)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the vector of each message and of its parts."""
        every = list(with_parts(messages))
        if every:
            vectors = self._encoder.encode([masked_text(message) for message in every])
            for message, vector in zip(every, vectors, strict=True):
                _add(message, vector)
        return messages


def _add(message: Message, vector: Any) -> None:
    message.set(VECTOR, vector)
    features = Features(vector.reshape(1, -1), FEATURE_TYPE_SENTENCE, TEXT, SentenceFeaturizer.__name__)
    message.add_features(features)
