"""The assistant, played by a tiny HTTP server on loopback that speaks its protocol."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from bot.reply import Reply


@dataclass
class PlayedAssistant:
    """Speaks the assistant's protocol; `status` and `body` are what the next message gets."""

    url: str
    status: int = 200
    body: bytes = b""
    hangs: bool = False
    asked: list[dict[str, Any]] = field(default_factory=list)
    """The bodies of the messages it was sent."""
    forgotten: list[dict[str, Any]] = field(default_factory=list)
    """The bodies of the requests to forget; each is said to have had four events."""
    on_message: Callable[[], object] | None = None
    """What happens in the store when the next message comes, as an action's work would."""
    on_forget: Callable[[], object] | None = None
    """What happens while it forgets a conversation."""
    released: threading.Event = field(default_factory=threading.Event)

    @property
    def port(self) -> int:
        """The loopback port it listens on."""
        return int(self.url.rpartition(":")[2])

    def begins(self, *replies: Reply) -> None:
        """Forget the last test."""
        self.hangs = False
        self.on_message = self.on_forget = None
        self.released.set()
        self.released = threading.Event()
        self.asked.clear()
        self.forgotten.clear()
        self.will_say(*replies)

    def will_say(self, *replies: Reply) -> None:
        """Answer from now on with these replies."""
        self.status = 200
        self.body = json.dumps({"replies": [reply.as_dict() for reply in replies]}).encode()


class _Handler(BaseHTTPRequestHandler):
    """One request to the played assistant."""

    def do_GET(self) -> None:
        played: PlayedAssistant = self.server.played  # type: ignore[attr-defined]
        self._send(200 if played.status == 200 else 503, b"{}")

    def do_POST(self) -> None:
        played: PlayedAssistant = self.server.played  # type: ignore[attr-defined]
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path.endswith("/forget"):
            played.forgotten.append(body)
            if played.on_forget:
                played.on_forget()
            self._send(played.status, b'{"events": 4}')
            return
        played.asked.append(body)
        if played.on_message:
            played.on_message()
        if played.hangs:
            played.released.wait(5)
        self._send(played.status, played.body)

    def _send(self, status: int, body: bytes) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except ConnectionError:
            # The caller gave up waiting, as it should.
            return

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output clean."""


class _Server(ThreadingHTTPServer):
    """With as long a queue as the assistant's: of Python's own, with 5 places, a burst of messages falls out."""

    daemon_threads = True
    request_queue_size = 100


@contextmanager
def playing() -> Iterator[PlayedAssistant]:
    """A played assistant on a free port."""
    server = _Server(("127.0.0.1", 0), _Handler)
    played = PlayedAssistant(f"http://127.0.0.1:{server.server_port}")
    server.played = played  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, args=(0.005,), daemon=True).start()
    try:
        yield played
    finally:
        played.released.set()
        server.shutdown()
        server.server_close()
