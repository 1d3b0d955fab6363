"""The assistant, as the front door sees it: Rasa over HTTP on loopback."""

from __future__ import annotations

import ssl
import time
from collections.abc import Sequence
from typing import Any

import httpx

from bot.reply import Reply

FORGET_SECONDS = 60.0
"""Forgetting rebuilds a file: it may take longer than a reply."""


class AssistantUnavailableError(Exception):
    """Rasa is down, has no model, took too long or failed; the message says which."""


class AssistantStoppedError(AssistantUnavailableError):
    """Nothing listens where the assistant should be: it is not running."""


class Assistant:
    """Asks Rasa for the replies to one message."""

    def __init__(self, url: str, timeout: float) -> None:
        """`url` is the assistant's root, `timeout` the seconds one message may take."""
        # No proxy from the environment and no authorities to trust, whose reading takes a while: this address is
        # always loopback, in plain HTTP.
        nobody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._client = httpx.AsyncClient(base_url=url, timeout=timeout, trust_env=False, verify=nobody)

    async def close(self) -> None:
        """Close the connection."""
        await self._client.aclose()

    async def reply(
        self, conversation: str, *, text: str | None = None, payload: str | None = None
    ) -> list[Reply]:
        """The replies to what a patient typed (`text`) or pressed (`payload`).

        Raises AssistantUnavailableError when there is no honest reply to give.
        """
        body = {"sender": conversation, "text": text, "payload": payload, "received_at": time.time()}
        response = await self._post("/webhooks/clinic/message", body)
        try:
            replies = [Reply.from_dict(reply) for reply in _replies(response.json())]
        except (ValueError, KeyError, TypeError) as error:
            raise AssistantUnavailableError("an answer that is not a reply") from error
        if not replies:
            raise AssistantUnavailableError("no reply at all")
        return replies

    async def forget(self, conversations: Sequence[str], before: float | None = None) -> int:
        """Make it forget these conversations, or their events from before a moment; returns how many events.

        Raises AssistantStoppedError if it is not running, AssistantUnavailableError if it could not.
        """
        body = {"conversations": list(conversations), "before": before}
        response = await self._post("/webhooks/clinic/forget", body, timeout=FORGET_SECONDS)
        try:
            return int(response.json()["events"])
        except (ValueError, KeyError, TypeError) as error:
            raise AssistantUnavailableError("an answer that is not a count") from error

    async def _post(self, path: str, body: dict[str, Any], timeout: float | None = None) -> httpx.Response:
        try:
            response = await self._client.post(path, json=body, timeout=timeout or self._client.timeout)
        except httpx.ConnectError as error:
            raise AssistantStoppedError(type(error).__name__) from error
        except httpx.TimeoutException as error:
            raise AssistantUnavailableError("took too long") from error
        except httpx.HTTPError as error:
            raise AssistantUnavailableError(type(error).__name__) from error
        if response.status_code != 200:
            raise AssistantUnavailableError(f"status {response.status_code}")
        return response

    async def is_ready(self) -> bool:
        """Whether Rasa is up with a model."""
        try:
            response = await self._client.get("/webhooks/clinic/ready")
        except httpx.HTTPError:
            return False
        return response.status_code == 200


def _replies(data: Any) -> list[dict[str, Any]]:
    replies: list[dict[str, Any]] = data["replies"]
    return replies
