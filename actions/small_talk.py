"""Action: small talk, warm and short."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_action import ClinicAction
from actions.going_on import answer_left_out, tell_more
from actions.turn import ActionTurn
from bot.going_on import says_yes
from bot.replies import HUMAN, MORE, human_choice, say
from bot.suggesting import introduce

AFFIRM = "smalltalk.affirm"
WHAT_CAN_YOU_DO = "smalltalk.what_can_you_do"
"""Who asks this does not know what to ask."""
WANT_A_PERSON = frozenset({"smalltalk.complaint", "smalltalk.worried", "smalltalk.are_you_human"})


class SmallTalkAction(ClinicAction):
    """Greets, thanks, admits to being a program, and leads back."""

    action_name = "action_small_talk"
    leans_on_talk = True

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Answer; where someone may want a person, put one at hand. A 'yes' takes what was offered."""
        if turn.intent == AFFIRM and says_yes(turn.text):
            if turn.left_out:
                return answer_left_out(turn, dispatcher)
            if _only_more_was_offered(turn):
                return tell_more(turn, dispatcher)
        reply = say(turn.content, turn.intent, "smalltalk")
        if turn.intent == WHAT_CAN_YOU_DO:
            reply = introduce(turn.content, reply)
        if turn.intent in WANT_A_PERSON:
            reply = reply.with_choices(human_choice(turn.content))
        return turn.finish(dispatcher, reply)


def _only_more_was_offered(turn: ActionTurn) -> bool:
    """Whether a 'yes' can mean nothing but 'tell me more'; several answers end with a question of their own."""
    offered = [value for value in turn.last_choices if value != HUMAN]
    return offered == [MORE] and len(turn.last_questions) == 1
