"""Action: a question that only the talk before it completes ('and for kyphoplasty?', 'how soon?')."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_action import ClinicAction
from actions.turn import ActionTurn
from bot.following import asks_for_more, follow_up
from bot.suggesting import suggest


class FollowUpAction(ClinicAction):
    """Uses the conversation's last topic, and the procedure that is named or is the other one."""

    action_name = "action_follow_up"
    may_be_about_medicine = True

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Answer what the last questions and this message ask together."""
        reply, asked = follow_up(
            turn.content, turn.text, turn.last_questions, turn.named_procedures, turn.procedure, turn.told
        )
        if not asked:
            misses = turn.misses + 1
            if misses > 1:
                reply, _ = suggest(turn.content, (), (), misses)
            return turn.finish(dispatcher, reply, misses=misses)
        meant = {name for question in asked for name in question.procedures}
        procedure = turn.procedure if not meant else meant.pop() if len(meant) == 1 else None
        is_more = asks_for_more(turn.text, turn.last_questions)
        told = [*turn.told, *reply.answer_ids] if is_more else []
        return turn.finish(
            dispatcher, reply, procedure=procedure, **turn.as_asked(asked), told=told, misses=0
        )
