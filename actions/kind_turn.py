"""A turn that asks nothing of the content: a kind word, or one on the bot itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.turn import ActionTurn
from bot.answering import question_choice
from bot.content import TOPICS, topic_of
from bot.going_on import misses_answer
from bot.kind_word import HOPE, PATIENTS, SORROW, UNWELL, kind_word, tells_loss
from bot.replies import human_choice, say
from bot.to_the_bot import COMPLAINT, said_to_the_bot

MAY_HELP = ("benefits", "pain_relief", "recovery")
"""What the treatment may do, for who tells what they hope for."""
DECLINED = (UNWELL, PATIENTS)
MISSED = "smalltalk.missed"
"""To who says that something was left out, where nothing is known to be."""


def kind_word_meant(turn: ActionTurn) -> str | None:
    """The reply to what is told, by its key, unless the message asks something of the content.

    Who pleads for an answer gets the one that had no room before.
    """
    key = said_to_the_bot(turn.text)
    if key == COMPLAINT and turn.left_out:
        return None
    is_answered = topic_of(turn.intent) in TOPICS
    if key in (None, COMPLAINT) and not is_answered and misses_answer(turn.text):
        return None if turn.left_out else MISSED
    key = key or kind_word(turn.text, follows=bool(turn.last_questions))
    return SORROW if key is None and not is_answered and tells_loss(turn.text) else key


def say_kindly(
    turn: ActionTurn, dispatcher: CollectingDispatcher, *, key: str, questions: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """Say it, with a person and some `questions` at hand; what was talked of stays."""
    reply = say(turn.content, key, "out_of_scope" if key in DECLINED else "smalltalk")
    likely = MAY_HELP if key == HOPE else questions
    known = [each for each in likely if each in turn.content.questions]
    choices = [question_choice(turn.content, each, turn.procedure) for each in known]
    return turn.finish(dispatcher, reply.with_choices(*choices, human_choice(turn.content)))
