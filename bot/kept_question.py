"""Kept question: what a patient who waits for a person asks, which is kept for the staff and answered by nobody yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.questions import asks_nothing
from bot.store import Message

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


def asks(text: str) -> bool:
    """Whether a message asks something, in a few words too: 'a brace?', 'and fish oil'."""
    return bool(_MARK.search(text) or _FOLLOWING_UP.fullmatch(text)) or not asks_nothing(text)


def kept_question(
    earlier: Sequence[Message],
    is_kept_notice: Callable[[Message], bool],
    replies_to: Callable[[Message], list[Message]],
) -> Message | None:
    """The question in the patient's last words of the `earlier` talk, if it is still kept for the staff."""
    since = [*earlier]
    while since and since[-1].sender == "system":
        since.pop()
    last = since[-1] if since else None
    if last is None or last.sender != "patient" or last.holder != "waiting" or not asks(last.text):
        return None
    # A danger, a number or a wish to delete everything had its own reply.
    return last if all(map(is_kept_notice, replies_to(last))) else None
