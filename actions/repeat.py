"""Action: the last answer again."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_action import ClinicAction
from actions.turn import ActionTurn
from bot.answering import answer
from bot.replies import human_choice, say


class RepeatAction(ClinicAction):
    """'Can you say that again?'"""

    action_name = "action_repeat"

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Give the last answers again, with a person as the other way on."""
        if turn.last_questions:
            reply = answer(turn.content, turn.last_questions, turn.procedure, turn.left_out)
        else:
            reply = say(turn.content, "request.repeat.none", "smalltalk")
        # With the answer its 'Tell me more' is back.
        return turn.finish(dispatcher, reply.with_choices(human_choice(turn.content)), told=[], misses=0)
