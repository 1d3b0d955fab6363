"""A patient who writes to the bot in a test, message by message, in one conversation."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.conversation import Conversations
from bot.reply import Reply
from bot.store import Message, Store


class Patient:
    """Writes and presses buttons at the door, and reads what comes back."""

    def __init__(
        self, door: Conversations, store: Store, loop: asyncio.AbstractEventLoop, channel: str = "test"
    ) -> None:
        self.door = door
        self.store = store
        self._loop = loop
        self.conversation = door.start(channel)
        self.last: Reply | None = None

    def writes(self, text: str, client_id: str | None = None) -> list[Reply]:
        """The replies to a text."""
        return self._replies(
            self._loop.run_until_complete(self.door.receive_text(self.conversation, text, client_id))
        )

    def presses(self, label: str, client_id: str | None = None) -> list[Reply]:
        """The replies to the button with this label under the last reply."""
        return self.presses_token(self.token(label), client_id)

    def presses_token(self, token: str, client_id: str | None = None) -> list[Reply]:
        """The replies to a button by its token."""
        return self._replies(
            self._loop.run_until_complete(self.door.receive_choice(self.conversation, token, client_id))
        )

    def token(self, label: str) -> str:
        """The token of a button under the last reply."""
        assert self.last is not None
        return next(choice.value for choice in self.last.choices if choice.label == label)

    @property
    def transcript(self) -> list[str]:
        """What is stored of the conversation, after the notice."""
        return [
            message.text for message in self.store.messages(self.conversation) if message.sender != "system"
        ]

    def _replies(self, messages: list[Message]) -> list[Reply]:
        replies = [message.reply for message in messages if message.reply]
        assert not [reply.text for reply in replies if "{" in reply.text]
        self.last = replies[-1] if replies else None
        return replies


MakePatient = Callable[..., Patient]
