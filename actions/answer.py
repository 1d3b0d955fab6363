"""Action: answer what was asked with the approved texts."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_action import ClinicAction
from actions.turn import ActionTurn
from bot.answering import answer, offer
from bot.boundaries import with_boundary


class AnswerAction(ClinicAction):
    """The heart of the bot: one to three questions, each with its approved answer."""

    action_name = "action_answer"

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Answer, and remember the procedure and the questions for what follows."""
        named = turn.named_procedures
        procedure = named[0] if len(named) == 1 else None if named else turn.procedure
        reply = answer(turn.content, turn.questions, turn.procedure)
        reply = with_boundary(turn.content, turn.text, reply)
        reply = offer(turn.content, reply, turn.suggestions, procedure)
        return turn.finish(
            dispatcher, reply, procedure=procedure, asked=turn.as_slot(turn.questions), misses=0, offered=[]
        )
