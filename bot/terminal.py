"""The terminal as a channel: replies as text to read, choices by number."""

from __future__ import annotations

import textwrap

from bot.reply import Reply
from bot.store import Message

WIDTH = 78
MAX_SOURCES = 3
GOODBYE = frozenset({"quit", "exit", ":q"})


def show(message: Message) -> str:
    """A message of the bot, wrapped, with its choices numbered and its sources named."""
    reply = message.reply
    paragraphs = [textwrap.fill(line, WIDTH) if line else "" for line in message.text.splitlines()]
    lines = ["", *paragraphs]
    if reply and reply.links:
        lines += ["", *(f"  {link.label}: {link.url}" for link in reply.links)]
    if reply and reply.sources:
        lines += ["", *textwrap.wrap(_sources(reply), WIDTH), f"Reviewed: {reply.reviewed or 'not yet'}"]
    if reply and reply.choices:
        lines += ["", *(f"  {n}. {choice.label}" for n, choice in enumerate(reply.choices, start=1))]
    return "\n".join(lines)


def _sources(reply: Reply) -> str:
    titles = [source.title for source in reply.sources[:MAX_SOURCES]]
    hidden = len(reply.sources) - len(titles)
    return f"Sources: {'; '.join(titles)}" + (f"; and {hidden} more" if hidden else "")


def picked(typed: str, reply: Reply | None) -> str | None:
    """The value of the choice whose number was typed, or None."""
    if reply and typed.isdecimal() and 1 <= int(typed) <= len(reply.choices):
        return reply.choices[int(typed) - 1].value
    return None
