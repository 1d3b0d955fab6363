"""Answering: from what was asked to the approved text, for one procedure, for several, or for all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.content import Answer, Content, Group, topic_of
from bot.replies import MORE, choice, fill, human_choice, join_names, say
from bot.reply import Choice, Reply, Source
from bot.understanding import MAX_QUESTIONS

MAX_GROUPS = 2
"""Beyond this many different texts it is shorter to ask which procedure is meant."""
MAX_SECOND_PARTS = 2
"""Second parts are long, and each belongs to an answer of its own."""
BOUNDARY = "boundary"
"""What the answer ids begin with that stand for a question the bot must not answer."""

T = TypeVar("T")


@dataclass(frozen=True)
class Question:
    """One thing a patient asked."""

    answer_id: str
    procedures: tuple[str, ...] = ()
    """The procedures named in it; empty when none was."""


def answer(
    content: Content,
    questions: Iterable[Question],
    current: str | None,
    left_out: Iterable[Question] = (),
    unsure: Sequence[Question] = (),
) -> Reply:
    """The approved answer to each question, at most three; `current` is the conversation's procedure.

    What there is no room for is offered, and so is what an earlier answer has `left_out`, and what was probably asked
    beside them but is `unsure`.
    """
    asked = list(questions)
    replies = [_answer_one(content, question, current) for question in asked[:MAX_QUESTIONS]]
    reply = replies[0] if len(replies) == 1 else _joined(replies)
    waiting = [*asked[MAX_QUESTIONS:], *left_out]
    if waiting:
        return _offer_left_out(content, reply, [*waiting, *unsure], "answer.left_out")
    if unsure:
        return _offer_left_out(content, reply, unsure, "answer.asked_too")
    return reply if len(replies) == 1 else _ended(content, reply, "answer.anything_else")


def more(
    content: Content, questions: Iterable[Question], current: str | None, told: Iterable[str] = ()
) -> Reply:
    """The second parts of the last answers, where the clinic wrote one: two at once, none that was `told`.

    After several answers each stands below its question, or nobody could tell what it belongs to.
    """
    asked = list(questions)
    mixed = len({question.procedures for question in asked}) > 1
    parts = [
        _second_part(content, question, groups, current, headed=len(asked) > 1, label=mixed)
        for question in asked
        if question.answer_id not in told and (groups := _groups_with_more(content, question, current))
    ]
    if not parts:
        return say(content, "request.more.none", "smalltalk").with_choices(human_choice(content))
    reply = parts[0] if len(parts) == 1 else _joined(parts[:MAX_SECOND_PARTS])
    return reply.with_choices(choice(content, "more", MORE)) if parts[MAX_SECOND_PARTS:] else reply


def has_second_part(content: Content, questions: Iterable[Question], current: str | None) -> bool:
    """Whether the clinic wrote one for any of these answers; an address has none, and is said again."""
    return any(_groups_with_more(content, question, current) for question in questions)


def offer(content: Content, reply: Reply, others: Iterable[str], procedure: str | None) -> Reply:
    """The answer with other questions beside it, for a patient who was misunderstood."""
    choices = [question_choice(content, i, procedure) for i in others if i in content.questions]
    if reply.kind != "answer" or not choices:
        return reply
    return replace(_ended(content, reply, "answer.not_meant"), choices=(*choices, *reply.choices))


def with_foreign_part(content: Content, reply: Reply) -> Reply:
    """The answer, and that something else in the message has no approved one."""
    return _ended(content, reply, "answer.foreign_part").with_choices(human_choice(content))


def question_choice(content: Content, answer_id: str, procedure: str | None = None) -> Choice:
    """A choice that asks the question an answer stands for."""
    payload = f"/{answer_id}" + (json.dumps({"procedure": procedure}) if procedure else "")
    return Choice(content.questions[answer_id], payload, topic_of(answer_id))


def asked_by(choice: Choice) -> Question:
    """The question that a choice asks: `question_choice` read back."""
    name, _, entities = choice.value.removeprefix("/").partition("{")
    return Question(name, tuple(json.loads(f"{{{entities}").values()) if entities else ())


def _wanted(question: Question, current: str | None) -> tuple[str, ...]:
    """The procedures to answer for: those named, else the conversation's; none if there is neither."""
    return question.procedures or ((current,) if current else ())


def _groups(content: Content, question: Question, current: str | None) -> list[Group]:
    groups = content.groups(question.answer_id, _wanted(question, current) or content.procedures)
    if groups or question.procedures:
        return groups
    # The conversation's procedure has no answer to it: what the others have is better than nothing.
    return content.groups(question.answer_id, content.procedures)


def _groups_with_more(content: Content, question: Question, current: str | None) -> list[Group]:
    return [group for group in _groups(content, question, current) if group.answer.more]


