"""Going on after an answer: what had no room in it, its second part, and a word to who wants a yes or a no."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.turn import ActionTurn
from bot.answering import Question, answer, more
from bot.asked_back import rule_in
from bot.following import said_again, said_of
from bot.pointed_at import place_pointed_at, wants_more_of_it
from bot.replies import human_choice, say
from bot.reply import Reply
from bot.said_already import (
    Part,
    gives_reason,
    has_few_words,
    names_something,
    part_named,
    part_that_says,
)
from bot.suggesting import ask_about, suggest
from bot.told_history import is_over


def answer_left_out(
    turn: ActionTurn, dispatcher: CollectingDispatcher, named: tuple[str, ...] = ()
) -> list[dict[str, Any]]:
    """Answer the questions that had no room in the last answer, for the procedures `named` now if there are any."""
    asked = [replace(question, procedures=named or question.procedures) for question in turn.left_out]
    reply = answer(turn.content, asked, turn.procedure)
    return turn.finish(dispatcher, reply, **turn.as_asked(asked), misses=0)


def question_pointed_at(turn: ActionTurn) -> Question | None:
    """The one of several questions, answered or left out, that a few words point at: 'and the second one?'"""
    several = [*turn.last_questions, *turn.left_out]
    place = place_pointed_at(turn.text) if len(several) > 1 and not turn.named_procedures else None
    return several[place] if place is not None and place < len(several) else None


def answer_pointed_at(
    turn: ActionTurn, dispatcher: CollectingDispatcher, *, question: Question
) -> list[dict[str, Any]]:
    """Answer that one alone; more of it, if more is wanted than was told. The others stay to be pointed at."""
    reply = answer(turn.content, [question], turn.procedure)
    told = turn.told
    if wants_more_of_it(turn.text) and question in turn.last_questions:
        second = more(turn.content, [question], turn.procedure, told)
        reply, told = (second, [*told, *second.answer_ids]) if second.kind == "answer" else (reply, told)
    return turn.finish(
        dispatcher, reply, **turn.as_asked(turn.last_questions, turn.left_out), told=told, misses=0
    )


def answer_plainly(
    turn: ActionTurn, dispatcher: CollectingDispatcher, *, answer_id: str
) -> list[dict[str, Any]]:
    """Answer what the message asks in so many words."""
    asked = [Question(answer_id, turn.named_procedures)]
    reply = answer(turn.content, asked, turn.procedure)
    return turn.finish(dispatcher, reply, **turn.as_asked(asked), misses=0, offered=[])


def tell_more(turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
    """Say what stands under `more` and was not told yet, or that there is no more; ask what of, if of nothing."""
    if not turn.last_questions:
        return turn.finish(dispatcher, say(turn.content, "smalltalk.affirm", "smalltalk"))
    reply = more(turn.content, turn.last_questions, turn.procedure, turn.told)
    return turn.finish(dispatcher, reply, told=[*turn.told, *reply.answer_ids], misses=0)


def part_asked(turn: ActionTurn) -> tuple[Reply, list[str]]:
    """The part of the answers just given that has what is asked now and was not before; else the second.

    With the answer ids whose second part is told then. Never round: what was said again once is not said
    once more, and behind a second part only to a few words ('laundry?').
    """
    part = part_named(turn.content, turn.questions, turn.procedure, turn.text) or part_that_says(
        turn.content, turn.questions, turn.procedure, turn.text, turn.text_before
    )
    again = said_again(turn.content, turn.questions, turn.procedure)
    is_asked_again = not turn.told or has_few_words(turn.text)
    if part == "first" and is_asked_again and not turn.has_said(again.text):
        return again, turn.told
    reply = more(turn.content, turn.questions, turn.procedure, turn.told)
    if part is None and names_something(turn.text):
        reply = _not_certain(turn, reply)
    return reply, [*turn.told, *reply.answer_ids]


def _not_certain(turn: ActionTurn, reply: Reply) -> Reply:
    """What more there is, to who asks for what it does not name: it may say so in other words, or not at all."""
    if reply.kind != "answer":
        return say(turn.content, "answer.no_detail", "smalltalk").with_choices(*reply.choices)
    return replace(reply, text=f"{turn.content.replies['answer.not_certain']}\n{reply.text}")


def tell_part(turn: ActionTurn, dispatcher: CollectingDispatcher, *, part: Part) -> list[dict[str, Any]]:
    """Say the `part` of the last answer that the few words of the message name."""
    if part == "first":
        reply, told = said_again(turn.content, turn.last_questions, turn.procedure), turn.told
    else:
        reply = more(turn.content, turn.last_questions, turn.procedure)
        told = [*turn.told, *reply.answer_ids]
    return turn.finish(dispatcher, reply, told=told, misses=0)


def tell_why(turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
    """Say to a bare 'but why?' the reason once more that stands in the last answer; where none does, go on."""
    reply = said_again(turn.content, turn.last_questions, turn.procedure)
    if not gives_reason(reply.text) or turn.last_text == reply.text:
        return tell_more(turn, dispatcher)
    return turn.finish(dispatcher, reply, misses=0)


def ask_what_for(turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
    """Ask who has only told that it was done what there is to know; a second miss offers a person first."""
    misses = turn.misses + 1
    if misses > 1:
        reply, offered = suggest(turn.content, (), turn.offered, misses)
    else:
        procedures = turn.named_procedures or turn.content.procedures
        reply, offered = ask_about(turn.content, procedures, turn.offered, is_over=is_over(turn.text))
    return turn.finish(dispatcher, reply, misses=misses, offered=offered)


def tell_which(turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
    """Say which procedure the last answer was about."""
    return turn.finish(dispatcher, said_of(turn.content, turn.last_questions, turn.procedure), misses=0)


def stand_by(turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
    """Say to 'so that's a no?' that there is no yes or no, with what more there is and a person; once, then go on.

    What the answer forbids is said again: 'not even one?' must not be met with less than that.
    """
    last = answer(turn.content, turn.last_questions, turn.procedure, turn.left_out)
    rule = rule_in(last.text)
    reply = (
        say(turn.content, "answer.stands", "smalltalk", rule=rule)
        if rule
        else say(turn.content, "answer.yes_or_no", "smalltalk")
    )
    if turn.last_text == reply.text:
        return tell_more(turn, dispatcher)
    reply = reply.with_choices(*last.choices)
    return turn.finish(dispatcher, reply.with_choices(human_choice(turn.content)), misses=0)
