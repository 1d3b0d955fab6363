"""A turn about a medicine that the talk before named: whether to stop or start it is for the doctor to say."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.turn import ActionTurn
from bot.answering import Question
from bot.medicine_change import MEDICINE, changes_medicine, is_about_medicine
from bot.suggesting import decline


def asks_to_change_it(turn: ActionTurn) -> bool:
    """Whether the message is about stopping or starting the medicine, and was taken for another question."""
    if turn.text.startswith("/") or is_about_medicine([question.answer_id for question in turn.questions]):
        return False
    return changes_medicine(turn.text, [question.answer_id for question in turn.last_questions])


def leave_to_the_doctor(turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
    """Say who decides about a medicine, and remember that the talk is about one."""
    reply = decline(turn.content, MEDICINE, ())
    return turn.finish(dispatcher, reply, **turn.as_asked([Question(MEDICINE)]), misses=0)
