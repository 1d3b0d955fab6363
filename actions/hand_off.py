"""Action: the patient wants a person."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_action import ClinicAction
from actions.turn import ActionTurn
from bot.handoff import request_person
from bot.reply import Reply


class HandOffAction(ClinicAction):
    """Records the request and says honestly when the clinic will get back."""

    action_name = "action_hand_off"

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Note it for the staff."""
        return turn.finish(dispatcher, ask_for_person(turn), misses=0)


def ask_for_person(turn: ActionTurn) -> Reply:
    """Note for the staff that the patient asked for them; what to say of it."""
    return request_person(
        turn.services.store,
        turn.content,
        turn.conversation,
        "patient asked",
        datetime.now(UTC),
        can_call_back=turn.services.can_call_back,
    )
