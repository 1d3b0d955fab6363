"""Component: a message in a language the bot does not speak is not guessed at."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.alphabet import has_no_english, is_other_alphabet
from bot.foreign_request import language_of_request
from bot.language_question import language_asked_for
from bot.live_content import LiveContent, live_content
from bot.live_languages import LiveLanguageGuess
from bot.nlu_keys import LANGUAGE, OTHER_LANGUAGE, UNKNOWN_LANGUAGE
from bot.settings import Settings


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class MessageLanguage(GraphComponent):
    """Runs after the gate and before the red flags, which come first in any language they can read."""

    def __init__(self, live: LiveContent) -> None:
        self._live = live
        self._languages = LiveLanguageGuess(live)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageLanguage:
        """Made by Rasa from its line in config.yml."""
        return cls(live_content(Settings.from_environment().content))

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent `other_language`, and the language's code, on what is not English or asks for another."""
        for message in messages:
            code = self._language(message.get(TEXT) or "")
            if code:
                message.set(INTENT, {"name": OTHER_LANGUAGE, "confidence": 1.0}, add_to_output=True)
                message.set(LANGUAGE, code, add_to_output=True)
        return messages

    def _language(self, text: str) -> str | None:
        content = self._live.current()
        known = language_of_request(content, text) or self._languages.guess(text)
        if known or not (is_other_alphabet(text) or has_no_english(text)):
            return known or language_asked_for(content, text)
        return UNKNOWN_LANGUAGE
