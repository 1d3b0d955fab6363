"""The staff's Telegram group in a test, as its members use it, on the played Bot API."""

from __future__ import annotations

import time
from typing import Any

from bot_api.chats import Chat
from bot_api.people import Person, wait_for
from bot_api.server import BotApi

from bot.store import Store

GROUP = -1001234567890


class Group:
    """The staff's group, as its members use it."""

    def __init__(self, api: BotApi, number: int = GROUP) -> None:
        self.api = api
        self.chat = Chat(number, kind="supergroup", name="Staff", is_forum=True)
        api.do(lambda: api.chats.__setitem__(number, self.chat))

    def topic(self) -> int:
        """The newest topic, waiting for one."""
        return int(max(wait_for(lambda: dict(self.chat.topics))))

    def texts(self, topic: int) -> list[str]:
        """What the bot has written into a topic."""
        return [
            each["text"]
            for each in list(self.chat.messages.values())
            if each.get("message_thread_id") == topic and each["from"]["id"] == 4711
        ]

    def reads(self, topic: int, words: str) -> dict[str, Any]:
        """The bot's message with these words, waiting for it."""

        def find() -> dict[str, Any] | None:
            found = (
                each
                for each in list(self.chat.messages.values())
                if each.get("message_thread_id") == topic and words in each.get("text", "")
            )
            return next(found, None)

        return dict(wait_for(find))

    def writes(self, topic: int | None, text: str = "", *, user: int = 501, **extra: Any) -> int:
        """A member writes into a topic; returns the message's id."""

        def send() -> int:
            member = {"id": user, "is_bot": False, "first_name": "Agnieszka"}
            content: dict[str, Any] = {"text": text, **extra} if text else dict(extra)
            if topic:
                content |= {"message_thread_id": topic, "is_topic_message": True}
            message = self.chat.add(content, member, int(time.time()))
            self.api.updates.add({"message": message})
            return int(message["message_id"])

        return self.api.do(send)

    def edits(self, message_id: int, text: str) -> None:
        """A member changes a message."""

        def edit() -> None:
            message = {**self.chat.messages[message_id], "text": text, "edit_date": int(time.time()) + 1}
            self.api.updates.add({"edited_message": message})

        self.api.do(edit)


def asks(patient: Person) -> None:
    """The patient asks for a person and is told that it is noted."""
    patient.writes("/human")
    patient.reads_until("noted for the staff")


def erases(patient: Person) -> None:
    """The patient has everything deleted."""
    patient.writes("/delete")
    patient.reads_until("Do you want me to delete")
    patient.presses("Yes, delete it")
    patient.reads_until("Done. I deleted")


def conversation_of(store: Store) -> str:
    """The only conversation there is."""
    (row,) = store.database.query("SELECT id FROM conversations")
    return str(row["id"])
