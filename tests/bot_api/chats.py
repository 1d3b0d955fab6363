"""The chats of the played Bot API: what stands in them, and whether the bot may write there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from .problems import bad, forbidden

Kind = Literal["private", "group", "supergroup", "channel"]


@dataclass
class Topic:
    """A topic of a forum."""

    id: int
    name: str
    closed: bool = False


@dataclass
class Chat:
    """One chat."""

    id: int
    kind: Kind = "private"
    name: str = "Wilhelmina Quackenbush"
    username: str = "wilhelmina_quackenbush"
    started: bool = True
    blocked: bool = False
    is_member: bool = True
    is_forum: bool = False
    rights: set[str] | None = field(default_factory=lambda: {"can_manage_topics", "can_delete_messages"})
    """What the bot may do as an administrator of a group; None while it is an ordinary member."""
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    actions: list[str] = field(default_factory=list)
    last_id: int = 0

    @property
    def as_json(self) -> dict[str, Any]:
        """The chat as the Bot API describes it."""
        if self.kind == "private":
            return {"id": self.id, "type": "private", "first_name": self.name, "username": self.username}
        return {"id": self.id, "type": self.kind, "title": self.name, "is_forum": self.is_forum}

    @property
    def user(self) -> dict[str, Any]:
        """The person behind a private chat."""
        return {
            "id": abs(self.id),
            "is_bot": False,
            "first_name": self.name,
            "username": self.username,
            "language_code": "en",
        }

    def check_writable(self) -> None:
        """Refuse as Telegram does where the bot may not write."""
        if self.kind == "private":
            if self.blocked:
                raise forbidden("bot was blocked by the user")
            if not self.started:
                raise forbidden("bot can't initiate conversation with a user")
        elif not self.is_member:
            raise forbidden(f"bot was kicked from the {self.kind} chat")

    def check_right(self, right: str, to: str) -> None:
        """Refuse as Telegram does what the bot has no right to."""
        if self.rights is None or right not in self.rights:
            raise bad(f"not enough rights to {to}")

    def topic(self, number: int) -> Topic:
        """An open or closed topic that is still there."""
        if number not in self.topics:
            raise bad("message thread not found")
        return self.topics[number]

    def message(self, number: Any, what: str) -> dict[str, Any]:
        """A message that stands in the chat."""
        found = self.messages.get(int(number))
        if found is None:
            raise bad(f"message to {what} not found")
        return found

    def add(self, content: dict[str, Any], sender: dict[str, Any], now: int) -> dict[str, Any]:
        """Put a message into the chat."""
        self.last_id += 1
        message = {"message_id": self.last_id, "date": now, "chat": self.as_json, "from": sender, **content}
        if self.kind == "channel":
            del message["from"]
        self.messages[self.last_id] = message
        return message
