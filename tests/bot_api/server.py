"""The server of the played Bot API: HTTP on loopback, in a thread of its own."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import uvicorn
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from .chats import Chat
from .faults import Fault, Faults
from .methods import Methods
from .problems import RefusalError
from .updates import Updates

TOKEN = "4711:AAtestcanaryzebrafinchtokenAAAAAAAAAA"
"""A token that opens nothing, and whose words stand nowhere else."""
T = TypeVar("T")


@dataclass(frozen=True)
class Call:
    """One request that was answered or met a fault."""

    method: str
    params: dict[str, Any]
    at: float
    ok: bool


class BotApi:
    """The Bot API for one bot: what people do is told it by a test, and what the bot does is seen in its chats."""

    def __init__(self, *, local: bool = True) -> None:
        """A `local` server takes webhooks over plain http, as Telegram's own server does when it is run locally."""
        self.token = TOKEN
        self.chats: dict[int, Chat] = {}
        self.faults = Faults()
        self.calls: list[Call] = []
        self.keeps_calls = True
        self.updates = Updates()
        self.methods = Methods(self.chats, self.updates, local=local)
        self.url = ""
        self.loop: asyncio.AbstractEventLoop | None = None

    def do(self, action: Callable[[], T]) -> T:
        """Run something in the server's own thread and wait for it."""
        assert self.loop is not None

        async def run() -> T:
            return action()

        return asyncio.run_coroutine_threadsafe(run(), self.loop).result(10)

    def calls_of(self, method: str, chat: int | None = None) -> list[Call]:
        """The requests for one method, to one chat: asked in the server's thread, where none is half done."""
        calls = self.do(lambda: list(self.calls))
        return [
            each
            for each in calls
            if each.method == method and (chat is None or str(each.params.get("chat_id")) == str(chat))
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        token, _, method = scope["path"].removeprefix("/bot").partition("/")
        params = await _params(Request(scope, receive))
        fault = self.faults.next(method, params) if token == self.token else None
        if fault:
            await self._go_wrong(fault, method, params, send)
            return
        status, body = await self._answer(token, method, params)
        await _respond(send, status, body)

    async def _answer(self, token: str, method: str, params: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        try:
            if token != self.token:
                raise RefusalError(401, "Unauthorized") if ":" in token else RefusalError(404, "Not Found")
            result = await self.methods.call(method, params)
        except RefusalError as refusal:
            self._note(method, params, ok=False)
            return refusal.code, _refused(refusal.code, refusal.description, refusal.parameters)
        self._note(method, params, ok=True)
        return 200, {"ok": True, "result": result}

    def _note(self, method: str, params: dict[str, Any], *, ok: bool) -> None:
        if self.keeps_calls:
            self.calls.append(Call(method, params, time.monotonic(), ok))

    async def _go_wrong(self, fault: Fault, method: str, params: dict[str, Any], send: Send) -> None:
        if not fault.is_done_all_the_same:
            self._note(method, params, ok=False)
            if fault.code:
                await _respond(send, fault.code, _refused(fault.code, fault.description, fault.parameters))
            else:
                await _cut(send, b"")
            return
        status, body = await self._answer(self.token, method, params)
        await asyncio.sleep(fault.hang)
        if fault.cut:
            whole = json.dumps(body).encode()
            await _cut(send, whole[: len(whole) // 2] if fault.cut == "middle" else b"")
        else:
            await _respond(send, status, body)


async def _params(request: Request) -> dict[str, Any]:
    params: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        params |= await request.json()
    elif kind.startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        form = await request.form()
        params |= {k: await v.read() if isinstance(v, UploadFile) else v for k, v in form.multi_items()}
        _attach(params)
    return params


def _attach(params: dict[str, Any]) -> None:
    """Put uploaded files where `attach://` points to them."""
    for name, value in list(params.items()):
        if isinstance(value, str) and value.startswith("attach://"):
            params[name] = params.pop(value.removeprefix("attach://"), "")


def _refused(code: int, description: str, parameters: dict[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    return body | ({"parameters": parameters} if parameters else {})


async def _respond(send: Send, status: int, body: dict[str, Any]) -> None:
    data = json.dumps(body).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(data)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": data})


async def _cut(send: Send, part: bytes) -> None:
    """Promise more than is sent, and hang up: uvicorn closes the connection when the application ends early."""
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(part) + 100).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": part, "more_body": True})


@contextmanager
def serving(*, local: bool = True) -> Iterator[BotApi]:
    """A played Bot API on a free port of loopback."""
    api = BotApi(local=local)
    config = uvicorn.Config(
        api,
        host="127.0.0.1",
        port=0,
        log_config=None,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=1,
        access_log=False,
    )
    # That the application ends early is what a cut connection looks like from inside.
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    server = uvicorn.Server(config)
    ready = threading.Event()

    async def serve() -> None:
        api.loop = asyncio.get_running_loop()
        task = asyncio.create_task(server.serve())
        while not server.started and not task.done():
            await asyncio.sleep(0.005)
        if task.done():
            task.result()
        api.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        ready.set()
        await task

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield api
    finally:
        api.do(api.updates.stop)
        server.should_exit = True
        thread.join(10)
