"""Kept question: what a patient who waits for a person asks, which is kept for the staff and answered by nobody yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.questions import asks_nothing
from bot.store import Message
from bot.wait_question import asks_about_the_wait

_MARK = re.compile(r"[?\uff1f\u061f]")
"""Also as Chinese, Japanese and Arabic write it."""
_TELLING = (
    r"(?:i|i['\u2019]?m|i['\u2019]?ve|i['\u2019]?d|he['\u2019]?s|she['\u2019]?s|it['\u2019]?s|that['\u2019]?s|we['\u2019]?re"
    r"|we['\u2019]?ve|you|he|she|it|we|they|this|that|there|thanks?|then|no|not|yes|please|ta|cheers|bye|goodbye)"
)
_FOLLOWING_UP = re.compile(
    rf"\W*(?:(?:ok(?:ay)?|so|oh)\W+)*(?:and|or|also|plus|(?:and\W+)?(?:what|how)\s+about)\s+"
    rf"(?!{_TELLING}\b)[\w'\u2019-]+(?:\s+[\w'\u2019-]+){{0,3}}\W*",
    re.IGNORECASE,
)
"""'and fish oil', 'what about bending': a few words that name only what is asked about; 'and im on chemo' tells."""


_TAG = re.compile(
    r"\b(?:is|are|was|were|do|does|did|ca|could|wo|would|have|has|should)n['\u2019]?t\s+(?:you|it|he|she|they|i|we)\W*$"
    r"|,\s*right\W*$|\bor\s+not\W*$",
    re.IGNORECASE,
)
"""'You are a robot, aren't you': what is told ends in a question."""
_POINTS_BACK = re.compile(r"\b(?:it|that|this|them|those|these)\b", re.IGNORECASE)
TOLD_WITHIN = timedelta(minutes=10)
FEW_WORDS = 8
"""A question of more words tells by itself what it is about."""


def asks(text: str) -> bool:
    """Whether a message asks something, in a few words too: 'a brace?', 'and fish oil'."""
    if _MARK.search(text) or _FOLLOWING_UP.fullmatch(text) or _TAG.search(text):
        return True
    return not asks_nothing(text)


def with_what_was_told(
    earlier: Sequence[Message],
    message: Message,
    text: str,
    is_kept_notice: Callable[[Message], bool],
    replies_to: Callable[[Message], list[Message]],
) -> str | None:
    """A question with what was told to the staff right before it: 'I'm on warfarin', 'so do I stop it or not'.

    None if it points to nothing, or to something else: an answer of the bot's, a question, a button that was pressed.
    """
    if len(text.split()) > FEW_WORDS or not _POINTS_BACK.search(text):
        return None
    told = next((each for each in reversed(earlier) if each.sender == "patient"), None)
    if (
        told is None
        or asks(told.text)
        or any(each.sender != "system" for each in earlier if each.seq > told.seq)
        or not all(map(is_kept_notice, replies_to(told)))
    ):
        return None
    age = datetime.fromisoformat(message.created_at) - datetime.fromisoformat(told.created_at)
    return f"{told.text}\n{text}" if age <= TOLD_WITHIN else None


def is_plea(message: Message) -> bool:
    """Whether a patient who waits asks nothing but when an answer comes."""
    return (
        message.sender == "patient"
        and message.holder == "waiting"
        and asks_about_the_wait(message.text, is_waiting=True)
    )


def kept_question(
    earlier: Sequence[Message],
    is_kept_notice: Callable[[Message], bool],
    replies_to: Callable[[Message], list[Message]],
) -> Message | None:
    """The question in the patient's last words of the `earlier` talk, if it is still kept for the staff.

    Pleas to be answered take nothing back of it.
    """
    since = [*earlier]
    while since and (since[-1].sender == "system" or is_plea(since[-1])):
        since.pop()
    last = since[-1] if since else None
    if last is None or last.sender != "patient" or last.holder != "waiting" or not asks(last.text):
        return None
    # A danger, a number or a wish to delete everything had its own reply.
    return last if all(map(is_kept_notice, replies_to(last))) else None
