"""People who use Telegram in a test: they write, press buttons, send pictures, and read what the bot sent."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from typing import Any

from .chats import Chat
from .server import BotApi

WAIT_SECONDS = 20.0
_numbers = itertools.count(1)
FILE = {"file_id": "file", "file_unique_id": "file"}
VOICE = {"voice": {**FILE, "duration": 3}}
PHOTO = {"photo": [{**FILE, "width": 10, "height": 10}]}
DOCUMENT = {"document": {**FILE, "file_name": "report.pdf"}}
STICKER = {
    "sticker": {**FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}
}
LOCATION = {"location": {"latitude": 1.0, "longitude": 2.0}}
POLL = {
    "poll": {
        "id": "1",
        "question": "Which?",
        "options": [],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": True,
        "members_only": False,
    }
}


def wait_for(condition: Callable[[], Any], seconds: float = WAIT_SECONDS, every: float = 0.01) -> Any:
    """What the condition gives once it holds; AssertionError if it never does."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := condition():
            return found
        time.sleep(every)
    raise AssertionError("it did not happen in time")


class Person:
    """One person in a private chat with the bot."""

    def __init__(self, api: BotApi, chat_id: int | None = None, **about: Any) -> None:
        self.api = api
        self.chat = Chat(chat_id or 10_000 + next(_numbers), **about)
        self._read = 0
        api.do(lambda: api.chats.__setitem__(self.chat.id, self.chat))

    @property
    def id(self) -> int:
        """The chat's id."""
        return self.chat.id

    def writes(self, text: str, **extra: Any) -> int:
        """Send a text; returns the message's id."""
        return self.sends({"text": text, **_commands(text), **extra})

    def sends(self, content: dict[str, Any]) -> int:
        """Send anything; returns the message's id."""

        def send() -> int:
            message = self.chat.add(content, self.chat.user, int(time.time()))
            self.api.updates.add({"message": message})
            return int(message["message_id"])

        return self.api.do(send)

    def edits(self, message_id: int, content: dict[str, Any]) -> None:
        """Change a message that was sent."""

        def edit() -> None:
            message = {**self.chat.messages[message_id], **content, "edit_date": int(time.time())}
            self.chat.messages[message_id] = message
            self.api.updates.add({"edited_message": message})

        self.api.do(edit)

    def presses(self, label: str) -> str:
        """Press the newest button with this label; returns the query's id."""
        message = next(each for each in reversed(self.from_bot) if label in labels(each))
        return self.presses_in(message, label)

    def presses_in(self, message: dict[str, Any], label: str) -> str:
        """Press a button of one message."""
        data = next(button["callback_data"] for button in buttons(message) if button["text"] == label)
        return self.presses_data(message, data)

    def presses_data(self, message: dict[str, Any], data: str) -> str:
        """Send a button's data, whether the button is still there or not."""

        def press() -> str:
            query = f"query-{next(_numbers)}"
            self.api.methods.open_queries.add(query)
            self.api.updates.add(
                {
                    "callback_query": {
                        "id": query,
                        "from": self.chat.user,
                        "chat_instance": "1",
                        "message": message,
                        "data": data,
                    }
                }
            )
            return query

        return self.api.do(press)

    def blocks(self, *, tells: bool = True) -> None:
        """Block the bot."""
        self._changes_membership(blocked=True, tells=tells)

    def unblocks(self) -> None:
        """Let the bot write again."""
        self._changes_membership(blocked=False, tells=True)

    def _changes_membership(self, *, blocked: bool, tells: bool) -> None:
        self.chat.blocked = blocked
        if tells:
            old, new = ("member", "kicked") if blocked else ("kicked", "member")
            self.api.do(lambda: self.api.updates.add(membership(self.chat, old, new)))

    @property
    def from_bot(self) -> list[dict[str, Any]]:
        """What the bot has sent, oldest first."""
        return [each for each in list(self.chat.messages.values()) if each.get("from", {}).get("id") == 4711]

    @property
    def texts(self) -> list[str]:
        """The texts of what the bot has sent."""
        return [each.get("text") or each.get("caption") or "" for each in self.from_bot]

    def reads(self, count: int = 1) -> list[dict[str, Any]]:
        """The next messages of the bot, waiting until so many are there."""
        wait_for(lambda: len(self.from_bot) >= self._read + count)
        new = self.from_bot[self._read : self._read + count]
        self._read += count
        return new

    def reads_text(self) -> str:
        """The text of the bot's next message."""
        return str(self.reads()[0].get("text"))

    def reads_until(self, words: str) -> dict[str, Any]:
        """The bot's next message with these words, however many come before."""
        while True:
            (message,) = self.reads()
            if words in (message.get("text") or message.get("caption") or ""):
                return message

    def hears_nothing_more(self, seconds: float = 0.3) -> bool:
        """Whether the bot keeps silent for a while."""
        time.sleep(seconds)
        return len(self.from_bot) == self._read


def membership(chat: Chat, old: str, new: str) -> dict[str, Any]:
    """The update that tells the bot that its place in a chat changed."""
    bot = {"id": 4711, "is_bot": True, "first_name": "Clinic", "username": "clinic_test_bot"}
    return {
        "my_chat_member": {
            "chat": chat.as_json,
            "from": {"id": 77, "is_bot": False, "first_name": "Someone"},
            "date": int(time.time()),
            "old_chat_member": {"user": bot, "status": old, **({"until_date": 0} if old == "kicked" else {})},
            "new_chat_member": {"user": bot, "status": new, **({"until_date": 0} if new == "kicked" else {})},
        }
    }


def buttons(message: dict[str, Any]) -> list[dict[str, Any]]:
    """The buttons under a message."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def labels(message: dict[str, Any]) -> list[str]:
    """What stands on them."""
    return [button["text"] for button in buttons(message)]


def _commands(text: str) -> dict[str, Any]:
    if not text.startswith("/"):
        return {}
    return {"entities": [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]}
