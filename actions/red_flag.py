"""Action: someone is in danger. Help first, and nothing else."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_action import ClinicAction
from actions.turn import ActionTurn
from bot.emergency import emergency_replies
from bot.nlu_keys import RED_FLAG
from bot.red_flags import RedFlag

UNKNOWN = RedFlag("emergency_now", "unknown", "Rasa chose this reply", "emergency.emergency_now")
"""When the flag got lost on the way, the most urgent reply is the safe one."""


class RedFlagAction(ClinicAction):
    """The reply of the flag's level."""

    action_name = "action_red_flag"
    in_any_language = True

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Say what to do now."""
        found = turn.message.get(RED_FLAG)
        flag = RedFlag(**found) if found else UNKNOWN
        *first, reply = emergency_replies(turn.content, flag)
        for each in first:
            dispatcher.utter_message(json_message=each.as_dict())
        return turn.finish(dispatcher, reply, asked=[], misses=0)
