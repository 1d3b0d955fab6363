"""The updates of the played Bot API: kept until they are confirmed, by long polling or by webhook."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx

from .problems import RefusalError

RETRY_WEBHOOK_SECONDS = 0.1


class Updates:
    """What the bot has not confirmed yet, oldest first."""

    def __init__(self) -> None:
        self.pending: list[dict[str, Any]] = []
        self.webhook = ""
        self.webhook_error = ""
        self.secret: str | None = None
        self.confirmed = 0
        """How many updates the bot has confirmed."""
        self.polls: list[int] = []
        """The offsets that were asked for."""
        self.twice: set[int] = set()
        """Updates that are delivered twice, whatever is confirmed."""
        self._next_id = 1000
        self._changed = asyncio.Event()
        self._poller: asyncio.Task[Any] | None = None
        self._delivery: asyncio.Task[None] | None = None

    def add(self, content: dict[str, Any]) -> int:
        """A new update; returns its id."""
        self._next_id += 1
        self.pending.append({"update_id": self._next_id, **content})
        self._wake()
        return self._next_id

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    def set_webhook(self, url: str, secret: str | None) -> None:
        """Deliver to this address from now on, or to none."""
        self.webhook, self.secret, self.webhook_error = url, secret, ""
        if self._delivery:
            self._delivery.cancel()
            self._delivery = None
        if url:
            self._delivery = asyncio.get_running_loop().create_task(self._deliver())

    def stop(self) -> None:
        """Deliver nothing more."""
        for task in (self._delivery, self._poller):
            if task:
                task.cancel()

    async def poll(
        self, offset: int, limit: int, timeout: float, allowed: list[str] | None
    ) -> list[dict[str, Any]]:
        """The next updates from `offset` on, waiting for one if there is none."""
        if self.webhook:
            raise RefusalError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the"
                " webhook first",
            )
        if self._poller and not self._poller.done():
            self._poller.cancel()
        self.polls.append(offset)
        self._confirm(offset)
        self._poller = asyncio.get_running_loop().create_task(self._wait(limit, timeout, allowed))
        try:
            return await self._poller
        except asyncio.CancelledError as error:
            raise RefusalError(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
            ) from error

    def _confirm(self, offset: int) -> None:
        left = [
            each for each in self.pending if each["update_id"] >= offset or each["update_id"] in self.twice
        ]
        self.twice -= {each["update_id"] for each in left if each["update_id"] < offset}
        self.confirmed += len(self.pending) - len(left)
        self.pending = left

    async def _wait(self, limit: int, timeout: float, allowed: list[str] | None) -> list[dict[str, Any]]:
        loop = asyncio.get_running_loop()
        until = loop.time() + timeout
        while True:
            if allowed:
                self.pending = [each for each in self.pending if set(each) & set(allowed)]
            if self.pending or loop.time() >= until:
                return self.pending[:limit]
            try:
                await asyncio.wait_for(self._changed.wait(), until - loop.time())
            except TimeoutError:
                continue

    async def _deliver(self) -> None:
        """Post one update after the other until each is taken."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        async with httpx.AsyncClient(trust_env=False, timeout=10, headers=headers) as client:
            while True:
                if not self.pending:
                    await self._changed.wait()
                    continue
                if await self._post(client, self.pending[0]):
                    self.confirmed += 1
                    first = self.pending.pop(0)
                    if first["update_id"] in self.twice:
                        self.twice.discard(first["update_id"])
                        self.pending.insert(0, first)
                else:
                    await asyncio.sleep(RETRY_WEBHOOK_SECONDS)

    async def _post(self, client: httpx.AsyncClient, update: dict[str, Any]) -> bool:
        try:
            response = await client.post(self.webhook, json=update)
        except httpx.HTTPError as error:
            self.webhook_error = f"Connection failed: {type(error).__name__}"
            return False
        if response.status_code // 100 == 2:
            self.webhook_error = ""
            return True
        self.webhook_error = f"Wrong response from the webhook: {response.status_code}"
        return False
