"""The assistant, as the front door sees it: Rasa over HTTP on loopback."""

from __future__ import annotations

import time
from typing import Any

import httpx

from bot.reply import Reply


class AssistantUnavailableError(Exception):
    """Rasa is down, has no model, took too long or failed; the message says which."""


class Assistant:
    """Asks Rasa for the replies to one message."""

    def __init__(self, url: str, timeout: float) -> None:
        """`url` is the assistant's root, `timeout` the seconds one message may take."""
        # No proxy from the environment: this address is always loopback.
        self._client = httpx.AsyncClient(base_url=url, timeout=timeout, trust_env=False)

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
        try:
            response = await self._client.post("/webhooks/clinic/message", json=body)
        except httpx.TimeoutException as error:
            raise AssistantUnavailableError("took too long") from error
        except httpx.HTTPError as error:
            raise AssistantUnavailableError(type(error).__name__) from error
        if response.status_code != 200:
            raise AssistantUnavailableError(f"status {response.status_code}")
        try:
            replies = [Reply.from_dict(reply) for reply in _replies(response.json())]
        except (ValueError, KeyError, TypeError) as error:
            raise AssistantUnavailableError("an answer that is not a reply") from error
        if not replies:
            raise AssistantUnavailableError("no reply at all")
        return replies

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
