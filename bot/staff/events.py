"""Live updates: server-sent events that say what changed, never what was said; the page then reads it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.feed import Signal, Signals
from bot.staff.console import Console, signed_in
from bot.staff.guard import SignedIn

TICK = 15.0
"""Seconds after which something is sent all the same: waiting times grow, and a dead line is noticed."""
REPLY_IN = 3000
"""Milliseconds after which a browser that lost the line tries again."""


class Events:
    """One endless answer for each open page."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def routes(self) -> list[Route]:
        """The stream."""
        return [Route("/events", self.stream, methods=["GET"])]

    async def stream(self, request: Request) -> Response:
        """Signals of all conversations, for as long as the session holds."""
        return StreamingResponse(
            self._lines(signed_in(request)),
            media_type="text/event-stream",
            headers={"X-Accel-Buffering": "no"},
        )

    async def _lines(self, who: SignedIn) -> AsyncIterator[str]:
        yield f"retry: {REPLY_IN}\n\n"
        with self._console.feed.subscribe() as signals:
            while self._may_go_on(who):
                signal = await _next(signals)
                if signal is not None and signal.kind == "closing":
                    # Not signed out: the browser comes back by itself when there is a server again.
                    return
                yield _event(signal)
        yield "event: signed-out\ndata: {}\n\n"

    def _may_go_on(self, who: SignedIn) -> bool:
        account = self._console.accounts.numbered(who.account.id)
        shut = account is None or account.disabled
        return not shut and self._console.sessions.is_live(who.session.id)


async def _next(signals: Signals) -> Signal | None:
    """The next signal, or None when a tick is due first."""
    try:
        return await asyncio.wait_for(signals.__anext__(), TICK)
    except TimeoutError:
        return None


def _event(signal: Signal | None) -> str:
    if signal is None:
        return "event: tick\ndata: {}\n\n"
    data = {"conversation": signal.conversation, "kind": signal.kind, "sender": signal.sender}
    return f"event: changed\ndata: {json.dumps(data)}\n\n"
