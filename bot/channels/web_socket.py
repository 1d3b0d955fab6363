"""The socket of the web chat: pushes what is new to a browser, and what it missed at the start."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import anyio
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from bot.channels.body import after_in, number_in, parse_object
from bot.channels.door import Door
from bot.channels.limits import Limits, address_of
from bot.channels.message_json import messages_json
from bot.channels.problem import ProblemError
from bot.delivery import note_delivered
from bot.feed import Feed, Signal, Signals
from bot.feedback import Feedback
from bot.token_bucket import TokenBuckets
from bot.web_tokens import WebTokens

HELLO_SECONDS = 5.0
LOOK_EVERY = 30.0
"""Seconds after which the token is looked at again: a command may have erased the conversation."""
MAX_FRAME = 4096
FRAMES, FRAME_SECONDS = 60, 10.0

BAD_FRAME, NO_TOKEN, NO_HELLO, TOO_LONG, TOO_MANY = 4400, 4401, 4408, 4413, 4429


class ClosedError(Exception):
    """Ends a socket with a close code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class WebSocketChat:
    """One socket after another; each shows its token first, then only listens and is told."""

    def __init__(self, door: Door, tokens: WebTokens, feedback: Feedback, limits: Limits) -> None:
        self._door = door
        self._tokens = tokens
        self._feedback = feedback
        self._limits = limits

    async def serve(self, websocket: WebSocket) -> None:
        """Serve one socket until it is closed."""
        if not self._may_connect(websocket):
            await websocket.close()
            return
        await websocket.accept()
        try:
            self._limits.request(address_of(websocket))
            with self._limits.socket(address_of(websocket)), self._door.metrics.sockets.track_inprogress():
                await self._serve(websocket)
        except ClosedError as closed:
            await _close(websocket, closed.code)
        except ProblemError:
            await _close(websocket, TOO_MANY)
        except WebSocketDisconnect:
            return

    def _may_connect(self, websocket: WebSocket) -> bool:
        """Whether the page that opens it is the clinic's or our own; what is no browser names no page."""
        origin = websocket.headers.get("origin")
        if origin is None or origin.lower() in self._door.limits.sites:
            return True
        return urlsplit(origin.lower()).netloc == websocket.headers.get("host", "").lower()

    async def _serve(self, websocket: WebSocket) -> None:
        token, after = await _hello(websocket)
        conversation = self._tokens.conversation(token)
        if conversation is None:
            raise ClosedError(NO_TOKEN)
        with (
            self._limits.conversation_socket(conversation),
            self._door.feed.subscribe(conversation) as signals,
        ):
            await _first_of(
                partial(self._push, websocket, signals, conversation, token, after),
                partial(_listen, websocket, self._door.feed, conversation),
            )

    async def _push(
        self, websocket: WebSocket, signals: Signals, conversation: str, token: str, after: int
    ) -> None:
        last = await self._send_messages(websocket, conversation, after)
        await self._send_state(websocket, conversation)
        while True:
            signal = None
            with anyio.move_on_after(LOOK_EVERY):
                signal = await anext(signals)
            if signal is not None and signal.kind == "erased":
                await self._send(websocket, {"type": "erased"})
                last = 0
            if self._tokens.conversation(token) is None:
                raise ClosedError(NO_TOKEN)
            if signal is not None and signal.kind == "typing":
                await self._send_typing(websocket, signal)
            elif signal is not None and signal.kind == "state":
                await self._send_state(websocket, conversation)
            else:
                last = await self._send_messages(websocket, conversation, last)

    async def _send_messages(self, websocket: WebSocket, conversation: str, after: int) -> int:
        """Send what came after a sequence number; returns the last number."""
        messages = self._door.store.messages(conversation, after)
        if not messages:
            return after
        ratings = self._feedback.ratings(conversation)
        await self._send(websocket, {"type": "messages", "messages": messages_json(messages, ratings)})
        note_delivered(self._door.store, self._door.feed, messages)
        return messages[-1].seq

    async def _send_typing(self, websocket: WebSocket, signal: Signal) -> None:
        if signal.sender in ("bot", "staff"):
            await self._send(websocket, {"type": "typing", "sender": signal.sender})

    async def _send_state(self, websocket: WebSocket, conversation: str) -> None:
        holder = self._door.conversations.holder(conversation)
        await self._send(websocket, {"type": "state", "holder": holder})

    async def _send(self, websocket: WebSocket, frame: dict[str, Any]) -> None:
        # A browser that takes nothing is gone: it reads what it missed when it is back.
        with anyio.fail_after(self._door.limits.slow_seconds):
            await websocket.send_json(frame)


async def _first_of(*works: Callable[[], Awaitable[None]]) -> None:
    """Do these at once until the first ends, end the others, and pass on what the first failed with."""
    failures: list[Exception] = []

    async def do(work: Callable[[], Awaitable[None]], scope: anyio.CancelScope) -> None:
        try:
            await work()
        except Exception as error:
            failures.append(error)
        scope.cancel()

    async with anyio.create_task_group() as group:
        for work in works:
            group.start_soon(do, work, group.cancel_scope)
    if failures:
        raise failures[0]


async def _hello(websocket: WebSocket) -> tuple[str, int]:
    """The token and the last number known, from the handshake's header or the first frame."""
    scheme, _, token = websocket.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        try:
            return token.strip(), after_in(websocket.query_params.get("after"))
        except ProblemError:
            raise ClosedError(BAD_FRAME) from None
    try:
        with anyio.fail_after(HELLO_SECONDS):
            frame = await _receive(websocket)
    except TimeoutError:
        raise ClosedError(NO_HELLO) from None
    if frame.get("type") != "hello" or not isinstance(frame.get("token"), str):
        raise ClosedError(BAD_FRAME)
    try:
        return frame["token"], number_in(frame.get("after", 0))
    except ProblemError:
        raise ClosedError(BAD_FRAME) from None


async def _listen(websocket: WebSocket, feed: Feed, conversation: str) -> None:
    allowed = TokenBuckets(FRAMES, FRAME_SECONDS, most_keys=1)
    while True:
        frame = await _receive(websocket)
        if allowed.take(conversation):
            raise ClosedError(TOO_MANY)
        if frame.get("type") == "typing":
            feed.publish(Signal(conversation, "typing", "patient"))
        elif frame.get("type") == "ping":
            await websocket.send_json({"type": "pong"})
        else:
            raise ClosedError(BAD_FRAME)


async def _receive(websocket: WebSocket) -> dict[str, Any]:
    """The next frame; raises ClosedError for one that is binary, too long or no JSON object."""
    event = await websocket.receive()
    if event["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(event.get("code") or 1005)
    text = event.get("text")
    if text is None:
        raise ClosedError(BAD_FRAME)
    if len(text) > MAX_FRAME:
        raise ClosedError(TOO_LONG)
    try:
        return parse_object(text)
    except ProblemError:
        raise ClosedError(BAD_FRAME) from None


async def _close(websocket: WebSocket, code: int) -> None:
    if websocket.application_state is WebSocketState.CONNECTED:
        await websocket.close(code)
