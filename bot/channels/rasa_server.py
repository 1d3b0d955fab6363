"""Rasa's server with five costs of a turn taken out, and a leak: `python -m bot.channels.rasa_server run ...`.

Each function here replaces one of Rasa 3.6.21's that does the same work anew at every turn; profiles are in
docs/decisions.md. `rasa run` works without them, only slower. A test holds each against Rasa's own. One more keeps
what patients wrote out of Rasa's log when an action fails.
"""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from types import TracebackType
from typing import Any

import aiohttp
import jsonschema
from rasa.core.actions.action import RemoteAction
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from bot.awaited_files import wait_for_files
from bot.live_content import live_content
from bot.model import pipeline_modules
from bot.sentence_encoder import sentence_encoder
from bot.settings import Settings

IDLE_SECONDS = 3.0
"""After so long without a call the line to the action server is opened anew.

Never may the action server be the one to hang up (`actions.server`): in a turn that works for long, as the first
after an edit of the texts does, that goes unnoticed, and the call would go to nobody.
"""


def main() -> None:
    """Rasa's command line, on a faster Rasa, with all loaded that can be before there is a model to load."""
    install()
    import_module("rasa.core.run")
    for component in pipeline_modules():
        import_module(component)
    from rasa.__main__ import main as rasa_main

    live_content(Settings.from_environment().content)
    sentence_encoder()
    wait_for_files(os.environ)
    rasa_main()


def install() -> None:
    """Put the replacements in place, once, before a server starts."""
    RemoteAction._validate_action_result = validate_action_result
    Event.resolve_by_type = staticmethod(cache(Event.resolve_by_type))
    DaskGraphRunner.run = run_graph
    Domain.is_empty = is_empty
    EndpointConfig.session = kept_session(EndpointConfig.session)
    ClientResponseError.__init__ = tell_no_body


def validate_action_result(_: RemoteAction, result: dict[str, Any]) -> bool:
    """Check an action's response; Rasa checks the schema itself each time as well (2 ms)."""
    error = jsonschema.exceptions.best_match(_action_result_validator().iter_errors(result))
    if error is not None:
        raise error
    return True


def tell_no_body(error: ClientResponseError, status: int, message: str, text: str) -> None:
    """An action's failed response, without its body in the message: that is the whole conversation, and is logged."""
    error.status, error.message, error.text = status, message, text
    aiohttp.ClientError.__init__(error, f"{status}, {message}")


def run_graph(
    runner: DaskGraphRunner, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
) -> dict[str, Any]:
    """Run a graph in an order found once; dask finds one at every run."""
    names = tuple(targets or runner._graph_schema.target_names)
    given = inputs or {}
    results: dict[str, tuple[str, Any]] = {}
    for name in _order(runner, names):
        needs = runner._graph_schema.nodes[name].needs.values()
        arguments = [(need, given[need]) if need in given else results[need] for need in needs]
        results[name] = runner._instantiated_nodes[name](*arguments)
    return dict(results[name] for name in names)


def is_empty(domain: Domain) -> bool:
    """Whether nothing stands in a domain; at each message Rasa makes an empty one to compare with."""
    return bool(domain.as_dict() == _empty_domain())


def kept_session(make: Any) -> Any:
    """An endpoint's one HTTP session, made by `make` when first needed; Rasa opens one for each call."""

    def session(endpoint: EndpointConfig) -> _Kept:
        kept = endpoint.__dict__.get("_kept_session")
        if kept is None or kept.closed:
            kept = endpoint.__dict__["_kept_session"] = make(endpoint)
            kept.connector._keepalive_timeout = IDLE_SECONDS
        return _Kept(kept)

    return session


class _Kept:
    """A session that stays open when its `async with` ends."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self._session

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


@cache
def _action_result_validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    return jsonschema.validators.validator_for(schema)(schema)


@cache
def _empty_domain() -> Any:
    return Domain.empty().as_dict()


def _order(runner: DaskGraphRunner, targets: tuple[str, ...]) -> list[str]:
    """The nodes that `targets` need, each after those it needs itself."""
    orders: dict[tuple[str, ...], list[str]] = runner.__dict__.setdefault("_orders", {})
    if targets not in orders:
        nodes = runner._graph_schema.minimal_graph_schema(list(targets)).nodes
        order: list[str] = []

        def visit(name: str) -> None:
            if name in nodes and name not in order:
                for need in nodes[name].needs.values():
                    visit(need)
                order.append(name)

        for target in targets:
            visit(target)
        orders[targets] = order
    return orders[targets]


if __name__ == "__main__":
    main()
