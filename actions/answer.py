"""Action: answer what was asked with the approved texts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_action import ClinicAction
from actions.going_on import part_asked
from actions.person_turn import ask_for_person
from actions.turn import ActionTurn
from bot.answering import Question, answer, has_second_part, offer, with_foreign_part
from bot.boundaries import with_boundary
from bot.following import led_in_once
from bot.going_on import says_not_that
from bot.plainly_asked import plainly_asked_beside
from bot.reply import Reply
from bot.suggesting import suggest
from bot.time_before import for_afterwards


class AnswerAction(ClinicAction):
    """The heart of the bot: one to three questions, each with its approved answer; a person if asked for too."""

    action_name = "action_answer"
    leans_on_talk = True

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Answer, and bring a person in if the message asks for one beside its question."""
        is_again = turn.asks_the_same
        if is_again and says_not_that(turn.text):
            slots = _ask_what_else(turn, dispatcher)
        elif is_again and has_second_part(turn.content, turn.questions, turn.procedure):
            slots = _go_deeper(turn, dispatcher)
        else:
            slots = _answer(turn, dispatcher)
        if turn.wants_person:
            dispatcher.utter_message(json_message=ask_for_person(turn).as_dict())
        return slots


def _answer(turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
    """Answer, and remember the procedure and the questions for what follows."""
    named = turn.named_procedures
    procedure = named[0] if len(named) == 1 else None if named else turn.procedure
    still_left = [*_overheard(turn), *_still_left(turn)]
    unsure = [Question(each, named) for each in turn.asked_too]
    reply = answer(turn.content, turn.questions, turn.procedure, still_left, unsure)
    return turn.finish(
        dispatcher,
        _completed(turn, reply, () if unsure else turn.suggestions, procedure),
        procedure=procedure,
        **turn.as_asked(turn.questions, [*still_left, *unsure]),
        misses=0,
        offered=[],
    )


def _go_deeper(turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
    """The part of the answer just given that has what is asked now; else the second: the first was not enough."""
    part, told = part_asked(turn)
    reply = led_in_once(turn.content, _completed(turn, part, turn.suggestions, turn.procedure))
    return turn.finish(dispatcher, reply, told=told, misses=0)


def _ask_what_else(turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
    """What else may be meant: 'no, not lifting, am I too heavy for it?' is not about lifting."""
    misses = turn.misses + 1
    said = [*turn.offered, *(question.answer_id for question in turn.questions)]
    reply, offered = suggest(turn.content, turn.suggestions, said, misses, procedure=turn.procedure)
    return turn.finish(dispatcher, reply, misses=misses, offered=offered)


def _completed(turn: ActionTurn, reply: Reply, others: Iterable[str], procedure: str | None) -> Reply:
    """The reply with what must be said before it, and what may have been meant instead or was asked beside it."""
    reply = for_afterwards(turn.content, turn.text, turn.mentions, reply)
    reply = with_boundary(turn.content, turn.text, reply)
    reply = offer(turn.content, reply, others, procedure)
    return with_foreign_part(turn.content, reply) if turn.has_foreign else reply


def _overheard(turn: ActionTurn) -> list[Question]:
    """What one clause of several asks in so many words and was taken for nothing: 'which one is cheaper'."""
    taken = {question.answer_id for question in turn.questions} | set(turn.asked_too)
    beside = plainly_asked_beside(turn.text)
    return [Question(each, turn.named_procedures) for each in beside if each not in taken]


def _still_left(turn: ActionTurn) -> list[Question]:
    """What was left out before and is not asked now either, if the patient picked one of it."""
    asked = {question.answer_id for question in turn.questions}
    others = [question for question in turn.left_out if question.answer_id not in asked]
    return others if len(others) < len(turn.left_out) else []
