"""Whatever is sent to the web chat, it answers with a problem that is described, and goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from played_assistant import PlayedAssistant
from starlette.testclient import TestClient
from web_chat import PATH, Browser, problem, serving

from bot.channels.openapi import document

pytestmark = pytest.mark.slow

POSTS = ("/messages", "/handoff", "/feedback")
JSON = {"Content-Type": "application/json"}
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
KEYS = ("text", "choice", "client_id", "seq", "rating", "comment")
bodies = st.dictionaries(st.sampled_from(KEYS), anything)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, _played: PlayedAssistant) -> Iterator[TestClient]:
    """The front door, open for all tests of this file."""
    with serving(tmp_path_factory.mktemp("fuzz"), _played) as client:
        yield client


@pytest.fixture(scope="module")
def browser(client: TestClient, _played: PlayedAssistant, fuzz_reply: None) -> Browser:
    """A browser that all tests of this file share."""
    return Browser(client)


@pytest.fixture(scope="module")
def fuzz_reply(_played: PlayedAssistant) -> None:
    """What the played assistant says to all of it."""
    from bot.reply import Reply

    _played.begins(Reply("It takes about an hour.", "answer"))


def post(browser: Browser, path: str, body: bytes, content_type: str = "application/json") -> tuple[int, str]:
    """Status and problem of a request with these bytes."""
    response = browser.client.post(
        PATH + path, content=body, headers={**browser.headers, "Content-Type": content_type}
    )
    return problem(response)


MALFORMED = {
    "nothing": b"",
    "no object": b"[]",
    "a number": b"1",
    "half an object": b'{"text": "a"',
    "two objects": b"{}{}",
    "a trailing comma": b'{"a": 1,}',
    "no number": b'{"seq": NaN}',
    "endless": b'{"seq": Infinity}',
    "a number of a thousand digits": b'{"seq": ' + b"9" * 5000 + b"}",
    "deep lists": b"[" * 100_000,
    "deep objects": b'{"a":' * 20_000,
    "a mark before it": b"\xef\xbb\xbf{}",
    "a NUL": b'{"text": "a"}\x00',
    "a bare NUL in a text": b'{"text": "a\x00"}',
}


@pytest.mark.parametrize("path", [*POSTS, "/conversations"])
@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED)
def test_malformed_json(browser: Browser, path: str, body: bytes) -> None:
    """What is no JSON object is told so."""
    assert post(browser, path, body) == (400, "malformed")


@pytest.mark.parametrize("path", [*POSTS, "/conversations"])
@pytest.mark.parametrize("body", [b"\xff", b'{"text": "\xc3"}', '{"text": "a"}'.encode("utf-16")])
def test_other_encodings(browser: Browser, path: str, body: bytes) -> None:
    """Text is UTF-8 and nothing else."""
    assert post(browser, path, body) == (400, "not-utf8")


@pytest.mark.parametrize("path", [*POSTS, "/conversations"])
@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "json", "\x7f"],
)
def test_other_content_types(browser: Browser, path: str, content_type: str) -> None:
    """A form of another site's page cannot send what we take."""
    assert post(browser, path, b"{}", content_type) == (415, "not-json")


@pytest.mark.parametrize("path", [*POSTS, "/conversations"])
def test_huge_body(browser: Browser, path: str) -> None:
    """It is refused by its declared length, before it is read."""
    assert post(browser, path, b'{"text": "' + b"x" * 300_000 + b'"}') == (413, "too-long")


def test_huge_body_without_a_length(browser: Browser) -> None:
    """Without one it is refused as soon as it has grown too long."""
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(1000):
            sent += 1
            yield b"x" * 10_000

    response = browser.client.post(f"{PATH}/messages", content=endless(), headers={**browser.headers, **JSON})
    assert problem(response) == (413, "too-long")


