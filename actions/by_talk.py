"""A message that only the talk before it completes, whatever it was taken for: which way it is answered then."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.boundary_turn import boundary_meant, leave_to_the_doctor
from actions.following_turn import follow, follow_told, only_tells_procedure
from actions.going_on import (
    answer_left_out,
    answer_plainly,
    answer_pointed_at,
    ask_what_for,
    question_pointed_at,
    stand_by,
    tell_part,
    tell_which,
    tell_why,
)
from actions.kind_turn import kind_word_meant, say_kindly
from actions.turn import ActionTurn
from bot.asked_back import asks_back, asks_which, asks_why
from bot.following import leaning
from bot.going_on import misses_answer
from bot.plainly_asked import plainly_asked
from bot.said_already import Part, part_named
from bot.told_history import tells_history

WARNING_SIGNS = "aftercare.warning_signs"
"""The answer that says which signs are dangers, and whom to call then."""

Way = Callable[[ActionTurn, CollectingDispatcher], list[dict[str, Any]]]


def by_talk(turn: ActionTurn) -> Way | None:
    """How the turn is answered by what was talked of; None where the message stands by itself."""
    if turn.text.startswith("/"):
        return None
    if only_tells_procedure(turn):
        return follow_told
    return _of_its_own(turn) or _on_the_last_answer(turn)


def _of_its_own(turn: ActionTurn) -> Way | None:
    """What has its own way whatever was answered: a history or a feeling told, and what the bot must not decide."""
    if tells_history(turn.text, turn.mentions):
        return ask_what_for
    key = kind_word_meant(turn)
    if key:
        return partial(say_kindly, key=key)
    asked = plainly_asked(turn.text)
    if asked and len(turn.questions) < 2:
        return partial(answer_plainly, answer_id=asked)
    if turn.asks_of_danger and _has_no_answer(turn):
        return partial(answer_plainly, answer_id=WARNING_SIGNS)
    boundary = boundary_meant(turn)
    return partial(leave_to_the_doctor, boundary=boundary) if boundary else None


def _on_the_last_answer(turn: ActionTurn) -> Way | None:
    """What is about the answer given last."""
    pointed = question_pointed_at(turn)
    if pointed:
        return partial(answer_pointed_at, question=pointed)
    if turn.left_out and misses_answer(turn.text):
        return answer_left_out
    if turn.last_questions:
        ways = ((asks_back, stand_by), (asks_which, tell_which), (asks_why, tell_why))
        way = next((way for asks, way in ways if asks(turn.text)), None)
        if way:
            return way
    if leaning(turn.text, turn.last_questions):
        return follow
    part = _part_named(turn)
    return partial(tell_part, part=part) if part else None


def _part_named(turn: ActionTurn) -> Part | None:
    """The part of the last answer named by what is not understood by itself: 'redness?' after warning signs."""
    if not _has_no_answer(turn):
        return None
    return part_named(turn.content, turn.last_questions, turn.procedure, turn.text)


def _has_no_answer(turn: ActionTurn) -> bool:
    return turn.action == "action_suggest" or turn.intent.startswith("out_of_scope.")
