"""Component: the gate. It lets an answer through only when the classifier is sure enough."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.asked_too import asked_too
from bot.content import topic_of
from bot.distributions import Distribution, groups_in, ruled_out, top
from bot.going_on import asks_for_less, asks_for_the_rest
from bot.hints import hint_in
from bot.in_talk import in_talk
from bot.nlu.intent_classifier import EncoderIntentClassifier
from bot.nlu.message_parts import DISTRIBUTION, FAMILIARITY, PARTS
from bot.nlu_keys import (
    ASKED_TOO,
    FOLLOW_UP,
    HAS_FOREIGN,
    IS_CLOSE,
    MORE,
    QUESTIONS,
    REPEAT,
    SUGGESTIONS,
    WANTS_PERSON,
)
from bot.nobody_asked_for import names_people_only
from bot.understanding import PERSON, Decision, Thresholds, decide

FEW_LETTERS = 8
"""So much of a message beside its questions ('hello') tells nothing."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ConfidenceGate(GraphComponent):
    """Replaces the intent by the decision: one intent, several questions, or `nlu_fallback`."""

    @classmethod
    def required_components(cls) -> list[type]:
        """It reads the classifier's distribution."""
        return [EncoderIntentClassifier]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The thresholds, which config.yml may change."""
        return dict(Thresholds().__dict__)

    def __init__(self, thresholds: Thresholds) -> None:
        self._thresholds = thresholds

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ConfidenceGate:
        """Made by Rasa from its line in config.yml."""
        return cls(Thresholds(**{key: config[key] for key in Thresholds().__dict__}))

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        """Decide each message that was classified, by what was answered before it."""
        last = _answered_last(tracker)
        for message in messages:
            if message.get(DISTRIBUTION):
                self._decide(message, last)
        return messages

    def _decide(self, message: Message, last: str | None) -> None:
        parts: list[Message] = message.get(PARTS) or []
        asked = [_distribution(part) for part in parts]
        told = _letters(message) - sum(map(_letters, parts))
        whole = _distribution(message)
        familiarity = message.get(FAMILIARITY)
        thresholds = self._thresholds
        # Who names a procedure says whole what is asked, and two questions stand by themselves.
        if last and len(parts) < 2 and not _named(message):
            alone, whole = whole, in_talk(whole, familiarity, last)
            asked = [
                in_talk(part, each.get(FAMILIARITY), last) for each, part in zip(parts, asked, strict=True)
            ]
            if _topic(whole) == topic_of(last) != _topic(alone):
                thresholds = replace(thresholds, answer=max(thresholds.answer, thresholds.again))
        decision = decide(whole, asked, thresholds, familiarity, asks_only=told <= FEW_LETTERS)
        # A message with nothing but a hint in it ('how soon?') means what the talk before it makes of it.
        if hint_in(message.get(TEXT)):
            decision = Decision(FOLLOW_UP, decision.confidence, suggestions=decision.suggestions)
        elif asks_for_the_rest(message.get(TEXT)):
            decision = Decision(MORE, decision.confidence)
        elif asks_for_less(message.get(TEXT)):
            # No text is shorter than an answer's first part, and a person is offered below it; the second is longer.
            decision = Decision(REPEAT, decision.confidence)
        message.set(INTENT, {"name": decision.intent, "confidence": decision.confidence}, add_to_output=True)
        message.set(SUGGESTIONS, list(decision.suggestions), add_to_output=True)
        message.set(IS_CLOSE, decision.is_close, add_to_output=True)
        left = asked_too(decision, asked, thresholds)
        message.set(ASKED_TOO, list(left.questions), add_to_output=True)
        message.set(HAS_FOREIGN, left.has_foreign, add_to_output=True)
        message.set(WANTS_PERSON, left.wants_person, add_to_output=True)
        questions = [
            {
                "answer_id": answer_id,
                "confidence": confidence,
                "procedures": _procedures(message, None if part < 0 else parts[part]),
            }
            for answer_id, confidence, part in decision.in_order
        ]
        message.set(QUESTIONS, questions, add_to_output=True)


def _answered_last(tracker: DialogueStateTracker) -> str | None:
    """The one question that was answered last; None where there was none, or several at once."""
    asked = tracker.slots["asked"].value if "asked" in tracker.slots else None
    return str(asked[0]["answer_id"]) if asked and len(asked) == 1 else None


def _topic(distribution: Distribution) -> str:
    return top(groups_in(distribution))[0]


def _letters(message: Message) -> int:
    return sum(map(str.isalpha, message.get(TEXT)))


def _distribution(message: Message) -> Distribution:
    """What is likely; who only names people ('nobody can tell me') asks for no person, however it sounds."""
    found: Distribution = message.get(DISTRIBUTION)
    return ruled_out(found, PERSON) if names_people_only(message.get(TEXT)) else found


def _procedures(message: Message, part: Message | None) -> list[str]:
    """The procedures named in a part; one that only the rest of the message names holds for all its parts."""
    inside = _named(part) if part else []
    every = _named(message)
    return inside or (every if part is None or len(every) == 1 else [])


def _named(message: Message) -> list[str]:
    return list(dict.fromkeys(entity["value"] for entity in message.get(ENTITIES, [])))
