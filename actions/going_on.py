"""Going on after an answer: what had no room in it, and its second part."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.turn import ActionTurn
from bot.answering import answer, more


def answer_left_out(turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
    """Answer the questions that had no room in the last answer."""
    reply = answer(turn.content, turn.left_out, turn.procedure)
    return turn.finish(dispatcher, reply, **turn.as_asked(turn.left_out), misses=0)


def tell_more(turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
    """Say what stands under `more` and was not told yet, or that there is no more."""
    reply = more(turn.content, turn.last_questions, turn.procedure, turn.told)
    return turn.finish(dispatcher, reply, told=[*turn.told, *reply.answer_ids], misses=0)
