"""Action: the last answer again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_action import ClinicAction
from actions.turn import ActionTurn
from bot.answering import answer
from bot.replies import human_choice, say
from bot.reply import Reply


class RepeatAction(ClinicAction):
    """'Can you say that again?', 'simpler please'"""

    action_name = "action_repeat"

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Give the last answers again, with a person as the other way on; what was offered is offered again."""
        if turn.last_kind == "suggest":
            reply = say(turn.content, "choice.which", "suggest").with_choices(*turn.last_choices)
            return turn.finish(dispatcher, reply)
        nothing = say(turn.content, "request.repeat.none", "smalltalk")
        reply = _again(turn) if turn.last_questions else nothing
        # With the answer its 'Tell me more' is back.
        return turn.finish(dispatcher, reply.with_choices(human_choice(turn.content)), told=[], misses=0)


def _again(turn: ActionTurn) -> Reply:
    """The last answers; where no longer part came after them, the same words need a word before them."""
    reply = answer(turn.content, turn.last_questions, turn.procedure, turn.left_out)
    if turn.told:
        return reply
    return replace(
        reply, text=f"{say(turn.content, 'request.repeat.again', 'smalltalk').text}\n\n{reply.text}"
    )
