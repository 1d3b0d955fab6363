"""A played web chat API: answers for the server, to bring about what a real one seldom does."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import BrowserContext, Route, WebSocketRoute

CLINIC = {
    "name": "Example Spine Clinic",
    "phone": {"label": "+1 555 010 0199", "url": "tel:+15550100199"},
    "emergency": {"label": "911", "url": "tel:911"},
    "hours": "Monday to Friday 8:00 to 17:00",
    "open_now": True,
    "answered": [{"label": "+1 555 010 0199", "url": "tel:+15550100199", "until": None}],
}
AT = "2026-11-26T09:05:00.000+00:00"


def message(seq: int, text: str, sender: str = "bot", **parts: Any) -> dict[str, Any]:
    """A message as the API describes it."""
    reply = {
        "kind": "answer",
        "topics": [],
        "procedure": None,
        "answer_ids": [],
        "level": None,
        "choices": [],
        "sources": [],
        "reviewed": None,
        "links": [],
        "pictures": [],
        "language": None,
        "rating": None,
    }
    return {"seq": seq, "sender": sender, "text": text, "at": AT, "client_id": None, **reply, **parts}


class PlayedApi:
    """What the played server knows and says; tests change it while a page uses it."""

    def __init__(self, messages: list[dict[str, Any]]) -> None:
        self.clinic: dict[str, Any] = CLINIC
        self.messages = messages
        self.problems: list[tuple[int, str, int | None]] = []
        """What the next messages are refused with: status, name, Retry-After."""
        self.help: list[dict[str, Any]] = []
        """What a problem carries for a danger that could not be stored."""
        self.echo = True
        """Whether a message is answered at all."""
        self.received: list[dict[str, Any]] = []
        self.started = 0
        self.sockets = 0
        self.token = "played-token"
        self.has_sockets = False
        self.is_down = False
        self._open: list[WebSocketRoute] = []

    def play(self, context: BrowserContext) -> None:
        """Answer for the server in every page of this browser."""
        context.route("**/chat/v1/**", self._answer)
        context.route_web_socket("**/chat/v1/socket", self._socket)

    def push(self, messages: list[dict[str, Any]]) -> None:
        """Send messages to every open socket, in this order."""
        self._send({"type": "messages", "messages": messages})

    def types(self, sender: str) -> None:
        """Let every open socket see that the bot or the staff write."""
        self._send({"type": "typing", "sender": sender})

    def _send(self, frame: dict[str, Any]) -> None:
        for socket in self._open:
            socket.send(json.dumps(frame))

    def _socket(self, socket: WebSocketRoute) -> None:
        self.sockets += 1
        if not self.has_sockets or self.is_down:
            socket.close()
            return
        self._open.append(socket)

        def hear(frame: str | bytes) -> None:
            data = json.loads(frame)
            if data["type"] == "hello":
                after = data["after"]
                missed = [each for each in self.messages if each["seq"] > after]
                socket.send(json.dumps({"type": "messages", "messages": missed}))
            elif data["type"] == "ping":
                socket.send(json.dumps({"type": "pong"}))

        socket.on_message(hear)

    def _answer(self, route: Route) -> None:
        request = route.request
        url = urlsplit(request.url)
        path = url.path.removeprefix("/chat/v1")
        if self.is_down:
            route.abort()
        elif path == "/clinic":
            _json(route, self.clinic)
        elif path == "/conversations":
            self.started += 1
            _json(route, {"conversation": "c", "token": self.token, "messages": self.messages}, 201)
        elif request.headers.get("authorization") != f"Bearer {self.token}":
            _problem(route, 401, "no-token", None)
        elif path == "/messages" and request.method == "GET":
            after = int(parse_qs(url.query)["after"][0])
            _json(route, {"messages": [each for each in self.messages if each["seq"] > after]})
        elif self.problems and request.method == "POST":
            client_id = (request.post_data_json or {}).get("client_id")
            help = [{**each, "sender": "bot", "at": AT, "client_id": client_id} for each in self.help]
            _problem(route, *self.problems.pop(0), help)
        else:
            self._take(route, path, request.post_data_json if request.post_data else {})

    def _take(self, route: Route, path: str, data: dict[str, Any]) -> None:
        self.received.append({"path": path, "method": route.request.method, **data})
        if path == "/conversations/current":
            _json(route, {"receipt": {"messages": len(self.messages)}})
            return
        new: list[dict[str, Any]] = []
        if path in ("/messages", "/handoff") and self.echo:
            seq = max([0, *(each["seq"] for each in self.messages)])
            text = data.get("text") or "Talk to a person"
            new = [
                message(seq + 1, text, "patient", client_id=data.get("client_id")),
                message(seq + 2, f"Answer to: {text[:60]}"),
            ]
            self.messages += new
        _json(route, {"messages": new})


def _json(route: Route, data: Any, status: int = 200) -> None:
    route.fulfill(status=status, content_type="application/json", body=json.dumps(data))


def _problem(
    route: Route, status: int, name: str, retry_after: int | None, help: list[dict[str, Any]] | None = None
) -> None:
    told = {"type": f"urn:clinic-bot:problem:{name}", "title": name, "status": status}
    body = json.dumps({**told, "help": help} if help else told)
    headers = {"Retry-After": str(retry_after)} if retry_after else {}
    route.fulfill(status=status, content_type="application/problem+json", headers=headers, body=body)
