"""What replaces Rasa's own functions does the same as they do."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

pytestmark = pytest.mark.rasa

GOOD: dict[str, Any] = {
    "events": [{"event": "slot", "timestamp": None, "name": "misses", "value": 1}],
    "responses": [],
}
BAD: list[dict[str, Any]] = [
    {"events": "none", "responses": []},
    {"events": [{"name": "misses"}], "responses": []},
    {"events": [], "responses": "none"},
]


def accepts(check: Any, result: dict[str, Any]) -> bool:
    """Whether a check lets an action's response through."""
    from jsonschema import ValidationError

    try:
        return bool(check(result))
    except ValidationError:
        return False


@pytest.mark.parametrize("result", [GOOD, {"events": [], "responses": []}, *BAD])
def test_response_check_agrees_with_rasas(result: dict[str, Any]) -> None:
    """A response of an action is accepted or refused as Rasa would."""
    from rasa.core.actions.action import RemoteAction

    from bot.channels.rasa_server import validate_action_result

    action = RemoteAction("action_answer", None)
    rasas = RemoteAction.__dict__["_validate_action_result"].__get__(action)
    assert accepts(lambda each: validate_action_result(action, each), result) is accepts(rasas, result)


def test_graph_gives_what_dask_gives() -> None:
    """A graph run in our order has the results that dask finds, for all targets and for one."""
    from rasa.engine.graph import GraphSchema, SchemaNode
    from rasa.engine.runner.dask import DaskGraphRunner

    from bot.channels.rasa_server import run_graph

    def node(needs: dict[str, str], is_target: bool = False) -> SchemaNode:
        return SchemaNode(needs, object, "create", "run", {}, is_target=is_target)

    runner = DaskGraphRunner.__new__(DaskGraphRunner)
    runner._execution_context = None
    runner._graph_schema = GraphSchema(
        {
            "twice": node({"number": "given"}),
            "sum": node({"left": "given", "right": "twice"}, is_target=True),
            "side": node({"number": "twice"}, is_target=True),
        }
    )
    runner._instantiated_nodes = {
        "twice": lambda given: ("twice", 2 * given[1]),
        "sum": lambda left, right: ("sum", left[1] + right[1]),
        "side": lambda number: ("side", -number[1]),
    }
    for targets in (None, ["side"], ["sum", "side"]):
        rasas = DaskGraphRunner.__dict__["run"](runner, {"given": 3}, targets)
        assert run_graph(runner, {"given": 3}, targets) == rasas
    assert run_graph(runner, {"given": 3}) == {"sum": 9, "side": -6}


def test_empty_domain_is_told_from_a_full_one() -> None:
    """A domain is found to be empty or not as Rasa finds it, each time it is asked."""
    from rasa.shared.core.domain import Domain

    from bot.channels.rasa_server import is_empty

    rasas = Domain.__dict__["is_empty"]
    full = Domain.from_dict({"version": "3.1", "intents": ["what_is"]})
    for domain in (Domain.empty(), full, Domain.empty(), full):
        assert is_empty(domain) is rasas(domain)
    assert is_empty(Domain.empty())
    assert not is_empty(full)


def test_session_is_kept_and_made_anew_when_closed() -> None:
    """An endpoint's calls share one HTTP session; a closed one is replaced."""
    from rasa.utils.endpoints import EndpointConfig

    from bot.channels.rasa_server import kept_session

    async def use() -> None:
        endpoint = EndpointConfig("http://127.0.0.1:1")
        session = kept_session(EndpointConfig.__dict__["session"])
        async with session(endpoint) as first:
            pass
        async with session(endpoint) as second:
            assert second is first
            assert not second.closed
        await first.close()
        async with session(endpoint) as third:
            assert third is not first
        await third.close()

    asyncio.run(use())


class _Impatient(BaseHTTPRequestHandler):
    """An action server that hangs up after a fifth of a second without a call."""

    protocol_version = "HTTP/1.1"
    timeout = 0.2

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def impatient() -> Iterator[str]:
    """The URL of an action server that hangs up soon."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Impatient)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("idle", "lost"), [(0.1, False), (15.0, True)])
def test_call_after_a_long_turn_is_not_lost(
    monkeypatch: pytest.MonkeyPatch, impatient: str, idle: float, lost: bool
) -> None:
    """The assistant works on a turn and does not see the action server hang up; kept for longer, the line is dead."""
    import aiohttp
    from rasa.utils.endpoints import EndpointConfig

    from bot.channels import rasa_server

    async def call_twice() -> None:
        endpoint = EndpointConfig(impatient)
        await endpoint.request(json={})
        # Not asyncio.sleep: as reading the texts anew does, this keeps the loop from noticing anything.
        time.sleep(0.5)
        try:
            assert await endpoint.request(json={}) == {}
        finally:
            async with endpoint.session() as session:
                await session.close()

    monkeypatch.setattr(rasa_server, "IDLE_SECONDS", idle)
    monkeypatch.setattr(EndpointConfig, "session", rasa_server.kept_session(EndpointConfig.session))
    if lost:
        with pytest.raises(aiohttp.ClientConnectionError):
            asyncio.run(call_twice())
    else:
        asyncio.run(call_twice())


def test_action_server_is_never_the_one_to_hang_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """It keeps an idle line open for much longer than the assistant would use it again."""
    from rasa_sdk.endpoint import create_app

    import actions.server
    from bot.channels.rasa_server import IDLE_SECONDS

    kept: list[float] = []
    monkeypatch.setattr(actions.server, "services", lambda: None)
    monkeypatch.setattr(
        actions.server, "rasa_sdk_main", lambda: kept.append(create_app("actions").config.KEEP_ALIVE_TIMEOUT)
    )
    monkeypatch.setenv("SANIC_KEEP_ALIVE_TIMEOUT", "5")
    actions.server.main()
    assert kept[0] > 10 * IDLE_SECONDS


def test_failed_action_is_told_without_the_talk() -> None:
    """The error of an action's failed call names its status and not its body, which holds what patients wrote."""
    from rasa.utils.endpoints import ClientResponseError

    from bot.channels.rasa_server import tell_no_body

    error = ClientResponseError.__new__(ClientResponseError)
    tell_no_body(error, 500, "Internal Server Error", "zebrafinch4711")
    assert (error.status, error.message, error.text) == (500, "Internal Server Error", "zebrafinch4711")
    assert str(error) == "500, Internal Server Error"


def test_event_classes_are_found_as_before() -> None:
    """The cached look-up finds the classes that Rasa's finds."""
    from functools import cache

    from rasa.shared.core.events import Event

    for name in ("user", "bot", "slot", "action", "session_started"):
        assert cache(Event.resolve_by_type)(name) is Event.resolve_by_type(name)
