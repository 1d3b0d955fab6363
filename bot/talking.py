"""Talking: a talk or a single question in the terminal, with a running bot or one started for it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from bot.assistant import Assistant
from bot.conversation import Conversations
from bot.danger_model import load_danger_model
from bot.live_content import LiveContent
from bot.settings import Settings
from bot.stack import Stack, on_free_ports
from bot.store import Message, Store
from bot.terminal import GOODBYE, picked, show

CHANNEL = "terminal"


def chat(settings: Settings, say: Callable[[str], None]) -> int:
    """Talk until the input ends or says goodbye."""
    with open_door(settings, say) as conversations:
        return asyncio.run(_chat(conversations))


def ask(settings: Settings, question: str, *, as_json: bool, say: Callable[[str], None]) -> int:
    """Print the replies to one question, after the notice to read or as JSON alone."""
    with open_door(settings, say) as conversations:
        conversation = conversations.start(CHANNEL)
        opening = conversations.opening(conversation)
        messages = asyncio.run(conversations.receive_text(conversation, question))
    if not as_json:
        _show([*opening, *messages])
        return 0
    for message in messages:
        if message.reply:
            print(json.dumps(message.reply.as_dict(), ensure_ascii=False))
    return 0


@contextmanager
def open_door(settings: Settings, say: Callable[[str], None], own: bool = False) -> Iterator[Conversations]:
    """The door to a running bot, or to one that is started for the time being; always the latter if `own`."""
    content = LiveContent(settings.content)
    running = not own and asyncio.run(_is_running(settings))
    stack = None if running else Stack(settings if own else on_free_ports(settings), say)
    try:
        if stack:
            stack.begin()
        url = stack.settings.assistant_url if stack else settings.assistant_url
        store = Store(settings.store)
        assistant = Assistant(url, settings.assistant_timeout)
        # Made while the stack still starts: the rules for red flags take seconds to read.
        conversations = Conversations(
            store,
            assistant,
            content,
            load_danger_model(settings),
            retention_days=settings.retention_days,
            contact_key=settings.contact_key,
        )
        if stack:
            stack.wait()
        yield conversations
        store.close()
    finally:
        if stack:
            stack.stop()


async def _chat(conversations: Conversations) -> int:
    conversation = conversations.start(CHANNEL)
    _show(conversations.opening(conversation))
    print("\nAsk a question, pick a choice by its number, or type 'quit'.")
    last = None
    while True:
        try:
            typed = input("\nYou: ").strip()
        except EOFError:
            print()
            return 0
        if typed.lower() in GOODBYE:
            return 0
        token = picked(typed, last)
        if token:
            messages = await conversations.receive_choice(conversation, token)
        else:
            messages = await conversations.receive_text(conversation, typed)
        _show(messages)
        last = next((message.reply for message in reversed(messages) if message.reply), last)


def _show(messages: Sequence[Message]) -> None:
    for message in messages:
        if message.reply:
            print(show(message))


async def _is_running(settings: Settings) -> bool:
    assistant = Assistant(settings.assistant_url, timeout=2.0)
    try:
        return await assistant.is_ready()
    finally:
        await assistant.close()
