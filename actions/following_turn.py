"""A turn that the talk before it completes: the last question again, about the procedure that is meant now."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.going_on import answer_left_out
from actions.turn import ActionTurn
from bot.following import asks_for_more, asks_of_new_thing, differs, follow_up, led_in_once, of_a_detail
from bot.suggesting import suggest
from bot.time_before import for_afterwards
from bot.told_procedure import says_so, tells_procedure


def only_tells_procedure(turn: ActionTurn) -> bool:
    """Whether the message names a procedure for what was asked before, and was taken for something of its own."""
    if not (turn.last_questions or turn.left_out):
        return False
    if not tells_procedure(turn.text, turn.mentions):
        return False
    if says_so(turn.text) or turn.left_out or differs(turn.content, turn.last_questions):
        return True
    return turn.names_procedure and _was_answered_for_another(turn)


def _was_answered_for_another(turn: ActionTurn) -> bool:
    """Whether the one procedure that is named has its own answers to the last questions, and none was given for it.

    After a question that was not understood, a bare name asks about itself.
    """
    named = turn.named_procedures
    if len(named) != 1 or turn.misses:
        return False
    return all(
        question.procedures != named and turn.content.groups(question.answer_id, named)
        for question in turn.last_questions
    )


def follow_told(turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
    """Answer for that procedure what had no room before, else what was answered last."""
    if turn.left_out and len(turn.named_procedures) == 1:
        return answer_left_out(turn, dispatcher, turn.named_procedures)
    return follow(turn, dispatcher)


def follow(turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
    """Answer what the last questions and this message ask together; where that is nothing, ask back."""
    if not turn.named_procedures and asks_of_new_thing(turn.text, turn.last_questions):
        return _ask_what_is_meant(turn, dispatcher)
    reply, asked = follow_up(
        turn.content, turn.text, turn.last_questions, turn.named_procedures, turn.procedure, turn.told
    )
    reply = of_a_detail(turn.content, turn.text, reply, was_said=turn.has_said(reply.text))
    reply = led_in_once(turn.content, for_afterwards(turn.content, turn.text, turn.mentions, reply))
    if not asked:
        misses = turn.misses + 1
        if misses > 1:
            reply, _ = suggest(turn.content, (), (), misses)
        return turn.finish(dispatcher, reply, misses=misses)
    meant = {name for question in asked for name in question.procedures}
    procedure = turn.procedure if not meant else meant.pop() if len(meant) == 1 else None
    is_more = asks_for_more(turn.content, turn.text, turn.last_questions, turn.procedure)
    told = [*turn.told, *reply.answer_ids] if is_more else []
    return turn.finish(dispatcher, reply, procedure=procedure, **turn.as_asked(asked), told=told, misses=0)


def _ask_what_is_meant(turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
    """Offer what may be meant; the last answer again would say nothing of it."""
    misses = turn.misses + 1
    reply, offered = suggest(turn.content, turn.suggestions, turn.offered, misses, procedure=turn.procedure)
    return turn.finish(dispatcher, reply, misses=misses, offered=offered)
