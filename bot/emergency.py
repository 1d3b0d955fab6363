"""The emergency reply: what to do now, first and alone."""

from __future__ import annotations

from dataclasses import replace

from bot.content import Content
from bot.replies import say
from bot.reply import Reply


def emergency_reply(content: Content, level: str) -> Reply:
    """The clinic's words for a level of danger; no choices that lead away from help."""
    return replace(say(content, f"emergency.{level}", "emergency"), level=level)
