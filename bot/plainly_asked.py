"""Plainly asked: wordings that ask one thing, whatever they were taken for: 'what counts as a fever'."""

from __future__ import annotations

import re

MOST_WORDS = 20
"""More of them tell or ask something else beside it."""
FIGURE, COST, CONTACT = "risks.infection", "cost", "appointment.contact"
"""The answers that say from what temperature to call, what it costs, and how to reach the clinic."""

_FEVER = r"(?:an? )?(?:high |raised )?(?:fever|temperature|temp)"
_COUNTS = re.compile(
    rf"\b(?:what|when|how) (?:\w+ ){{0,3}}?(?:counts? as|is(?: it)?|would be|do you (?:call|mean by)"
    rf"|is classed as) {_FEVER}\W*$"
    rf"|\b(?:what|which|how high an?) (?:temperature|temp|fever)\b.*\b(?:fever|too high|bad|dangerous|worr\w+|call"
    rf"|ring|serious)\b"
    rf"|\bhow high\b.*\b(?:fever|temperature|temp)\b|\bhow (?:hot|high) (?:is|must|should|does)\b.*\bfever\b",
    re.IGNORECASE,
)
_MEASURING = re.compile(r"\bwhat is (?:my|his|her) (?:fever|temp)", re.IGNORECASE)
_CHEAPER = r"(?:cheap(?:er|est)|dearer|dearest|(?:more|less|most|least) expensive|pric(?:ier|iest))"
_COMPARED = re.compile(
    r"\W*(?:(?:and|also|so|but|ok|please|plus|then|i (?:want|would like|need) to know)\b\W*)*(?:(?:which|what)"
    r"(?: one| procedure| operation| treatment| kind| of (?:them|the two|these|those))*(?: is| are| would be"
    r"| will be|['\u2019]?s| works out| comes out)?"
    rf" (?:the )?(?:{_CHEAPER}|costs? (?:more|less|most|least))"
    r"|is (?:one|either|it|the (?:other|first|second|balloon)(?: one)?|kyphoplasty"
    rf"|vertebroplasty|that)(?: of them)? {_CHEAPER}(?: than .{{2,30}})?"
    r"|(?:does )?(?:it|that|this|the (?:other|first|second|balloon))(?: one)? costs? (?:a lot |much )?(?:more|less)"
    r"|(?:do|does) (?:they|both|it) cost the same|(?:how do|compare) the (?:prices|costs)(?: compare)?)\W*",
    re.IGNORECASE,
)
_WHOM = re.compile(
    r"\W*(?:(?:and|so|but|ok(?:ay)?|then|well)\b\W*)*whom? (?:can|do|should|could|would|shall) (?:i|we) "
    r"(?:ask|ring|call|phone)(?: (?:then|instead|about (?:that|this|it)))*\W*",
    re.IGNORECASE,
)
"""Nobody is to come: it asks whom to turn to."""
_BETWEEN_CLAUSES = re.compile(r"[,;.?!\n]+(?:\s*and\b)?|\band (?=(?:which|what|is|do|how)\b)", re.IGNORECASE)


def plainly_asked(text: str) -> str | None:
    """The id of the answer that a message asks for in so many words; None where it has to be understood."""
    if len(text) > 200 or len(text.split()) > MOST_WORDS or _MEASURING.search(text):
        return None
    if _COMPARED.fullmatch(text):
        return COST
    if _WHOM.fullmatch(text):
        return CONTACT
    return FIGURE if _COUNTS.search(text) else None


def plainly_asked_beside(text: str) -> list[str]:
    """What single clauses of a message ask for so: 'how do they differ, which one is cheaper, and when can I drive'."""
    found = (plainly_asked(each) for each in _BETWEEN_CLAUSES.split(text))
    return list(dict.fromkeys(each for each in found if each))
