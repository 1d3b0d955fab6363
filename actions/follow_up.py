"""Action: a question that only the talk before it completes ('and for kyphoplasty?', 'how soon?')."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_action import ClinicAction
from actions.following_turn import follow
from actions.turn import ActionTurn


class FollowUpAction(ClinicAction):
    """Uses the conversation's last topic, and the procedure that is named or is the other one."""

    action_name = "action_follow_up"
    leans_on_talk = True

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Answer what the last questions and this message ask together."""
        return follow(turn, dispatcher)
