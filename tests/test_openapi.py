"""The OpenAPI document names every route, method and answer that there is, and nothing that there is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import jsonschema
import pytest
from played_assistant import PlayedAssistant
from starlette.routing import BaseRoute, Mount, Route, Router, WebSocketRoute
from starlette.testclient import TestClient
from web_chat import PATH, Browser, serving

from bot.channels.openapi import document
from bot.channels.problem import PROBLEMS
from bot.reply import KINDS

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, _played: PlayedAssistant) -> Iterator[TestClient]:
    """The front door, open for all tests of this file."""
    with serving(tmp_path_factory.mktemp("openapi"), _played) as client:
        yield client


def routes(client: TestClient) -> Iterator[tuple[str, str]]:
    """Every path and method that the application has, but for the files and the parts with documents of their own."""
    application: Any = client.app
    while not hasattr(application, "router"):
        application = application._app if hasattr(application, "_app") else application.app
    yield from _routes(application.router.routes, "")


def _routes(listed: list[BaseRoute], prefix: str) -> Iterator[tuple[str, str]]:
    for route in listed:
        if isinstance(route, Mount) and route.path == PATH:
            yield from _routes(cast(Router, route.app).routes, route.path)
        elif isinstance(route, Route):
            yield from ((prefix + route.path, method) for method in (route.methods or set()) - {"HEAD"})
        elif isinstance(route, WebSocketRoute):
            yield prefix + route.path, "GET"


def test_every_route_is_described(client: TestClient) -> None:
    """And every description has a route."""
    described = {
        (path, method.upper()) for path, methods in document()["paths"].items() for method in methods
    }
    ours = {
        route for route in routes(client) if route[0].startswith((PATH, "/healthz", "/readyz", "/metrics"))
    }
    assert ours == described


def test_every_problem_is_described() -> None:
    """Each name of a problem stands in the document, by a status that some answer has."""
    responses = document()["components"]["responses"]
    words = " ".join(response["description"] for response in responses.values())
    socket = document()["paths"][f"{PATH}/socket"]["get"]["description"]
    for name in set(PROBLEMS) - {"failed"}:
        assert re.search(rf"\b{name}\b", words) or name == "too-many-sockets", name
    assert "4429" in socket


def test_kinds_are_those_of_replies() -> None:
    """The document and the reply contract name the same kinds."""
    assert document()["components"]["schemas"]["Message"]["properties"]["kind"]["enum"] == list(KINDS)


def schema_of(name: str) -> dict[str, Any]:
    """A schema with its references resolved to this document; the validator speaks an older dialect."""
    return {"$ref": f"#/components/schemas/{name}", "components": document()["components"]}


def test_answers_are_as_described(client: TestClient, played: PlayedAssistant) -> None:
    """Real answers of each kind fit their schemas."""
    browser = Browser(client)
    messages = [*browser.opening, *browser.send("how long?"), *browser.ask_for_person()]
    messages += browser.rate(4, "down", "no")
    jsonschema.validate({"messages": messages, "holder": "waiting"}, schema_of("Messages"))
    missed = browser.call("GET", "/messages?after=0").json()
    jsonschema.validate(missed, schema_of("Messages"))
    assert missed["holder"] == "waiting"
    jsonschema.validate(client.get(f"{PATH}/clinic").json(), schema_of("Clinic"))
    jsonschema.validate(client.get("/readyz").json(), schema_of("Readiness"))
    jsonschema.validate(client.get("/nothing").json(), schema_of("Problem"))
    jsonschema.validate(browser.call("DELETE", "/conversations/current").json(), schema_of("Erased"))


def test_document_lies_beside_the_code() -> None:
    """Where whoever changes a route finds it."""
    assert (Path(document.__wrapped__.__code__.co_filename).parent / "openapi.yml").is_file()
