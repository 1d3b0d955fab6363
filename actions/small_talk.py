"""Action: small talk, warm and short."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_action import ClinicAction
from actions.turn import ActionTurn
from bot.replies import human_choice, say

WANT_A_PERSON = frozenset({"smalltalk.complaint", "smalltalk.worried", "smalltalk.are_you_human"})


class SmallTalkAction(ClinicAction):
    """Greets, thanks, admits to being a program, and leads back."""

    action_name = "action_small_talk"

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Answer; where someone may want a person, put one at hand."""
        reply = say(turn.content, turn.intent, "smalltalk")
        if turn.intent in WANT_A_PERSON:
            reply = reply.with_choices(human_choice(turn.content))
        return turn.finish(dispatcher, reply)