WRONG: list[tuple[str, dict[str, Any], tuple[int, str]]] = [
    ("/messages", {}, (400, "malformed")),
    ("/messages", {"text": "a"}, (400, "malformed")),
    ("/messages", {"client_id": "a"}, (400, "malformed")),
    ("/messages", {"text": "a", "choice": "b", "client_id": "c"}, (400, "malformed")),
    ("/messages", {"text": None, "client_id": "c"}, (400, "malformed")),
    ("/messages", {"text": ["a"], "client_id": "c"}, (400, "malformed")),
    ("/messages", {"text": "a", "client_id": ""}, (400, "malformed")),
    ("/messages", {"text": "a", "client_id": 1}, (400, "malformed")),
    ("/messages", {"text": "a", "client_id": "c" * 65}, (400, "malformed")),
    ("/messages", {"text": "a", "client_id": "a b"}, (400, "malformed")),
    ("/messages", {"text": "a", "client_id": "a\x00"}, (400, "malformed")),
    ("/messages", {"text": "a", "client_id": "a\n"}, (400, "malformed")),
    ("/messages", {"text": "", "client_id": "c"}, (400, "empty")),
    ("/messages", {"text": " \n\t\u3000", "client_id": "c"}, (400, "empty")),
    ("/messages", {"text": "x" * 20_001, "client_id": "c"}, (413, "too-long")),
    ("/messages", {"choice": "unknown", "client_id": "c"}, (404, "unknown-choice")),
    ("/messages", {"choice": "/restart", "client_id": "c"}, (400, "malformed")),
    ("/messages", {"choice": "\ud800", "client_id": "c"}, (400, "malformed")),
    ("/handoff", {}, (400, "malformed")),
    ("/handoff", {"client_id": None}, (400, "malformed")),
    ("/feedback", {"rating": "up"}, (400, "malformed")),
    ("/feedback", {"seq": 2}, (400, "malformed")),
    ("/feedback", {"seq": 2, "rating": "sideways"}, (400, "malformed")),
    ("/feedback", {"seq": 2, "rating": ["up"]}, (400, "malformed")),
    ("/feedback", {"seq": "2", "rating": "up"}, (400, "malformed")),
    ("/feedback", {"seq": True, "rating": "up"}, (400, "malformed")),
    ("/feedback", {"seq": -1, "rating": "up"}, (400, "malformed")),
    ("/feedback", {"seq": 2**63, "rating": "up"}, (400, "malformed")),
    ("/feedback", {"seq": 2.5, "rating": "up"}, (400, "malformed")),
    ("/feedback", {"seq": 2, "rating": "up", "comment": 1}, (400, "malformed")),
    ("/feedback", {"seq": 2, "rating": "up", "comment": ""}, (400, "empty")),
    ("/feedback", {"seq": 2, "rating": "up", "comment": "x" * 1001}, (413, "too-long")),
]


@pytest.mark.parametrize(("path", "body", "expected"), WRONG)
def test_wrong_fields(browser: Browser, path: str, body: dict[str, Any], expected: tuple[int, str]) -> None:
    """Each field is checked by type and length before anything is done."""
    before = browser.missed()
    assert post(browser, path, json.dumps(body).encode()) == expected
    assert browser.missed() == before


@pytest.mark.parametrize("after", ["-1", "x", "1.5", "", "9" * 17, "1e3", "%00", "\u0661"])
def test_wrong_numbers(browser: Browser, after: str) -> None:
    """A sequence number is a plain whole number."""
    assert problem(browser.call("GET", f"/messages?after={after}")) == (400, "malformed")


@pytest.mark.parametrize(
    "text",
    ["\x00", "a\x00b", "\ud800", "\u202eabc", "/restart", '/request.human{"a":1}', "<script>", "x" * 20_000],
)
def test_odd_texts_are_answered(browser: Browser, text: str) -> None:
    """Odd text is text: it is stored, made fit, and answered."""
    body = json.dumps({"text": text, "client_id": browser.new_id()}).encode()
    response = browser.client.post(f"{PATH}/messages", content=body, headers={**browser.headers, **JSON})
    assert response.status_code == 200
    assert response.json()["messages"][1]["sender"] == "bot"


@given(body=bodies, path=st.sampled_from(POSTS))
@settings(max_examples=150)
def test_any_object_gets_a_described_answer(browser: Browser, body: dict[str, Any], path: str) -> None:
    """Whatever the fields hold, the status is one that the document names for the route."""
    described = document()["paths"][PATH + path]["post"]["responses"]
    content = json.dumps(body).encode()
    response = browser.client.post(PATH + path, content=content, headers={**browser.headers, **JSON})
    assert str(response.status_code) in described
    assert response.status_code < 500


@given(body=st.binary(max_size=200), path=st.sampled_from([*POSTS, "/conversations"]))
@settings(max_examples=100)
def test_any_bytes_get_a_described_answer(browser: Browser, body: bytes, path: str) -> None:
    """Bytes that nobody meant are refused."""
    response = browser.client.post(PATH + path, content=body, headers={**browser.headers, **JSON})
    assert response.status_code in (201, 400)


METHODS = ("GET", "PUT", "PATCH", "DELETE", "POST", "TRACE", "OPTIONS", "BREW")
WRONG = [
    (method, path)
    for path, described in document()["paths"].items()
    for method in METHODS
    if method.lower() not in described and path != f"{PATH}/socket"
]


@pytest.mark.parametrize(("method", "path"), WRONG)
def test_wrong_methods(client: TestClient, path: str, method: str) -> None:
    """A method that a route does not have is refused with those it has."""
    response = client.request(method, path)
    assert problem(response) == (405, "method-not-allowed")
    assert response.headers["allow"]


@pytest.mark.parametrize(
    "path",
    ["/nothing", f"{PATH}", f"{PATH}/", f"{PATH}/nothing", f"{PATH}/messages/", f"{PATH}/socket", "/../settings.py",
     "/%2e%2e/%2e%2e/bot/settings.py", "/widget.js/x", "/\x00", "/%00", "/" + "x" * 5000],
)  # fmt: skip
def test_unknown_paths(client: TestClient, path: str) -> None:
    """There is nothing there, and nothing but the files of the pages can be had."""
    assert problem(client.get(path.replace("\x00", "%00"))) == (404, "not-found")


def test_it_still_works_after_all_that(browser: Browser) -> None:
    """An honest message is answered as ever."""
    assert browser.send("how long?")[1]["text"] == "It takes about an hour."
