"""Call wish: a patient who asks for a person asks to be rung: 'get someone to ring me', 'call my mum please'."""

from __future__ import annotations

import re

_CALL = r"(?:ring|call|phone|telephone)"
_CALL_WISH = re.compile(
    rf"\b{_CALL}\s+(?:me|us|him|her|them|back|my\s+\w+)\b(?!\s+(?:an?|the)\s+(?:ambulance|taxi|cab))"
    rf"|\b(?:give|giv)\s+(?:me|us|him|her|my\s+\w+)\s+a\s+(?:{_CALL}|bell|buzz)\b"
    rf"|\b(?:want|need|like|request|have|get|arrange|book)\s+(?:\w+\s+)?(?:a\s+|an\s+)?(?:phone\s+)?call(?:\s?-?back)?\b"
    r"|\bcall\s?-?back\b",
    re.IGNORECASE,
)


def wishes_call(text: str) -> bool:
    """Whether who asks for a person would rather be called than written to."""
    return bool(_CALL_WISH.search(text))
