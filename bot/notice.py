"""The notice: what a patient is told at the first contact, before a word is written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from bot.content import Content
from bot.replies import say
from bot.reply import Reply

SEEN_BY_OTHERS = {"telegram": "notice.telegram"}
"""Channels whose own company sees the messages too, with the words that say so."""


@dataclass(frozen=True)
class Notice:
    """The notice of one kind of channel."""

    reply: Reply

    @property
    def version(self) -> str:
        """Eight hex digits that change when the words do."""
        return hashlib.sha256(self.reply.text.encode()).hexdigest()[:8]


def notice(content: Content, channel: str, days: int) -> Notice:
    """What to tell on this channel, where words are kept for so many days."""
    key = SEEN_BY_OTHERS.get(channel, "notice.first")
    return Notice(say(content, key, "system", days=str(days)))
