"""Call wish: a patient who asks for a person asks to be rung: 'get someone to ring me', 'call my mum please'."""

from __future__ import annotations

import re

_CALL = r"(?:ring|call|phone|telephone)"
_ME = r"(?:me|us|him|her|them|back|my\s+\w+)"
_CALL_WISH = re.compile(
    rf"\b{_CALL}\s+{_ME}\b(?!\s+(?:an?|the)\s+(?:ambulance|taxi|cab))"
    rf"|\b(?:give|giv)\s+(?:me|us|him|her|my\s+\w+)\s+an?\s+(?:\w+\s+)?(?:{_CALL}|bell|buzz)\b"
    r"|\b(?:want|need|like|request|have|get|arrange|book)\s+(?:(?!to\b)\w+\s+)?(?:an?\s+)?(?:quick\s+)?(?:(?:tele)?phone\s+)?"
    r"(?:call|ring)(?:\s?-?back)?\b"
    r"|\b(?:be|get|being)\s+(?:called|rung|phoned|telephoned)\b(?!\s+(?:in|off|for|up)\b)|\bcall(?:ed)?\s?-?back\b"
    r"|\b(?:speak|talk|chat|someone|somebody|person|nurse|doctor|staff)\b[^.?!\n]{0,30}\b(?:on|over|by|via)\s+(?:the\s+|a\s+)?(?:tele)?phone\b",
    re.IGNORECASE,
)
_NO_CALL = re.compile(
    rf"\b(?:do\s?n['\u2019]?t|do\s+not|never|no\s+need\s+to|rather\s+(?:you\s+)?not|not\s+to|stop)\s+(?:you\s+)?"
    rf"(?:(?:want|need|like|wish|have|to|please|even|anyone|anybody|you|a|any)\s+)*(?:{_CALL}(?:ing)?s?|be\s+(?:called|rung|phoned))\b"
    r"|\bno\s+(?:phone\s+)?calls?\b|\b(?:instead\s+of|without|not)\s+(?:a\s+)?(?:phone\s+)?(?:call|calling|ringing|by\s+phone)\b",
    re.IGNORECASE,
)
"""'Please don't ring me' names the call that is not wanted."""


def wishes_call(text: str) -> bool:
    """Whether who asks for a person would rather be called than written to."""
    return bool(_CALL_WISH.search(text)) and not _NO_CALL.search(text)
