"""Wait question: a patient who waits asks about the wait itself: 'is anyone there?', 'when will they come'."""

from __future__ import annotations

import re

_STAFF = r"(?:you|they|(?:any|some)\s?(?:one|body)|the\s+staff|(?:a|the)\s+(?:nurse|doctor|person|human))"
_WRITE = (
    r"(?:come|answer|reply|respond|write|ring|call|help|get\s+back|be\s+(?:there|here|back|free|with\s+me))"
)
_ABOUT_THE_WAIT = re.compile(
    r"\W*(?:(?:hello|hi|hey|and|but|so|ok(?:ay)?|please|sorry|excuse\s+me)\b\W*)*?(?:"
    r"(?:hello|hi|hey)\W*\?"
    rf"|(?:(?:is|are)\s+)?(?:there\s+)?{_STAFF}\s+(?:still\s+)?(?:there|here|around|coming|free|answering)"
    rf"|when\s+(?:will|are|is|do|does|can)\s+{_STAFF}\s+(?:going\s+to\s+|gonna\s+)?(?:{_WRITE}|coming|back|free|there|here)"
    rf"|how\s+(?:much\s+)?long(?:er)?\s+(?:(?:will|does|is)\s+it\s+(?:be|take|going\s+to\s+(?:be|take))\s+)?"
    rf"(?:until|till|before)\s+{_STAFF}\s+{_WRITE}s?"
    r"|how\s+(?:much\s+)?long(?:er)?\s+(?:(?:do|will|must)\s+i\s+(?:have\s+to\s+|need\s+to\s+)?(?:wait|be\s+waiting)"
    r"|is\s+the\s+(?:wait|queue|line))"
    r"|(?:how\s+(?:do|can)|can)\s+i\s+cancel\s+(?:my|the|this)\s+request"
    r"|why\s+(?:is|does|has|are)\s*(?:nobody|no\s?one|they\s+not|you\s+not)"
    r"\s+(?:answer|reply|respond|writ|com|here|there|ring|call|help)\w*"
    r"|(?:where\s+am\s+i|am\s+i\s+(?:still\s+)?(?:next|on|in))(?:\s+(?:in|on))?(?:\s+the)?(?:\s+(?:line|queue|list))?"
    r")(?:\s+(?:me|to\s+me|you|please|then|now|soon|yet|today|at\s+all|for(?:\s+(?:them|the\s+nurse|someone))?))*\W*",
    re.IGNORECASE,
)
"""With how to end it: the reply to such a message has the button for that."""
_MAY_BE_ABOUT_OTHERS = re.compile(
    r"\byou\b(?!.*\b(?:ring|call|com))|^\W*(?:hello|hi|hey)\W*$|\blong\s+(?:do|will|must)\s+i\b",
    re.IGNORECASE,
)
"""'Hello?' and 'are you there?' greet the bot that answers; 'how long do I have to wait' may be meant for driving."""


def asks_about_the_wait(text: str, *, is_waiting: bool) -> bool:
    """Whether a message of a patient with an open request is about nothing but the wait.

    One who goes on with the bot, and so is not `is_waiting`, has to say so more plainly.
    """
    if not is_waiting and _MAY_BE_ABOUT_OTHERS.search(text):
        return False
    return bool(_ABOUT_THE_WAIT.fullmatch(text))