def _second_part(
    content: Content, question: Question, groups: list[Group], current: str | None, headed: bool, label: bool
) -> Reply:
    reply = _from_groups(content, groups, [group.answer.more or "" for group in groups], current, label)
    heading = f"{content.questions[question.answer_id]}\n" if headed else ""
    # The drawing was shown with the first part.
    return replace(reply, text=heading + reply.text, pictures=())


def _answer_one(content: Content, question: Question, current: str | None) -> Reply:
    if topic_of(question.answer_id) == BOUNDARY:
        return say(content, question.answer_id, "out_of_scope").with_choices(human_choice(content))
    wanted = _wanted(question, current)
    groups = _groups(content, question, current)
    if not groups:
        names = join_names(wanted, "or")
        reply = say(content, "answer.not_for_procedure", "fallback", procedure=names)
        return reply.with_choices(human_choice(content))
    if len(groups) > MAX_GROUPS:
        return _ask_which(content, question.answer_id, groups)
    borrowed = bool(wanted) and not any(name in wanted for group in groups for name in group.procedures)
    texts = [group.answer.text for group in groups]
    reply = _from_groups(content, groups, texts, None if borrowed else current, label=borrowed)
    if any(group.answer.more for group in groups):
        reply = reply.with_choices(choice(content, "more", MORE))
    return reply


def _ask_which(content: Content, answer_id: str, groups: list[Group]) -> Reply:
    reply = say(content, "answer.which_procedure", "suggest")
    return reply.with_choices(
        *(
            Choice(name.capitalize(), f"/{answer_id}{json.dumps({'procedure': name})}", topic_of(answer_id))
            for group in groups
            for name in group.procedures
        )
    )


def _from_groups(
    content: Content, groups: list[Group], texts: list[str], current: str | None, label: bool = False
) -> Reply:
    # What holds for both word for word is said once, though their second parts differ.
    alike: dict[tuple[str, str | None], list[Group]] = {}
    for group, text in zip(groups, texts, strict=True):
        alike.setdefault((text, group.answer.rule), []).append(group)
    paragraphs = [
        _paragraph(content, text, each, label or len(alike) > 1) for (text, _), each in alike.items()
    ]
    answers = [group.answer for group in groups]
    named = {name for group in groups for name in group.procedures}
    return Reply(
        text="\n\n".join(paragraphs),
        kind="answer",
        topics=_unique(answer.topic for answer in answers),
        procedure=named.pop() if len(named) == 1 else current,
        answer_ids=_unique(answer.id for answer in answers),
        sources=_sources(content, answers),
        pictures=_unique(answer.picture for answer in answers if answer.picture),
        reviewed="; ".join(_unique(str(a.review) for a in answers))
        if all(a.review.by for a in answers)
        else None,
    )


def _paragraph(content: Content, text: str, groups: list[Group], headed: bool) -> str:
    """One text under the procedures it holds for, with the clinic's own rule below its first part."""
    procedures = tuple(name for group in groups for name in group.procedures)
    filled = fill(content, text, procedure=join_names(procedures, "or"))
    answer = groups[0].answer
    rule = content.clinic.rules.get(answer.rule or "")
    if rule and text == answer.text:
        filled += f"\n\nAt {content.clinic.name}: {fill(content, str(rule))}"
    return f"{join_names(procedures, 'and').capitalize()}:\n{filled}" if headed else filled


def _offer_left_out(content: Content, reply: Reply, waiting: Iterable[Question], key: str) -> Reply:
    choices = [
        question_choice(content, each.answer_id, each.procedures[0] if len(each.procedures) == 1 else None)
        for each in waiting
    ]
    # 'Tell me more' gives what was left out first: a button beside these would promise something else.
    others = [each for each in reply.choices if each.value != MORE]
    return replace(_ended(content, reply, key), choices=(*choices, *others))


def _ended(content: Content, reply: Reply, key: str) -> Reply:
    return replace(reply, text=f"{reply.text}\n\n{fill(content, content.replies[key])}")


def _joined(replies: Sequence[Reply]) -> Reply:
    procedures = _unique(reply.procedure for reply in replies if reply.procedure)
    return Reply(
        text="\n\n".join(dict.fromkeys(reply.text for reply in replies)),
        kind="answer" if any(reply.kind == "answer" for reply in replies) else replies[0].kind,
        topics=_unique(topic for reply in replies for topic in reply.topics),
        procedure=procedures[0] if len(procedures) == 1 else None,
        answer_ids=_unique(answer_id for reply in replies for answer_id in reply.answer_ids),
        choices=tuple(dict.fromkeys(choice for reply in replies for choice in reply.choices)),
        sources=_unique(source for reply in replies for source in reply.sources),
        pictures=_unique(picture for reply in replies for picture in reply.pictures),
        reviewed=None,
    )


def _sources(content: Content, answers: Iterable[Answer]) -> tuple[Source, ...]:
    return _unique(content.sources[key] for answer in answers for key in answer.sources)


def _unique(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))
