"""Action: the patient wants a person."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_action import ClinicAction
from actions.turn import ActionTurn
from bot.handoff import request_person


class HandOffAction(ClinicAction):
    """Records the request and says honestly when the clinic will get back."""

    action_name = "action_hand_off"

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Note it for the staff."""
        reply = request_person(
            turn.services.store, turn.content, turn.conversation, "patient asked", datetime.now(UTC)
        )
        return turn.finish(dispatcher, reply, misses=0)
