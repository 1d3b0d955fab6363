"""No question: an empty message, one too long to be read, and what looks like a command."""

from __future__ import annotations

import re

from bot.content import Content
from bot.replies import human_choice, say
from bot.reply import Reply

MAX_CHARACTERS = 4000
"""More than a long letter; what is beyond it is stored but not answered."""

_COMMAND = re.compile(r"/+[\w.]*(@[\d.]+)?\s*(\{.*\})?", re.DOTALL)


def refusal(content: Content, text: str) -> Reply | None:
    """The reply to what is no question at all, or None."""
    if not text:
        return say(content, "input.empty", "system")
    if len(text) > MAX_CHARACTERS:
        return say(content, "input.too_long", "system").with_choices(human_choice(content))
    if _COMMAND.fullmatch(text):
        return say(content, "input.command", "system")
    return None
