"""Action: offer the likeliest questions when the gate is closed."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_action import ClinicAction
from actions.kind_turn import say_kindly
from actions.turn import ActionTurn
from bot.answering import Question, answer, offer
from bot.kind_word import WORRIED, tells_fear
from bot.nlu_keys import IS_CLOSE
from bot.questions import asks_nothing
from bot.suggesting import ask_about, suggest

EXPLAINING = {"what_is", "how_it_works"}
"""Two questions that can be answered one after the other: 'can you explain kyphoplasty'."""


class SuggestAction(ClinicAction):
    """First miss: likely questions, or what to know about a procedure. Second miss in a row: a person first."""

    action_name = "action_suggest"
    leans_on_talk = True

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Offer, and count the miss."""
        if tells_fear(turn.text) and asks_nothing(turn.text):
            return say_kindly(turn, dispatcher, key=WORRIED, questions=turn.suggestions)
        if set(turn.suggestions) == EXPLAINING:
            return _explain(turn, dispatcher)
        misses = turn.misses + 1
        named = turn.named_procedures
        if misses == 1 and named and asks_nothing(turn.text):
            reply, offered = ask_about(turn.content, named, turn.offered)
            return turn.finish(dispatcher, reply, misses=misses, offered=offered)
        reply, offered = suggest(
            turn.content,
            turn.suggestions,
            turn.offered,
            misses,
            is_close=bool(turn.message.get(IS_CLOSE)),
            procedure=named[0] if len(named) == 1 else None,
        )
        return turn.finish(dispatcher, reply, misses=misses, offered=offered)


def _explain(turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
    """What it is, and how it is done as the next thing to know."""
    asked = [Question("what_is", turn.named_procedures)]
    reply = answer(turn.content, asked, turn.procedure)
    reply = offer(turn.content, reply, ["how_it_works"], turn.procedure)
    return turn.finish(dispatcher, reply, **turn.as_asked(asked), misses=0, offered=[])
