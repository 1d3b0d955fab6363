"""The front door in a test: its application with a store on disk, talked to as browsers do."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from httpx import Response
from opening import keep_open
from played_assistant import PlayedAssistant
from starlette.testclient import TestClient

from bot.channels.front_door import front_door
from bot.door_settings import DoorSettings
from bot.settings import Settings
from bot.stack import on_free_ports

PATH = "/chat/v1"
PLENTY = DoorSettings(
    messages_per_minute=10_000,
    address_messages_per_minute=10_000,
    address_characters_per_minute=100_000_000,
    address_requests_per_minute=10_000,
    conversations_per_hour=10_000,
)
"""Limits that a test does not reach by itself."""


class Browser:
    """One browser: begins a conversation, and shows its token in everything that follows."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        begun = client.post(f"{PATH}/conversations", json={})
        assert begun.status_code == 201, begun.text
        self.conversation: str = begun.json()["conversation"]
        self.token: str = begun.json()["token"]
        self.opening: list[dict[str, Any]] = begun.json()["messages"]
        self._ids = itertools.count(1)

    @property
    def headers(self) -> dict[str, str]:
        """What shows that the conversation is this browser's."""
        return {"Authorization": f"Bearer {self.token}"}

    def call(self, method: str, path: str, **options: Any) -> Response:
        """One request with the token."""
        return self.client.request(method, PATH + path, headers=self.headers, **options)

    def send(self, text: str, client_id: str | None = None) -> list[dict[str, Any]]:
        """Write; the stored message and its replies."""
        return self._messages("POST", "/messages", {"text": text, "client_id": client_id or self.new_id()})

    def press(self, value: str, client_id: str | None = None) -> list[dict[str, Any]]:
        """Press a choice."""
        return self._messages("POST", "/messages", {"choice": value, "client_id": client_id or self.new_id()})

    def rate(self, seq: int, rating: str, comment: str | None = None) -> list[dict[str, Any]]:
        """Thumbs up or down."""
        return self._messages("POST", "/feedback", {"seq": seq, "rating": rating, "comment": comment})

    def ask_for_person(self, client_id: str | None = None) -> list[dict[str, Any]]:
        """Press "talk to a person"."""
        return self._messages("POST", "/handoff", {"client_id": client_id or self.new_id()})

    def missed(self, after: int = 0) -> list[dict[str, Any]]:
        """Everything after a number."""
        response = self.call("GET", f"/messages?after={after}")
        assert response.status_code == 200, response.text
        messages: list[dict[str, Any]] = response.json()["messages"]
        return messages

    def socket(self, **headers: str) -> Any:
        """A socket, to be opened by `with`."""
        return self.client.websocket_connect(f"{PATH}/socket", headers=headers)

    def new_id(self) -> str:
        """An id that this browser has not used."""
        return f"id-{next(self._ids)}"

    def _messages(self, method: str, path: str, body: dict[str, Any]) -> list[dict[str, Any]]:
        response = self.call(method, path, json=body)
        assert response.status_code == 200, response.text
        messages: list[dict[str, Any]] = response.json()["messages"]
        return messages


def problem(response: Response) -> tuple[int, str]:
    """Status and name of a problem, which has every field that a problem has, and nothing else."""
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert set(body) == {"type", "title", "status"}
    assert body["status"] == response.status_code
    return response.status_code, body["type"].removeprefix("urn:clinic-bot:problem:")


@contextmanager
def serving(
    folder: Path, played: PlayedAssistant, limits: DoorSettings = PLENTY, **options: Any
) -> Iterator[TestClient]:
    """The front door of a clinic that is open, on a data folder, with the played assistant behind it."""
    settings = Settings.from_environment(
        {"CLINIC_BOT_DATA": str(folder / "data"), "CLINIC_BOT_MODELS": str(folder / "models")}
    )
    content = shutil.copytree(settings.content, folder / "content", dirs_exist_ok=True)
    keep_open(content)
    # Not the default ports: somebody's bot may be running there.
    settings = on_free_ports(settings)
    settings = replace(settings, **{"content": content, "assistant_port": played.port, **options})
    with TestClient(front_door(settings, limits), raise_server_exceptions=False) as client:
        yield client
