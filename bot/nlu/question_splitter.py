"""Component: gives each question in a message a part of its own."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.message_parts import MASKED, PARTS
from bot.procedures import Mention, mask_names
from bot.questions import QuestionSplitter, Span


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class MessageSplitter(GraphComponent):
    """Runs after `ProcedureMatcher`: a part keeps the mentions that stand in it."""

    def __init__(self) -> None:
        self._splitter = QuestionSplitter()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageSplitter:
        """Made by Rasa from its line in config.yml."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the parts of each message that holds more than one piece."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                message.set(PARTS, self._parts(message, text))
        return messages

    def _parts(self, message: Message, text: str) -> list[Message]:
        spans = self._splitter.split(text)
        if not spans:
            return self._with_lead(message, text)
        parts = [
            part for span in spans for part in self._with_lead(message, text, span) or [_part(message, span)]
        ]
        # 'Vertebroplasty and kyphoplasty' are two names, and no two questions.
        return [part for part in parts if not _is_name(part)]

    def _with_lead(self, message: Message, text: str, span: Span | None = None) -> list[Message]:
        return [_part(message, end, lead) for lead, end in self._splitter.split_shared(text, span)]


def _is_name(part: Message) -> bool:
    words = len(part.get(TEXT).strip(" ?.!,"))
    return any(words == entity["end"] - entity["start"] for entity in part.get(ENTITIES, []))


def _part(message: Message, span: Span, lead: Span = (0, 0)) -> Message:
    """A part of a message, behind the words that it shares with others."""
    shared, (start, end) = message.get(TEXT)[slice(*lead)], span
    text = shared + message.get(TEXT)[start:end]
    entities = [e for e in message.get(ENTITIES, []) if start <= e["start"] < end]
    moved = len(shared) - start
    mentions = [
        Mention(e["value"], e["start"] + moved, e["end"] + moved, e.get("is_name", False)) for e in entities
    ]
    return Message({TEXT: text, ENTITIES: entities, MASKED: mask_names(text, mentions)})
