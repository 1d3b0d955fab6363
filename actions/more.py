"""Action: the rest of the last answer, or its second part."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_action import ClinicAction
from actions.going_on import answer_left_out, tell_more
from actions.turn import ActionTurn


class MoreAction(ClinicAction):
    """'Tell me more' and 'the rest'."""

    action_name = "action_more"
    leans_on_talk = True

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """What was asked and not answered yet comes first."""
        go_on = answer_left_out if turn.left_out else tell_more
        return go_on(turn, dispatcher)
