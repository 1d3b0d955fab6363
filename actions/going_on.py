"""Going on after an answer: what had no room in it, and its second part."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.turn import ActionTurn
from bot.answering import answer, more


def answer_left_out(
    turn: ActionTurn, dispatcher: CollectingDispatcher, named: tuple[str, ...] = ()
) -> list[dict[str, Any]]:
    """Answer the questions that had no room in the last answer, for the procedures `named` now if there are any."""
    asked = [replace(question, procedures=named or question.procedures) for question in turn.left_out]
    reply = answer(turn.content, asked, turn.procedure)
    return turn.finish(dispatcher, reply, **turn.as_asked(asked), misses=0)


def tell_more(turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
    """Say what stands under `more` and was not told yet, or that there is no more."""
    reply = more(turn.content, turn.last_questions, turn.procedure, turn.told)
    return turn.finish(dispatcher, reply, told=[*turn.told, *reply.answer_ids], misses=0)
