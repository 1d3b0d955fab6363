"""Action: none of the offered questions was meant."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_action import ClinicAction
from actions.turn import ActionTurn
from bot.replies import human_choice, say


class SomethingElseAction(ClinicAction):
    """Leads on: asks for the question in a few words, with a person at hand."""

    action_name = "action_something_else"

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Ask anew; the miss still counts."""
        reply = say(turn.content, "request.something_else", "fallback")
        return turn.finish(dispatcher, reply.with_choices(human_choice(turn.content)))
