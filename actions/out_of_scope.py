"""Action: a kind word and who to ask, for what the bot cannot or must not answer."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.boundary_turn import KEPT
from actions.clinic_action import ClinicAction
from actions.turn import ActionTurn
from bot.answering import Question
from bot.suggesting import decline


class OutOfScopeAction(ClinicAction):
    """Other health questions, anything else, and the boundaries: diagnosis, scans, medicines."""

    action_name = "action_out_of_scope"
    leans_on_talk = True

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Say it with the reply of its own that each kind has; the talk's old topic is left behind."""
        reply = decline(turn.content, turn.intent, turn.suggestions)
        asked = [Question(turn.intent)] if turn.intent in KEPT else []
        return turn.finish(dispatcher, reply, **turn.as_asked(asked), misses=0)
