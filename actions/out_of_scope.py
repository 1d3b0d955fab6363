"""Action: a kind word and who to ask, for what the bot cannot or must not answer."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.boundary_turn import KEPT
from actions.clinic_action import ClinicAction
from actions.turn import ActionTurn
from bot.answering import Question
from bot.content import topic_of
from bot.replies import say
from bot.suggesting import decline

AGAIN = "out_of_scope.again"
VARIED = frozenset({"out_of_scope.medical", "out_of_scope.other"})
"""What is not said a third time running in the same words."""


class OutOfScopeAction(ClinicAction):
    """Other health questions, anything else, and the boundaries: diagnosis, scans, medicines."""

    action_name = "action_out_of_scope"
    leans_on_talk = True

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Say it with the reply of its own that each kind has."""
        said = (
            say(turn.content, turn.intent, "out_of_scope").text,
            say(turn.content, AGAIN, "out_of_scope").text,
        )
        is_third = turn.intent in VARIED and turn.said_in_a_row(said) > 1
        reply = decline(turn.content, AGAIN if is_third else turn.intent, turn.suggestions)
        return turn.finish(dispatcher, reply, **turn.as_asked(_still_talked_of(turn)), misses=0)


def _still_talked_of(turn: ActionTurn) -> list[Question]:
    """What the next message may lean on: the old topic is left behind, but where this may have been about it too.

    'Is the sea ok' after a question on swimming offers that question below it.
    """
    if turn.intent in KEPT:
        return [Question(turn.intent)]
    topics = {topic_of(each) for each in turn.suggestions}
    return [question for question in turn.last_questions if topic_of(question.answer_id) in topics]
