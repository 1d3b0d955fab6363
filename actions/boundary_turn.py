"""A turn on what the bot must not decide, and only the talk before says so: a medicine's, or what a scan shows."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.turn import ActionTurn
from bot.answering import Question
from bot.medicine_change import MEDICINE, changes_medicine, is_about_medicine
from bot.scan_talk import SCAN, asks_what_it_shows
from bot.suggesting import decline

KEPT = frozenset({MEDICINE, SCAN})
"""The boundaries that a talk goes on about: 'and how many days before?', 'is it a new break then?'"""


def boundary_meant(turn: ActionTurn) -> str | None:
    """The boundary that the message asks about by what was talked of, if it was taken for another question."""
    last = [question.answer_id for question in turn.last_questions]
    asked = [question.answer_id for question in turn.questions]
    if not is_about_medicine(asked) and changes_medicine(turn.text, last, turn.text_before):
        return MEDICINE
    return SCAN if asks_what_it_shows(turn.text, last) else None


def leave_to_the_doctor(
    turn: ActionTurn, dispatcher: CollectingDispatcher, *, boundary: str
) -> list[dict[str, Any]]:
    """Say who decides it, and remember that the talk is about it."""
    reply = decline(turn.content, boundary, ())
    return turn.finish(dispatcher, reply, **turn.as_asked([Question(boundary)]), misses=0)
