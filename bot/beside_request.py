"""Beside a request: how the bot answers a patient who has asked for a person while nobody has come yet.

It answers what it can. What it cannot is the staff's, so it asks for no other words and offers no person again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.content import Content
from bot.expectation import offer
from bot.replies import HUMAN, SOMETHING_ELSE, fill
from bot.reply import Choice, Reply

STANDS, UNSURE, CANNOT_WAIT = "handoff.stands", "handoff.unsure", "handoff.cannot_wait"
"""That the request stands, below an answer; that there is no sure answer, and the question is the staff's; whom to
call, behind either."""
_WORDS = ("out_of_scope", "smalltalk")
_NOT_UNDERSTOOD = ("suggest.intro", "suggest.either", "suggest.second")
_LEADS = ("suggest.related", "suggest.starters", "answer.not_meant", "answer.left_out", "answer.asked_too")
_DENIED, LEFT_STANDING = "smalltalk.deny", "handoff.left_standing"
"""To 'never mind', which may mean the last answer or the request."""
_FOREIGN_PART, _FOREIGN_PART_KEPT = "answer.foreign_part", "handoff.foreign_part"


def has_nothing(replies: Sequence[Reply]) -> bool:
    """Whether the bot understood nothing, and has no question to pick from either."""
    return bool(replies) and all(reply.kind == "fallback" and not _questions(reply) for reply in replies)


def beside_request(content: Content, replies: Sequence[Reply], number: str) -> list[Reply]:
    """The bot's replies as they are said to who has asked for a person already, with the `number` that is answered."""
    return [_without_person(content, reply, number) for reply in replies]


def offers_person(replies: Sequence[Reply]) -> bool:
    """Whether some words in place of an answer offer a person, who was asked for already."""
    return any(
        reply.kind in _WORDS and any(each.value == HUMAN for each in reply.choices) for reply in replies
    )


def saying_it_stands(content: Content, replies: Sequence[Reply], line: str) -> list[Reply]:
    """The replies with a `line` below the first answer: whoever is answered may think that nobody comes now.

    What leads to the choices stays right above them.
    """
    answered = next((reply for reply in replies if reply.kind in ("answer", *_WORDS)), None)
    if answered is None or answered.language:
        return list(replies)
    leads = (fill(content, content.replies[key]) for key in _LEADS)
    lead = next((each for each in leads if answered.text.endswith(each)), "")
    said = answered.text.removesuffix(lead).rstrip()
    told = replace(answered, text="\n\n".join(part for part in (said, line, lead) if part))
    return [told if reply is answered else reply for reply in replies]


def _without_person(content: Content, reply: Reply, number: str) -> Reply:
    if reply.kind in ("emergency", "handoff") or reply.language:
        return reply
    if reply.text == fill(content, content.replies[_DENIED]):
        kept = fill(content, content.replies[LEFT_STANDING])
        return replace(reply, text=kept, choices=(offer(content, "cancel"),))
    texts = [fill(content, content.replies[key]) for key in _NOT_UNDERSTOOD]
    if reply.text not in texts:
        offered, kept = (fill(content, content.replies[key]) for key in (_FOREIGN_PART, _FOREIGN_PART_KEPT))
        choices = tuple(each for each in reply.choices if each.value != HUMAN)
        return replace(reply, text=reply.text.replace(offered, kept), choices=choices)
    questions = _questions(reply)
    keys = (UNSURE, CANNOT_WAIT, "suggest.related")
    text = " ".join(fill(content, content.replies[key], call=number) for key in keys)
    return replace(reply, text=text, kind="suggest", choices=questions)


def _questions(reply: Reply) -> tuple[Choice, ...]:
    return tuple(each for each in reply.choices if each.value not in (HUMAN, SOMETHING_ELSE))
