"""The shape all our actions share: a name, and one method that turns a turn into a reply."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.services import services
from actions.turn import ActionTurn


class ClinicAction(Action, ABC):
    """An action that answers one turn."""

    action_name: str

    def name(self) -> str:
        """The name in domain.yml."""
        return self.action_name

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Called by the action server."""
        return self.take(ActionTurn(self.action_name, tracker, services()), dispatcher)

    @abstractmethod
    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Answer the turn."""
