"""Action: answer what was asked with the approved texts."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_action import ClinicAction
from actions.person_turn import ask_for_person
from actions.turn import ActionTurn
from bot.answering import Question, answer, offer, with_foreign_part
from bot.boundaries import with_boundary


class AnswerAction(ClinicAction):
    """The heart of the bot: one to three questions, each with its approved answer; a person if asked for too."""

    action_name = "action_answer"
    leans_on_talk = True

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Answer, and remember the procedure and the questions for what follows."""
        named = turn.named_procedures
        procedure = named[0] if len(named) == 1 else None if named else turn.procedure
        still_left = _still_left(turn)
        unsure = [Question(each, named) for each in turn.asked_too]
        reply = answer(turn.content, turn.questions, turn.procedure, still_left, unsure)
        reply = with_boundary(turn.content, turn.text, reply)
        reply = offer(turn.content, reply, () if unsure else turn.suggestions, procedure)
        if turn.has_foreign:
            reply = with_foreign_part(turn.content, reply)
        slots = turn.finish(
            dispatcher,
            reply,
            procedure=procedure,
            **turn.as_asked(turn.questions, [*still_left, *unsure]),
            misses=0,
            offered=[],
        )
        if turn.wants_person:
            dispatcher.utter_message(json_message=ask_for_person(turn).as_dict())
        return slots


def _still_left(turn: ActionTurn) -> list[Question]:
    """What was left out before and is not asked now either, if the patient picked one of it."""
    asked = {question.answer_id for question in turn.questions}
    others = [question for question in turn.left_out if question.answer_id not in asked]
    return others if len(others) < len(turn.left_out) else []
