"""Health: whether the front door is alive, and whether everything behind it is ready."""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.door import Door
from bot.channels.metrics import MEDIA_TYPE
from bot.channels.problem import ProblemError
from bot.child_state import read_states
from bot.moment import stamp_now

LOOK_EVERY = 2.0


class Health:
    """Looks at the assistant and the action server every two seconds, and tells what it saw."""

    def __init__(self, door: Door, channels: Mapping[str, Callable[[], bool | None]]) -> None:
        """`channels` are those that depend on someone else: whether each is up, or None if it is not in use."""
        self._door = door
        self._channels = channels
        self._parts = {"assistant": False, "action server": False}
        self._looked = ""
        """When the last look began, as the supervisor writes moments."""

    def routes(self) -> list[BaseRoute]:
        """/healthz, /readyz and /metrics."""
        return [
            Route("/healthz", self.alive),
            Route("/readyz", self.ready),
            Route("/metrics", self.metrics),
        ]

    async def watch(self) -> None:
        """Look for ever."""
        async with httpx.AsyncClient(trust_env=False, timeout=LOOK_EVERY) as client:
            while True:
                looked = stamp_now()
                self._parts["assistant"] = await self._door.assistant.is_ready()
                self._parts["action server"] = await _answers(
                    client, f"{self._door.settings.actions_url}/health"
                )
                self._looked = looked
                for part, is_ready in {**self._parts, **self._channels_up()}.items():
                    self._door.metrics.ready.labels(part).set(is_ready)
                await asyncio.sleep(LOOK_EVERY)

    async def alive(self, request: Request) -> Response:
        """The process runs and its loop turns."""
        return JSONResponse({"alive": True})

    async def ready(self, request: Request) -> Response:
        """Whether questions can be answered; messages are taken all the same when only the assistant is down."""
        parts = {"store": self._can_store(), **self._parts}
        children: list[dict[str, Any]] = []
        for state in read_states(self._door.settings.data):
            # What was seen of a process before it came up anew was another process.
            seen = parts.get(state.name, True) and (state.name not in parts or self._looked > state.since)
            children.append({**asdict(state), "ready": seen and state.up})
            if state.name in parts:
                parts[state.name] = seen and state.up
        is_ready = all(parts.values())
        body = {
            "ready": is_ready,
            "takes_messages": parts["store"],
            "parts": parts,
            # No reason to be unready: patients on the website are answered all the same.
            "channels": self._channels_up(),
            "children": children,
        }
        return JSONResponse(body, 200 if is_ready else 503)

    async def metrics(self, request: Request) -> Response:
        """Everything that is counted, for this machine or for whoever has the token."""
        token = self._door.limits.metrics_token
        if token and not _has_token(request, token):
            raise ProblemError("no-token")
        if not token and not _is_local(request):
            raise ProblemError("not-allowed")
        return Response(self._door.metrics.text(), media_type=MEDIA_TYPE)

    def _channels_up(self) -> dict[str, bool]:
        states = {name: is_up() for name, is_up in self._channels.items()}
        return {name: state for name, state in states.items() if state is not None}

    def _can_store(self) -> bool:
        try:
            self._door.store.check_writable()
        except sqlite3.Error:
            return False
        return True


async def _answers(client: httpx.AsyncClient, url: str) -> bool:
    try:
        return (await client.get(url)).status_code == 200
    except httpx.HTTPError:
        return False


def _has_token(request: Request, token: str) -> bool:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    return scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), token.encode())


def _is_local(request: Request) -> bool:
    """Whether it comes from this machine itself, and was not passed on by a proxy on it."""
    if any(name in request.headers for name in ("x-forwarded-for", "forwarded", "x-real-ip", "via")):
        return False
    try:
        return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False
