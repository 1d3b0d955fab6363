"""The time before a procedure: asked of something that is approved for afterwards only, such as a glass of wine."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.content import Content, topic_of
from bot.questions import Span
from bot.replies import fill
from bot.reply import Reply
from bot.told_procedure import with_names_as

_OF_AFTERWARDS = frozenset({"activity", "aftercare"})
"""Topics whose answers all speak of the time after a procedure."""
_OF_ANY_TIME = frozenset({"aftercare.warning_signs", "aftercare.follow_up"})
_NAMED = "procedure"
"""What stands in a text in place of a procedure's name."""
_IT = (
    r"(?:(?:the|my|his|her|our|an?) )?(?:op|operation|procedure|surgery|injection|cement(?:ing)?|an?a?esthetic|sedation"
    r"|appointment|big day|treatment)"
)
_BEFORE = re.compile(
    r"\b(?:the |a |some |few |two |three |\d+ )?(?:night|day|evening|morning|week|weekend|days|weeks|hours) before\b"
    r"(?! (?:i|we|he|she|they) (?:can|may|could|am|is|are)\b)"
    rf"|\bbefore (?:{_IT}\b|(?:he|she|i|we) (?:goes?|comes?|has|have|had) (?:in|it|the|my)\b)|\bbeforehand\b"
    r"|^\W*(?:(?:and|so|but|ok|also)\W+)*(?:do|can|could|should|may|must|shall) (?:i|we|she|he)"
    r"(?! .*\b(?:as|like|than|what|ever)\b) (?:[\w']+ ){1,5}before\W*$"
    rf"|\b(?:right )?up (?:to|until|till) (?:{_IT}\b|the (?:day|night|morning|date)\b)|\brun-? ?up to\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\bhow (?:long|soon|many \w+) before (?!the (?:op|operation|procedure|surgery)\b)"
    r"|\b(?:like|as|than|that i did|what i did) (?:\w+ )?before\b"
    r"|\bafter|\bonce\b|\bsince\b|\bhad (?:it|the|my|mine)\b",
    re.IGNORECASE,
)
"""'How long before I can drive' asks for the time until; and who speaks of afterwards too is answered."""


def asks_of_before(text: str) -> bool:
    """Whether a message asks of the time before a procedure and not of that after it."""
    return bool(_BEFORE.search(text)) and not _UNTIL.search(text)


def for_afterwards(content: Content, text: str, mentions: Iterable[Span], reply: Reply) -> Reply:
    """The answer to the message `text`, begun with word that it is for afterwards if it was asked of before.

    `mentions` are where it names a procedure.
    """
    (asked, *others) = reply.answer_ids or ("",)
    if others or topic_of(asked) not in _OF_AFTERWARDS or asked in _OF_ANY_TIME or reply.kind != "answer":
        return reply
    if not asks_of_before(with_names_as(_NAMED, text, mentions)):
        return reply
    return replace(reply, text=f"{fill(content, content.replies['answer.for_afterwards'])}\n\n{reply.text}")
