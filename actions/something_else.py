"""Action: none of the offered questions was meant."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_action import ClinicAction
from actions.turn import ActionTurn
from bot.suggesting import ask_anew


class SomethingElseAction(ClinicAction):
    """Leads on: asks for the question in a few words beside other questions; the second time, a person first."""

    action_name = "action_something_else"

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Ask anew; the miss still counts."""
        reply, offered = ask_anew(turn.content, turn.offered, again=turn.was_asked_anew)
        misses = max(turn.misses, 2) if turn.was_asked_anew else turn.misses
        return turn.finish(dispatcher, reply, misses=misses, offered=offered, asked_anew=True, left_out=[])
