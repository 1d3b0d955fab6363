"""Wait question: a patient who waits asks about the wait itself, or pleads: 'when will they come', 'answer me'."""

from __future__ import annotations

import re

_STAFF = r"(?:you|they|(?:any|some)\s?(?:one|body)|the\s+staff|(?:a|the)\s+(?:nurse|doctor|person|human))"
_WRITE = (
    r"(?:come|answer|reply|respond|write|ring|call|help|get\s+back|be\s+(?:there|here|back|free|with\s+me))"
)
_ONE = r"(?:any|some)\s?(?:one|body)"
_NOT = r"(?:n['\u2019]?t|\s+not|\s+never|\s+still\s+not)"
_ANSWER = r"(?:answer|repl|respond|writ|wrot|help|com|call|ring|rang)\w*"
_I_AM = r"(?:(?:i['\u2019]?m|i\s+am|we['\u2019]?re|we\s+are)\s+)"
_PLEA = "|".join(
    (
        rf"{_I_AM}waiting|{_I_AM}?still\s+(?:here\s+)?waiting",
        r"(?:i|we)(?:['\u2019]?ve|\s+have)\s+been\s+waiting(?:\s+(?:here|(?:for\s+)?ages|forever|(?:for\s+)?(?:so|too|very)\s+long"
        r"|(?:for\s+|since\s+)?(?:an?|\w+)\s+(?:hours?|minutes?|while|time)|all\s+(?:day|night|morning)))*",
        rf"(?:please\W+|(?:can|could|will|would|wo|is|does|has)(?:n['\u2019]?t)?\s+)?{_ONE}"
        rf"\s+(?:please\s+)?(?:going\s+to\s+|gonna\s+)?{_ANSWER}",
        r"answer\s+(?:me|my\s+(?:question|message)s?)|please\s+(?:answer|reply|respond)",
        rf"(?:you|they)(?:['\u2019]?ve|\s+have|\s+did|\s+do|\s+are|['\u2019]?re)?{_NOT}\s+{_ANSWER}",
        rf"(?:is\s+)?(?:nobody|no[\s-]?one)(?:\s+is|['\u2019]?s|\s+has)?(?:\s+(?:there|here)|\s+{_ANSWER})",
        rf"(?:(?:please|just|can\s+(?:you|{_ONE}))\s+)*hurry(?:\s+up)?(?:\s+(?:a\s+bit|{_ONE}))*",
        r"(?:i\s+(?:just\s+|really\s+)?need\s+)?(?:some\s+)?help(?:\s+(?:me|here|us))?",
        rf"why\s+(?:wo|do|are|have|did|is|has|does)n['\u2019]?t\s+(?:you|they|{_ONE})\s+{_ANSWER}",
    )
)
"""Whoever pleads asks how long it will be, whatever the words."""
_HOW_LONG = "|".join(
    (
        _ONE,
        r"how\s+(?:much\s+)?long(?:er)?(?:\s+(?:will|would)\s+(?:that|it|this)\s+(?:be|take)|\s+is\s+that|\s+from\s+now)?",
        r"when(?:\s+(?:is|will)\s+that(?:\s+be)?)?",
        r"(?:what\s+time|when)\s+(?:do|will|are|does|is)\s+(?:you|they|the\s+(?:staff|clinic|nurses?))"
        r"\s+(?:open|start|on|in)(?:\s+again)?",
    )
)
"""Right after a word on the wait this is what they mean; after an answer they are about that."""
_SOMEBODY = (
    r"(?:(?:a|an|the|any|real|live|proper)\s+){0,2}"
    r"(?:nurse|person|human|agent|doctor|operator|representative|staff)"
)
_ASKED_AGAIN = (
    r"(?:(?:yes|i(?:['\u2019]?ve|\s+have)?\s+changed\s+my\s+mind)\W+)*"
    rf"(?:(?:get|give|find|send|bring)\s+me\s+(?:one|{_ONE}|{_SOMEBODY})|{_SOMEBODY}(?:\W+{_SOMEBODY}){{0,9}})"
)
"""Who asks for one again is told where the request stands."""
_IT = r"(?:it|this|that|my\s+(?:message|question|request)|the\s+(?:message|request))"
_HOW_IT_GOES = "|".join(
    (
        rf"(?:did|has|have)\s+(?:{_STAFF}|s?he)\s+(?:get|got|see|seen|read|receive|received)\s+{_IT}",
        rf"(?:did|has|is)\s+{_IT}\s+(?:send|sent|go(?:ne)?\s+(?:through|off)|arrived?|get\s+there|been\s+(?:sent|seen|read))",
        rf"will\s+{_STAFF}\s+(?:even\s+)?(?:look|see|read|answer|reply|write)(?:\s+(?:at\s+)?{_IT})?(?:\s+here)?",
        rf"how\s+(?:will|do|would)\s+i\s+(?:know|see)\s+(?:when|if|that)\s+{_STAFF}\s+(?:have\s+|has\s+)?{_ANSWER}",
        r"(?:what(?:['\u2019]?s|\s+is)\s+the|how\s+long\s+a)\s+wait(?:ing\s+time)?",
        r"how\s+long\s+(?:(?:un)?til(?:l)?|before|for)\s+(?:the|a)\s+(?:human|person|nurse|staff|doctor)",
        rf"(?:where|how)\s+(?:do|will|does)\s+{_STAFF}\s+(?:answer|reply|write|contact\s+me)(?:\s+here)?",
        r"when\s+(?:are|is)\s+the\s+(?:staff|clinic|nurses?)\s+(?:back|in|open|there)",
        rf"(?:and\s+)?what\s+happens\s+(?:now|next)\s+with\s+{_IT}",
    )
)
"""Whether it was seen, how an answer comes, and when."""
_ABOUT_THE_WAIT = re.compile(
    r"\W*(?:(?:hello|hi|hey|and|but|so|ok(?:ay)?|please|sorry|excuse\s+me)\b\W*)*?(?:"
    rf"{_PLEA}|{_HOW_LONG}|"
    r"(?:hello|hi|hey)\W*\?"
    rf"|(?:(?:is|are)\s+)?(?:there\s+)?{_STAFF}\s+(?:still\s+)?(?:there|here|around|coming|free|answering)"
    rf"|when\s+(?:will|are|is|do|does|can)\s+{_STAFF}\s+(?:going\s+to\s+|gonna\s+)?(?:{_WRITE}|coming|back|free|there|here)"
    rf"|how\s+(?:much\s+)?long(?:er)?\s+(?:(?:will|does|is)\s+it\s+(?:be|take|going\s+to\s+(?:be|take))\s+)?"
    rf"(?:until|till|before)\s+{_STAFF}\s+{_WRITE}s?"
    r"|(?:is|are)\s+(?:she|he)\s+(?:still\s+)?(?:coming|there|free)"
    r"|how\s+(?:much\s+)?long(?:er)?\s+(?:have\s+i\s+got|do\s+i\s+(?:have|need)|must\s+i)(?:\s+still)?(?:\s+to)?"
    r"\s+(?:sit|wait|stay|hang\s+on)(?:\s+(?:here|around|like\s+this))*"
    r"|how\s+(?:much\s+)?long(?:er)?\s+(?:(?:do|will|must)\s+i\s+(?:have\s+to\s+|need\s+to\s+)?(?:wait|be\s+waiting)"
    r"|is\s+the\s+(?:wait|queue|line))"
    r"|(?:how\s+(?:do|can)|can)\s+i\s+cancel\s+(?:my|the|this)\s+request"
    r"|why\s+(?:is|does|has|are)\s*(?:nobody|no\s?one|they\s+not|you\s+not)"
    r"\s+(?:answer|reply|respond|writ|com|here|there|ring|call|help)\w*"
    rf"|{_HOW_IT_GOES}|{_ASKED_AGAIN}"
    r"|(?:where\s+am\s+i|am\s+i\s+(?:still\s+)?(?:next|on|in))(?:\s+(?:in|on))?(?:\s+the)?(?:\s+(?:line|queue|list))?"
    r")(?:\s+(?:me|to\s+me|my\s+(?:question|message)s?|you|please|then|now|soon|yet|today|at\s+all|for(?:\s+(?:them|the\s+nurse|someone))?))*\W*",
    re.IGNORECASE,
)
"""With how to end it: the reply to such a message has the button for that."""
_MAY_BE_ABOUT_OTHERS = re.compile(
    r"\byou\b(?!.*\b(?:ring|call|com))|^\W*(?:hello|hi|hey)\W*$|\blong\s+(?:do|will|must|have)\s+i\b|\bis\s+s?he\b"
    rf"|^\W*(?:(?:and|but|so|ok(?:ay)?|please|sorry)\b\W*)*(?:{_HOW_LONG})(?:\W+(?:please|then|now))*\W*$",
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
