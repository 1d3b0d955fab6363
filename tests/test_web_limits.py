"""Nobody can wear the front door out: each limit is told as a problem, with the time to wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from httpx import Response
from played_assistant import PlayedAssistant
from starlette.requests import HTTPConnection
from starlette.testclient import TestClient
from test_openapi import schema_of
from web_chat import PATH, PLENTY, Browser, problem, serving

from bot.channels.limits import Limits, address_of
from bot.channels.problem import ProblemError
from bot.door_settings import DoorSettings

pytestmark = pytest.mark.slow

DANGER = "I can't breathe and my chest hurts"

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


def test_characters_of_one_address(opened: Open) -> None:
    """Two long letters in a minute are too many here, a short one beside them is not; a danger in one is met."""
    client = opened(address_characters_per_minute=15_000)
    letter = "I have a question. " * 500
    assert endangered(Browser(client), letter).status_code == 200
    browser = Browser(client)
    refusal = endangered(browser, f"{DANGER}. {letter}")
    assert 5 <= int(refusal.headers["retry-after"]) <= 25
    assert helped(refusal) == ["emergency_now"]
    assert message(browser, "a").status_code == 200


def helped(response: Response) -> list[str]:
    """The levels of the help in a refusal, which is as described; none if there is none."""
    assert response.status_code in (413, 429)
    jsonschema.validate(response.json(), schema_of("Problem"))
    return [each["level"] for each in response.json().get("help", [])]


def endangered(browser: Browser, text: str = DANGER) -> Response:
    """The response to a message that names a danger."""
    return browser.call("POST", "/messages", json={"text": text, "client_id": "danger"})


@pytest.mark.parametrize(
    "limit", ["messages_per_minute", "address_messages_per_minute", "address_requests_per_minute"]
)
def test_danger_in_a_message_too_many_is_met(
    opened: Open, caplog: pytest.LogCaptureFixture, limit: str
) -> None:
    """Help stands in the answer that refuses the message; nothing is stored, and no word of it is logged."""
    # Of requests one more: the beginning is one, too.
    browser = Browser(opened(**{limit: 2 if "requests" in limit else 1}))
    assert message(browser, "a").status_code == 200
    response = endangered(browser, f"{DANGER} zebrafinch")
    assert int(response.headers["retry-after"]) > 0
    assert helped(response) == ["emergency_now"]
    (help,) = response.json()["help"]
    assert (help["client_id"], help["links"][0]["url"]) == ("danger", "tel:911")
    assert "zebrafinch" not in caplog.text


def test_danger_in_a_comment_too_many_is_met(opened: Open) -> None:
    """A comment is a patient's words as any other."""
    browser = Browser(opened(messages_per_minute=1))
    message(browser, "a")
    rated = {"seq": 2, "rating": "down", "comment": DANGER}
    assert helped(browser.call("POST", "/feedback", json=rated)) == ["emergency_now"]


def test_refusing_stays_cheap(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many messages too many are screened and no more, of each conversation."""
    monkeypatch.setattr("bot.channels.limits.SCREENED", 2)
    client = opened(messages_per_minute=1)
    browser, other = Browser(client), Browser(client)
    assert [message(each, "a").status_code for each in (browser, other)] == [200, 200]
    assert [helped(endangered(browser)) for _ in range(3)] == [["emergency_now"], ["emergency_now"], []]
    assert helped(endangered(other)) == ["emergency_now"]


def test_all_of_an_address_are_screened_to_an_end(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many conversations do not make it dear."""
    monkeypatch.setattr("bot.channels.limits.SCREENED_OF_ADDRESS", 1)
    client = opened(messages_per_minute=1)
    browsers = [Browser(client), Browser(client)]
    assert [message(each, "a").status_code for each in browsers] == [200, 200]
    assert [helped(endangered(each)) for each in browsers] == [["emergency_now"], []]


def test_what_cannot_be_read_is_refused_as_before(opened: Open) -> None:
    """Without a token, without a text or not in the form that is described, one too many is one too many."""
    client = opened(address_requests_per_minute=1)
    browser = Browser(client)
    for body in (b"no json", b'{"choice": "c", "client_id": "b"}', b'{"text": 1, "client_id": "b"}'):
        headers = {**browser.headers, "content-type": "application/json"}
        assert refused(client.post(f"{PATH}/messages", content=body, headers=headers), "too-fast")
    assert refused(client.post(f"{PATH}/messages", json={"text": DANGER, "client_id": "b"}), "too-fast")


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("I took all my pills to end my life. " + "x" * 20_000, ["crisis"]),
        ("so it is. " * 2001 + DANGER, ["emergency_now"]),
        (f"{DANGER}. " + "so it is. " * 2001 + DANGER, ["emergency_now"]),
        ("so it is. " * 2001, []),
    ],
    ids=["first", "last", "both", "none"],
)
def test_danger_in_a_message_too_long_is_met(opened: Open, text: str, levels: list[str]) -> None:
    """At its beginning or at its end; the message is refused all the same, and not stored."""
    browser = Browser(opened())
    response = endangered(browser, text)
    assert (response.status_code, helped(response)) == (413, levels)
    assert len(browser.missed()) == 2


def test_danger_in_a_comment_too_long_is_met(opened: Open) -> None:
    """The same."""
    rated = {"seq": 2, "rating": "down", "comment": f"{DANGER} " + "so it is. " * 200}
    assert helped(Browser(opened()).call("POST", "/feedback", json=rated)) == ["emergency_now"]


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
