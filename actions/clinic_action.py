"""The shape all our actions share: a name, and one method that turns a turn into a reply."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.by_talk import by_talk
from actions.foreign_turn import meet_in
from actions.services import services
from actions.turn import ActionTurn
from bot.failure import where_it_failed

logger = logging.getLogger(__name__)


class ClinicAction(Action, ABC):
    """An action that answers one turn."""

    action_name: str
    leans_on_talk = False
    """Whether a message may have been read as this that only the talk before it completes (actions/by_talk.py)."""
    in_any_language = False
    """Whether it is for messages of whatever language; the others answer English alone."""

    def name(self) -> str:
        """The name in domain.yml."""
        return self.action_name

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Called by the action server."""
        try:
            turn = ActionTurn(self.action_name, tracker, services())
            language = None if self.in_any_language else turn.language_of_talk
            if language:
                return meet_in(turn, dispatcher, language)
            way = by_talk(turn) if self.leans_on_talk else None
            return way(turn, dispatcher) if way else self.take(turn, dispatcher)
        except Exception as error:
            # The action server would log the error's text and send the whole conversation back with it, and
            # Rasa would log that. A turn without a reply is a failed one for our channel, and nobody's words leak.
            logger.error("%s failed: %s", self.action_name, where_it_failed(error))
            return []

    @abstractmethod
    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Answer the turn."""
