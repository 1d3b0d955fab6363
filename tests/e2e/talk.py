"""Talking to a running bot in a test as a channel does: through the one door, into a real store."""

from __future__ import annotations

import asyncio
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from opening import keep_open

from bot.assistant import Assistant
from bot.conversation import Conversations
from bot.live_content import LOOK_EVERY, LiveContent
from bot.reply import Reply
from bot.settings import Settings
from bot.stack import Stack, on_free_ports
from bot.store import Message, Store

GUARD = Path(__file__).parent / "guard"
"""A folder with a sitecustomize.py that refuses and records every connection beyond loopback."""


class Talk:
    """One conversation: say something or press a button, and get the replies."""

    def __init__(self, conversations: Conversations, store: Store, runner: asyncio.Runner) -> None:
        self._conversations = conversations
        self._runner = runner
        self.store = store
        self.id = conversations.start("test")
        self.last: Reply | None = None

    def say(self, text: str) -> list[Reply]:
        """The replies to what the patient typed."""
        return self._replies(self._runner.run(self._conversations.receive_text(self.id, text)))

    def types(self, text: str) -> None:
        """Write, and expect nothing back."""
        (written,) = self._runner.run(self._conversations.receive_text(self.id, text))
        assert written.sender == "patient"

    def press(self, label: str) -> list[Reply]:
        """The replies to the button with this label under the last reply."""
        assert self.last is not None
        return self.press_token(next(choice.value for choice in self.last.choices if choice.label == label))

    def press_token(self, token: str) -> list[Reply]:
        """The replies to the button with this token."""
        return self._replies(self._runner.run(self._conversations.receive_choice(self.id, token)))

    def ask(self, text: str) -> Reply:
        """The one reply to what the patient typed."""
        (reply,) = self.say(text)
        return reply

    @property
    def labels(self) -> list[str]:
        """The buttons under the last reply."""
        assert self.last is not None
        return [choice.label for choice in self.last.choices]

    @property
    def turn(self) -> dict[str, Any]:
        """What the last action logged."""
        return self.store.turns(self.id)[-1]

    def _replies(self, messages: list[Message]) -> list[Reply]:
        assert messages[0].sender == "patient"
        replies = [message.reply for message in messages if message.reply]
        self.last = replies[-1]
        return replies


class Bot:
    """A running stack with a data folder and a copy of the content of its own."""

    def __init__(self, stack: Stack, runner: asyncio.Runner) -> None:
        settings = stack.settings
        self.stack = stack
        self.settings = settings
        self.store = Store(settings.store)
        self._runner = runner
        self._assistant = Assistant(settings.assistant_url, settings.assistant_timeout)
        self._content = LiveContent(settings.content)

    def talk(self) -> Talk:
        """A new patient."""
        return Talk(Conversations(self.store, self._assistant, self._content), self.store, self._runner)

    def edit(self, name: str, change: Callable[[str], str]) -> None:
        """Change one content file as an editor would, and wait until the next message must see it."""
        path = self.settings.content / name
        path.write_text(change(path.read_text()), encoding="utf-8")
        time.sleep(LOOK_EVERY + 0.1)

    def close(self) -> None:
        """Close the connection and the file; the stack is stopped by whoever started it."""
        self._runner.run(self._assistant.close())
        self.store.close()


def settings_in(folder: Path) -> Settings:
    """Settings on free ports, with data and a copy of the content in `folder`, of a clinic that is always open."""
    settings = Settings.from_environment()
    shutil.copytree(settings.content, folder / "content")
    keep_open(folder / "content")
    return on_free_ports(replace(settings, content=folder / "content", data=folder / "data"))


def guard_environment(attempts: Path) -> dict[str, str]:
    """Variables that put every Python process started with them under guard; it writes to `attempts`."""
    path = os.pathsep.join(filter(None, [str(GUARD), os.environ.get("PYTHONPATH")]))
    return {"PYTHONPATH": path, "CLINIC_BOT_TEST_ATTEMPTS": str(attempts)}
