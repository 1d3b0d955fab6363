"""Following up: 'and for kyphoplasty?', 'what about the other one?', 'how soon?'"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering import Question, answer, more, question_choice
from bot.content import Content
from bot.hints import SAME, Hint, hint_in
from bot.replies import human_choice, say
from bot.reply import Reply

_OTHER = re.compile(r"\b(other|another)\b", re.IGNORECASE)
_BOTH = re.compile(r"\b(both|either|all of them|the two)\b", re.IGNORECASE)


def follow_up(
    content: Content,
    text: str,
    last: Sequence[Question],
    named: tuple[str, ...],
    current: str | None,
    told: Sequence[str] = (),
) -> tuple[Reply, list[Question]]:
    """The reply to a question that the talk before it completes, and what has been asked with it.

    `last` are the questions answered last, `named` the procedures in this message, `current` is the
    conversation's, `told` are the answer ids whose second part was given.
    """
    hint = hint_in(text)
    if hint:
        return _take_hint(content, hint, last, current, told)
    procedures = named or _meant(content, text, current)
    if last:
        asked = [Question(question.answer_id, procedures) for question in last]
    elif named:
        asked = [Question("what_is", named)]
    else:
        return say(content, "followup.unclear", "fallback").with_choices(human_choice(content)), []
    return answer(content, asked, current), asked


def asks_for_more(text: str, last: Sequence[Question]) -> bool:
    """Whether the few words of a message ask for what the last answer says already."""
    hint = hint_in(text)
    return hint is not None and _completed(hint, last) == SAME


def _take_hint(
    content: Content, hint: Hint, last: Sequence[Question], current: str | None, told: Sequence[str]
) -> tuple[Reply, list[Question]]:
    meant = _completed(hint, last)
    if meant == SAME:
        return more(content, last, current, told), list(last)
    if meant:
        asked = [Question(meant, last[0].procedures)]
        return answer(content, asked, current), asked
    choices = [question_choice(content, answer_id, current) for answer_id in hint.likely]
    return say(content, "followup.which", "suggest").with_choices(*choices, human_choice(content)), []


def _completed(hint: Hint, last: Sequence[Question]) -> str | None:
    return hint.answer_id(last[0].answer_id) if len(last) == 1 else None


def _meant(content: Content, text: str, current: str | None) -> tuple[str, ...]:
    if _BOTH.search(text):
        return content.procedures
    if _OTHER.search(text) and current:
        return tuple(name for name in content.procedures if name != current)
    return (current,) if current else ()
