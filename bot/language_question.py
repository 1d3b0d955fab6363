"""A question in English for another language: 'do you speak Spanish?' is best answered in Spanish."""

from __future__ import annotations

import re

from bot.content import Content

_ASKS = re.compile(
    r"(?:(?:hi|hello|hey|sorry|excuse me|please)\W+)*"
    r"(?:(?:(?:do|does|can|could|would|will) (?:you|u|anyone|anybody|someone|somebody)"
    r"|is there (?:anyone|anybody|someone|somebody) (?:there )?(?:who|that)|(?:i|we)(?: can)?(?: only)?"
    r"|(?:can|could|may) (?:i|we))"
    r"(?: also| only| please| there| here)? (?:speaks?|talk|understands?|answer|reply|write|ask|chat|type)"
    r"(?: (?:to )?(?:me|you))?(?: only)?)?"
    r"(?: ?in)? ?(?P<name>\w+)(?: (?:please|here|too|at all))*\W*",
    re.IGNORECASE,
)


def language_asked_for(content: Content, text: str) -> str | None:
    """The code of the language that a message asks for by its English name, and does nothing else."""
    found = _ASKS.fullmatch(" ".join(text.split()))
    name = found["name"].lower() if found else ""
    return next((code for code, each in content.languages.items() if each.name.lower() == name), None)
