"""Action: a question with no topic of its own ('and for kyphoplasty?') follows the last answer."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_action import ClinicAction
from actions.turn import ActionTurn
from bot.following import follow_up


class FollowUpAction(ClinicAction):
    """Uses the conversation's last topic, and the procedure that is named or is the other one."""

    action_name = "action_follow_up"

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Answer the last question again, for the procedure that is meant now."""
        text = str(turn.message.get("text") or "")
        reply, procedure = follow_up(
            turn.content, text, turn.last_answers, turn.named_procedures, turn.procedure
        )
        answer_ids = list(reply.answer_ids) or turn.last_answers
        misses = 0 if reply.kind == "answer" else turn.misses + 1
        return turn.finish(dispatcher, reply, procedure=procedure, answer_ids=answer_ids, misses=misses)
