"""Suggesting: what to say when a message was not understood, without going round in a circle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answering import question_choice
from bot.content import Content
from bot.replies import SOMETHING_ELSE, choice, human_choice, join_names, say
from bot.reply import Reply

AFTERWARDS = ("recovery", "aftercare", "activity", "aftercare.warning_signs")
"""What whoever has had it done is likely to ask."""


def suggest(
    content: Content,
    likely: Sequence[str],
    offered: Sequence[str],
    misses: int,
    *,
    is_close: bool = False,
    procedure: str | None = None,
) -> tuple[Reply, list[str]]:
    """The reply to a miss, and all that was offered so far.

    `likely` are the likeliest answer ids, `offered` those that were offered since the last answer,
    `misses` counts the misses in a row with this one, `is_close` says that the likely ones are two that
    can hardly be told apart, `procedure` is what the message is about.
    """
    fresh = _fresh(content, likely, offered)
    questions = [question_choice(content, answer_id, procedure) for answer_id in fresh]
    person = human_choice(content)
    if misses >= 2:
        reply = say(content, "suggest.second", "fallback").with_choices(person, *questions)
    elif questions:
        something_else = choice(content, "something_else", SOMETHING_ELSE)
        intro = "suggest.either" if is_close and len(fresh) == 2 else "suggest.intro"
        reply = say(content, intro, "suggest").with_choices(*questions, something_else, person)
    else:
        reply = say(content, "suggest.none", "fallback").with_choices(person)
    return reply, [*offered, *fresh]


def ask_anew(content: Content, offered: Sequence[str], *, again: bool) -> tuple[Reply, list[str]]:
    """The reply to a patient who meant something else, and all that was offered so far.

    `again` says that it is the second time in a row: a person comes first then.
    """
    if again:
        return suggest(content, (), offered, misses=2)
    return _with_starters(content, say(content, "request.something_else", "fallback"), offered)


def ask_about(
    content: Content, procedures: tuple[str, ...], offered: Sequence[str], *, is_over: bool = False
) -> tuple[Reply, list[str]]:
    """The reply to a message that names `procedures` and asks nothing, and all that was offered so far.

    `is_over` says that it was done: how it is done is no question then.
    """
    reply = say(content, "suggest.about", "fallback", procedure=join_names(procedures, "and"))
    starters = AFTERWARDS if is_over else content.clinic.starters
    procedure = procedures[0] if len(procedures) == 1 else None
    return _with_starters(content, reply, offered, procedure, starters)


def introduce(content: Content, reply: Reply) -> Reply:
    """The reply to who does not know what to ask, with the starter questions to pick from."""
    starters = [
        question_choice(content, each) for each in content.clinic.starters if each in content.questions
    ]
    if starters:
        reply = replace(reply, text=f"{reply.text} {content.replies['suggest.starters']}")
    return reply.with_choices(*starters, human_choice(content))


def decline(content: Content, reason: str, related: Sequence[str]) -> Reply:
    """The reply to what the bot cannot or must not answer, with questions that it can answer.

    `reason` is the reply's key, `related` are answer ids that may have been meant.
    """
    questions = [
        question_choice(content, answer_id) for answer_id in related if answer_id in content.questions
    ]
    reply = say(content, reason, "out_of_scope")
    if questions:
        reply = replace(reply, text=f"{reply.text}\n\n{content.replies['suggest.related']}")
    return reply.with_choices(*questions, human_choice(content))


def _fresh(content: Content, likely: Sequence[str], offered: Sequence[str]) -> list[str]:
    return [answer_id for answer_id in likely if answer_id in content.questions and answer_id not in offered]


def _with_starters(
    content: Content,
    reply: Reply,
    offered: Sequence[str],
    procedure: str | None = None,
    starters: Sequence[str] | None = None,
) -> tuple[Reply, list[str]]:
    """The reply with the starter questions that were not offered yet, about `procedure` if it is one."""
    wanted = (procedure,) if procedure else content.procedures
    likely = content.clinic.starters if starters is None else starters
    fresh = [each for each in _fresh(content, likely, offered) if content.groups(each, wanted)]
    if fresh:
        reply = replace(reply, kind="suggest", text=f"{reply.text} {content.replies['suggest.starters']}")
    questions = [question_choice(content, answer_id, procedure) for answer_id in fresh]
    return reply.with_choices(*questions, human_choice(content)), [*offered, *fresh]
