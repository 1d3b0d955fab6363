"""The emergency reply: what to do now, first and alone."""

from __future__ import annotations

from dataclasses import replace

from bot.content import Content
from bot.red_flags import RedFlag
from bot.replies import say
from bot.reply import Reply


def emergency_reply(content: Content, red_flag: RedFlag) -> Reply:
    """The clinic's words for a danger; no choices that lead away from help."""
    # A text that an edit took away while this message was read must not cost the patient the reply.
    key = red_flag.reply if red_flag.reply in content.replies else f"emergency.{red_flag.level}"
    return replace(say(content, key, "emergency"), level=red_flag.level)
