"""Action: someone is in danger. Help first, and nothing else."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_action import ClinicAction
from actions.turn import ActionTurn
from bot.emergency import emergency_reply
from bot.nlu_keys import RED_FLAG


class RedFlagAction(ClinicAction):
    """The reply of the flag's level."""

    action_name = "action_red_flag"

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Say what to do now."""
        flag = turn.message.get(RED_FLAG) or {}
        return turn.finish(dispatcher, emergency_reply(turn.content, flag.get("level") or "emergency_now"))
