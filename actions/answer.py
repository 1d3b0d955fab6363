"""Action: answer what was asked with the approved texts."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_action import ClinicAction
from actions.turn import ActionTurn
from bot.answering import answer


class AnswerAction(ClinicAction):
    """The heart of the bot: one to three questions, each with its approved answer."""

    action_name = "action_answer"

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Answer, and remember the procedure and the answers for what follows."""
        reply = answer(turn.content, turn.questions, turn.procedure)
        named = turn.named_procedures
        procedure = named[0] if len(named) == 1 else None if named else turn.procedure
        return turn.finish(
            dispatcher, reply, procedure=procedure, answer_ids=list(reply.answer_ids), misses=0, offered=[]
        )
