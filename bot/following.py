"""Following up: 'and for kyphoplasty?', 'what about the other one?'"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering import Question, answer
from bot.content import Content
from bot.replies import human_choice, say
from bot.reply import Reply

_OTHER = re.compile(r"\b(other|another)\b", re.IGNORECASE)
_BOTH = re.compile(r"\b(both|either|all of them|the two)\b", re.IGNORECASE)


def follow_up(
    content: Content, text: str, last_answers: Sequence[str], named: tuple[str, ...], current: str | None
) -> tuple[Reply, str | None]:
    """The last questions again for the procedure meant now, and the procedure to go on with.

    `named` are the procedures in this message, `current` is the conversation's.
    """
    procedures = named or _meant(content, text, current)
    procedure = procedures[0] if len(procedures) == 1 else None
    if last_answers:
        return answer(content, [Question(i, procedures) for i in last_answers], current), procedure
    if named:
        return answer(content, [Question("what_is", named)], current), procedure
    return say(content, "followup.unclear", "fallback").with_choices(human_choice(content)), current


def _meant(content: Content, text: str, current: str | None) -> tuple[str, ...]:
    if _BOTH.search(text):
        return content.procedures
    if _OTHER.search(text) and current:
        return tuple(name for name in content.procedures if name != current)
    return (current,) if current else ()
