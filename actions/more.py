"""Action: the second part of the last answer."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_action import ClinicAction
from actions.turn import ActionTurn
from bot.answering import more


class MoreAction(ClinicAction):
    """'Tell me more'."""

    action_name = "action_more"

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Say what stands under `more`, or that there is no more."""
        return turn.finish(dispatcher, more(turn.content, turn.last_questions, turn.procedure), misses=0)
