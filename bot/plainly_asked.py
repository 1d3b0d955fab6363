"""Plainly asked: wordings that ask one thing, whatever they were taken for: 'what counts as a fever'."""

from __future__ import annotations

import re

MOST_WORDS = 20
"""More of them tell or ask something else beside it."""
FIGURE, SIGNS = "risks.infection", "aftercare.warning_signs"
"""The answers that say from what temperature to call, and when to call after the procedure."""

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
_IF_FEVER = re.compile(r"\b(?:if|in case) .*\b(?:fever|temperature)\b", re.IGNORECASE)
_AFTER = re.compile(
    r"\b(?:after (?:the|my|it|having|an?|i|she|he|getting|kyphoplasty|vertebroplasty|treatment|surgery)|afterwards?"
    r"|(?:back |when i['\u2019]?m |at )home|once (?:i|it|she|he)|days? (?:after|later))\b",
    re.IGNORECASE,
)


def plainly_asked(text: str) -> str | None:
    """The id of the answer that a message asks for in so many words; None where it has to be understood."""
    if len(text) > 200 or len(text.split()) > MOST_WORDS or _MEASURING.search(text):
        return None
    if _COUNTS.search(text):
        return FIGURE
    return SIGNS if _IF_FEVER.search(text) and _AFTER.search(text) else None
