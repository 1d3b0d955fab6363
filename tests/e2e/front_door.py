"""The front door's own process beside the running stack, with the web chat and Telegram in it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import httpx
from bot_api.people import Person, labels, wait_for
from bot_api.server import BotApi

from bot.settings import ROOT, Settings
from bot.store import Store
from bot.telegram_chats import TelegramChats

STARTS_WITHIN = 60.0
Heard = tuple[str, tuple[str, ...]]
"""What a patient reads: the words, and what stands on the buttons below."""


@contextmanager
def front_door(settings: Settings, api: BotApi, *, with_webhook: bool) -> Iterator[Settings]:
    """The process, up and known to Telegram within the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings = replace(settings, port=free.getsockname()[1])
    plenty = ("MESSAGES_PER_MINUTE", "ADDRESS_MESSAGES_PER_MINUTE", "CONVERSATIONS_PER_HOUR")
    environment = {
        **os.environ,
        **settings.as_environment(),
        **{f"CLINIC_BOT_{name}": "10000" for name in plenty},
        # A busy machine is not what is tested here.
        "CLINIC_BOT_ASSISTANT_TIMEOUT": "60",
        "TELEGRAM_BOT_TOKEN": api.token,
        "CLINIC_BOT_TELEGRAM_API": api.url,
        "CLINIC_BOT_PUBLIC_URL": settings.door_url if with_webhook else "",
    }
    calls = len(api.calls)
    process = subprocess.Popen([sys.executable, "-m", "bot.channels.server"], cwd=ROOT, env=environment)
    try:
        until = time.monotonic() + STARTS_WITHIN
        while not any(each.method == "setMyCommands" for each in api.calls[calls:]):
            assert process.poll() is None, "the front door ended while starting"
            assert time.monotonic() < until
            time.sleep(0.05)
        if with_webhook:
            wait_for(lambda: api.updates.webhook)
        yield settings
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class WebPatient:
    """A patient with the widget's API."""

    def __init__(self, settings: Settings) -> None:
        self._client = httpx.Client(base_url=f"{settings.door_url}/chat/v1", trust_env=False, timeout=90)
        begun = self._client.post("/conversations", json={}).json()
        self._client.headers["Authorization"] = f"Bearer {begun['token']}"
        self._count = 0
        self._last: list[dict[str, Any]] = []
        self.opening = self._heard(begun["messages"])

    def says(self, text: str) -> list[Heard]:
        """The replies to a text."""
        return self._send({"text": text})

    def presses(self, label: str) -> list[Heard]:
        """The replies to the newest button with this label."""
        offered = (choice for message in reversed(self._last) for choice in message.get("choices") or ())
        return self._send({"choice": next(each["value"] for each in offered if each["label"] == label)})

    def rates(self, rating: str) -> list[Heard]:
        """What comes of thumbs up or down under the last answer."""
        answer = next(each for each in reversed(self._last) if each.get("kind") == "answer")
        response = self._client.post("/feedback", json={"seq": answer["seq"], "rating": rating})
        assert response.status_code == 200, response.text
        return self._heard(response.json()["messages"])

    def _send(self, body: dict[str, str]) -> list[Heard]:
        self._count += 1
        response = self._client.post("/messages", json={**body, "client_id": f"m{self._count}"})
        assert response.status_code == 200, response.text
        return self._heard(response.json()["messages"])

    def _heard(self, messages: list[dict[str, Any]]) -> list[Heard]:
        replies = [each for each in messages if each["sender"] != "patient"]
        self._last += replies
        return [(each["text"], tuple(choice["label"] for choice in each["choices"])) for each in replies]


class TelegramPatient:
    """A patient in a Telegram chat."""

    def __init__(self, api: BotApi, store: Store) -> None:
        self._person = Person(api)
        self._store = store
        self._read = 0
        self.opening = self.says("/start")

    def says(self, text: str) -> list[Heard]:
        """The replies to a text."""
        return self._after(self._person.writes(text))

    def presses(self, label: str) -> list[Heard]:
        """The replies to the newest button with this label."""
        before = self._patients()
        self._person.presses(label)
        wait_for(lambda: self._patients() > before or not self._conversation())
        return self._heard()

    def rates(self, rating: str) -> list[Heard]:
        """What comes of thumbs up or down under the last answer."""
        self._person.presses("\U0001f44d Helpful" if rating == "up" else "\U0001f44e Not helpful")
        sql, conversation = "SELECT count(*) FROM feedback WHERE conversation = ?", self._conversation()
        wait_for(lambda: self._store.database.execute(sql, [conversation]).fetchone()[0])
        return self._heard()

    def _after(self, message_id: int) -> list[Heard]:
        wait_for(
            lambda: (
                self._conversation()
                and self._store.find_by_client_id(self._conversation(), f"tg:{message_id}")
            )
        )
        return self._heard()

    def _heard(self) -> list[Heard]:
        """What came since the last time, once everything is dealt with and delivered."""
        wait_for(self._is_quiet, 90)
        messages = self._person.from_bot[self._read :]
        self._read += len(messages)
        return [heard for message in messages if (heard := _as_on_the_web(message))]

    def _is_quiet(self) -> bool:
        sql = (
            "SELECT count(*) FROM messages WHERE conversation IN (SELECT conversation FROM telegram_chats WHERE"
            " chat = ?) AND iif(sender = 'patient', settled_at IS NULL, delivered_at IS NULL)"
        )
        return not self._store.database.execute(sql, [self._person.id]).fetchone()[0]

    def _conversation(self) -> str:
        return TelegramChats(self._store).conversation(self._person.id) or ""

    def _patients(self) -> int:
        conversation = self._conversation()
        return sum(each.sender == "patient" for each in self._store.messages(conversation))


def _as_on_the_web(message: dict[str, Any]) -> Heard | None:
    """A Telegram message without what the widget shows in other places: sources, thumbs, drawings and cards."""
    if "text" not in message:
        return None
    text = message["text"].partition("\n\nWhere this comes from:")[0]
    shown = (label.removeprefix("\u2713 ") for label in labels(message))
    return text, tuple(label for label in shown if not label.endswith(("Helpful", "Not helpful")))
