"""Telegram's webhook: Telegram posts updates to the front door, and shows by a secret that it is Telegram."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot, Update
from telegram.error import TelegramError

from bot.channels.telegram_connection import Connection
from bot.channels.telegram_request import readable
from bot.channels.telegram_updates import ALLOWED

logger = logging.getLogger(__name__)

PATH = "/telegram/updates"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
MAX_BYTES = 1_000_000
LOOK_EVERY = 60.0
STOP_SECONDS = 5.0


class Webhook:
    """The route that updates come in by, and the setting at Telegram that sends them there."""

    def __init__(self, public_url: str, token: str, connection: Connection) -> None:
        self.url = public_url.rstrip("/") + PATH
        self._connection = connection
        # Always the same for a token: what Telegram has on its way during a restart is still accepted.
        self._secret = hmac.new(token.encode(), b"webhook of the clinic bot", hashlib.sha256).hexdigest()
        self._take: Callable[[Update], Awaitable[bool]] | None = None
        self._bot: Bot | None = None

    def route(self) -> Route:
        """Where Telegram posts to."""
        return Route(PATH, self.receive, methods=["POST"])

    async def receive(self, request: Request) -> Response:
        """Take one update; anything but 200 makes Telegram send it again."""
        shown = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(shown.encode("utf-8", "replace"), self._secret.encode()):
            return Response(status_code=403)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        if self._take is None:
            return Response(status_code=503)
        try:
            update = Update.de_json(readable(json.loads(body)), self._bot)
        except (ValueError, TypeError, KeyError, AttributeError):
            # Sent again it would be no better.
            logger.error("Something that is no update came in by Telegram's webhook.")
            return Response(status_code=200)
        return Response(status_code=200 if await self._take(update) else 503)

    async def run(self, bot: Bot, take: Callable[[Update], Awaitable[bool]]) -> None:
        """Set the webhook, see that it stays set, and remove it in the end."""
        self._take, self._bot = take, bot
        try:
            while True:
                await asyncio.sleep(await self._look(bot))
        finally:
            self._take = None
            with suppress(TelegramError, TimeoutError):
                await asyncio.wait_for(bot.delete_webhook(), STOP_SECONDS)

    async def _look(self, bot: Bot) -> float:
        """Set it where it is not set; how many seconds to wait before the next look."""
        try:
            info = await bot.get_webhook_info()
            if info.url != self.url:
                await bot.set_webhook(self.url, secret_token=self._secret, allowed_updates=ALLOWED)
            elif info.last_error_message and info.pending_update_count:
                return self._connection.failed(UnreachableError())
        except TelegramError as error:
            return self._connection.failed(error)
        self._connection.works()
        return LOOK_EVERY


class UnreachableError(Exception):
    """Telegram has updates for us and does not get through to the public address."""


async def _body(request: Request) -> bytes | None:
    """The body, or None if it is too large."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BYTES:
            return None
    return body
