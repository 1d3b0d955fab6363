"""The body of a form: it arrives in full and in time, or no page is called."""

from __future__ import annotations

import asyncio

from starlette.requests import ClientDisconnect, Request
from starlette.types import Message, Receive


class FormBodyError(Exception):
    """A body that is not waited for any longer; has the status and the words to say so."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


async def arrived(request: Request, most: int, seconds: float) -> Receive:
    """What a page receives: the whole body, of at most so many bytes and in so many seconds; raises FormBodyError."""
    try:
        async with asyncio.timeout(seconds):
            body = await _read(request, most)
    except TimeoutError:
        raise FormBodyError(408, "The request took too long to arrive.") from None
    except ClientDisconnect:
        raise FormBodyError(400, "The request broke off.") from None
    first: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return first.pop() if first else await request.receive()

    return receive


async def _read(request: Request, most: int) -> bytes:
    body = bytearray()
    # The length that was declared need not be the true one.
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise FormBodyError(413, "The request is too large.")
    return bytes(body)
