"""Action: the patient wants a person."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_action import ClinicAction
from actions.person_turn import ask_for_person
from actions.turn import ActionTurn


class HandOffAction(ClinicAction):
    """Records the request and says honestly when the clinic will get back."""

    action_name = "action_hand_off"

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Note it for the staff."""
        return turn.finish(dispatcher, ask_for_person(turn), misses=0)
