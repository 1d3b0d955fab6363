"""Action: the patient wants a person."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_action import ClinicAction
from actions.following_turn import follow
from actions.kind_turn import kind_word_meant, say_kindly
from actions.person_turn import ask_for_person
from actions.turn import ActionTurn
from bot.following import leaning


class HandOffAction(ClinicAction):
    """Records the request and says honestly when the clinic will get back."""

    action_name = "action_hand_off"

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Note it for the staff; what is told, or is about the last answer, asks for nobody."""
        key = kind_word_meant(turn)
        if key:
            return say_kindly(turn, dispatcher, key=key)
        if leaning(turn.text, turn.last_questions):
            return follow(turn, dispatcher)
        return turn.finish(dispatcher, ask_for_person(turn), misses=0)
