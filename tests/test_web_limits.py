"""Nobody can wear the front door out: each limit is told as a problem, with the time to wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from httpx import Response
from played_assistant import PlayedAssistant
from starlette.requests import HTTPConnection
from starlette.testclient import TestClient
from web_chat import PATH, PLENTY, Browser, problem, serving

from bot.channels.limits import Limits, address_of
from bot.channels.problem import ProblemError
from bot.door_settings import DoorSettings

pytestmark = pytest.mark.slow

Open = Callable[..., TestClient]


@pytest.fixture
def opened(tmp_path: Path, played: PlayedAssistant) -> Iterator[Open]:
    """Opens a front door with limits of its own."""
    with ExitStack() as stack:

        def make(**limits: int) -> TestClient:
            return stack.enter_context(serving(tmp_path, played, replace(PLENTY, **limits)))

        yield make


def refused(response: Response, name: str) -> int:
    """The seconds to wait that a refusal tells."""
    assert problem(response) == (429, name)
    return int(response.headers["retry-after"])


def message(browser: Browser, client_id: str) -> Response:
    """The response to a message."""
    return browser.call("POST", "/messages", json={"text": "how long?", "client_id": client_id})


def test_messages_of_one_conversation(opened: Open, played: PlayedAssistant) -> None:
    """The third in a minute waits, is not stored, and keeps no other patient waiting."""
    client = opened(messages_per_minute=2)
    browser, other = Browser(client), Browser(client)
    assert [message(browser, each).status_code for each in "ab"] == [200, 200]
    assert 25 <= refused(message(browser, "c"), "too-fast") <= 30
    assert len(browser.missed()) == 6
    assert message(other, "a").status_code == 200


def test_messages_of_one_address(opened: Open) -> None:
    """Many conversations from one address share a larger limit."""
    client = opened(address_messages_per_minute=2)
    responses = [message(Browser(client), "a") for _ in range(3)]
    assert [response.status_code for response in responses] == [200, 200, 429]


def test_conversations_of_one_address(opened: Open) -> None:
    """New conversations are few; those that are there go on."""
    client = opened(conversations_per_hour=2)
    browser, _ = Browser(client), Browser(client)
    assert refused(client.post(f"{PATH}/conversations", json={}), "too-many-conversations") > 1000
    assert message(browser, "a").status_code == 200


def test_requests_of_one_address(opened: Open) -> None:
    """Asking again and again, with or without a token, has an end too."""
    client = opened(address_requests_per_minute=3)
    responses = [client.get(f"{PATH}/clinic"), *(client.get(f"{PATH}/messages") for _ in range(3))]
    assert [response.status_code for response in responses] == [200, 401, 401, 429]


def test_long_messages_have_their_own_limit(opened: Open) -> None:
    """The size of a request is a setting."""
    browser = Browser(opened(max_body=100))
    response = browser.call("POST", "/messages", json={"text": "x" * 100, "client_id": "a"})
    assert problem(response) == (413, "too-long")


@pytest.mark.parametrize(("limits", "other"), [({"address_sockets": 1}, "a"), ({"sockets": 1}, "b")])
def test_sockets_of_an_address_and_in_all(limits: dict[str, int], other: str) -> None:
    """They are counted before they have shown a token, too; one that is closed makes room."""
    counted = Limits(replace(DoorSettings(), **limits))
    with counted.socket("a"), pytest.raises(ProblemError, match="too-many-sockets"), counted.socket(other):
        pytest.fail("it was opened")
    with counted.socket("a"):
        pass
    assert not counted._sockets


def test_sockets_of_a_conversation() -> None:
    """Each conversation has its own."""
    counted = Limits(DoorSettings(conversation_sockets=1))
    with counted.conversation_socket("a"), counted.conversation_socket("b"):
        refused_one = counted.conversation_socket("a")
        with pytest.raises(ProblemError, match="too-many-sockets"), refused_one:
            pytest.fail("it was opened")


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
    ],
)
def test_address_of_a_customer(host: str, address: str) -> None:
    """Whoever has a whole IPv6 network counts as one."""
    assert address_of(HTTPConnection({"type": "http", "client": (host, 1)})) == address


def test_no_address_at_all() -> None:
    """A server that does not know has one limit for all."""
    assert address_of(HTTPConnection({"type": "http", "client": None})) == ""
