"""Action: small talk, warm and short."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_action import ClinicAction
from actions.going_on import answer_left_out, tell_more
from actions.turn import ActionTurn
from bot.answering import answer, asked_by
from bot.course import is_taken_note
from bot.going_on import says_yes
from bot.replies import HUMAN, MORE, human_choice, say
from bot.suggesting import introduce, suggest
from bot.to_the_bot import HERE

AFFIRM, ACKNOWLEDGE, GREET = "smalltalk.affirm", "smalltalk.acknowledge", "smalltalk.greet"
WHAT_CAN_YOU_DO = "smalltalk.what_can_you_do"
"""Who asks this does not know what to ask."""
WANT_A_PERSON = frozenset({"smalltalk.complaint", "smalltalk.worried", "smalltalk.are_you_human"})


class SmallTalkAction(ClinicAction):
    """Greets, thanks, admits to being a program, and leads back."""

    action_name = "action_small_talk"
    leans_on_talk = True

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Answer; where someone may want a person, put one at hand. A 'yes' takes what was offered."""
        if turn.intent == AFFIRM and says_yes(turn.text):
            if turn.left_out:
                return answer_left_out(turn, dispatcher)
            if _only_more_was_offered(turn):
                return tell_more(turn, dispatcher)
            if any(choice.topic for choice in turn.last_choices):
                return _take_offered(turn, dispatcher)
        reply = say(turn.content, _key(turn), "smalltalk")
        if turn.intent == WHAT_CAN_YOU_DO:
            reply = introduce(turn.content, reply)
        if turn.intent in WANT_A_PERSON:
            reply = reply.with_choices(human_choice(turn.content))
        return turn.finish(dispatcher, reply)


def _key(turn: ActionTurn) -> str:
    """The reply's key: 'ok' after an answer is no yes to anything, and who was greeted is not greeted again."""
    if turn.intent == AFFIRM and turn.last_text is not None and is_taken_note(turn.text):
        return ACKNOWLEDGE
    return HERE if turn.intent == GREET and turn.has_begun else turn.intent


def _only_more_was_offered(turn: ActionTurn) -> bool:
    """Whether a 'yes' can mean nothing but 'tell me more'; several answers end with a question of their own."""
    offered = [choice.value for choice in turn.last_choices if choice.value != HUMAN]
    return offered == [MORE] and len(turn.last_questions) == 1


def _take_offered(turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
    """Answer the one question that was offered; of several, 'yes' does not tell which."""
    offered = [choice for choice in turn.last_choices if choice.topic]
    if len(offered) == 1:
        questions = [asked_by(offered[0])]
        reply = answer(turn.content, questions, turn.procedure)
        return turn.finish(dispatcher, reply, **turn.as_asked(questions), misses=0, offered=[])
    misses = turn.misses + 1
    if misses > 2:
        # What was offered was a miss itself, and so is this: the third time leads on.
        reply, _ = suggest(turn.content, (), (), misses)
    else:
        reply = say(turn.content, "choice.which", "suggest").with_choices(*turn.last_choices)
    return turn.finish(dispatcher, reply, misses=misses)
