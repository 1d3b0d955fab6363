"""The socket pushes what is new, in order and once, to the browser whose conversation it is."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from played_assistant import PlayedAssistant
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect
from web_chat import PATH, PLENTY, Browser, serving

import bot.channels.web_socket as web_socket

pytestmark = pytest.mark.slow

SITE = "https://clinic.example"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this file's data lies."""
    return tmp_path_factory.mktemp("socket")


@pytest.fixture(scope="module")
def client(folder: Path, _played: PlayedAssistant) -> Iterator[TestClient]:
    """A front door with few sockets for each conversation."""
    with serving(folder, _played, replace(PLENTY, sites=(SITE,), conversation_sockets=2)) as client:
        yield client


@pytest.fixture
def browser(client: TestClient, played: PlayedAssistant) -> Browser:
    """A browser that has just begun a conversation."""
    return Browser(client)


def hello(socket: Any, browser: Browser, after: int = 2) -> None:
    """Show the token and wait until the socket is served."""
    socket.send_json({"type": "hello", "token": browser.token, "after": after})
    assert frame_of(socket, "state")["holder"] == "bot"


def frame_of(socket: Any, kind: str) -> dict[str, Any]:
    """The next frame of a kind."""
    while True:
        frame: dict[str, Any] = socket.receive_json()
        if frame["type"] == kind:
            return frame


def close_code(socket: Any) -> int:
    """The code a socket is closed with."""
    try:
        while True:
            socket.receive_json()
    except WebSocketDisconnect as closed:
        return closed.code


def test_missed_messages_come_first(browser: Browser) -> None:
    """After the hello everything after the given number is sent, then who holds the conversation."""
    browser.send("how long?")
    with browser.socket() as socket:
        socket.send_json({"type": "hello", "token": browser.token, "after": 1})
        frame = socket.receive_json()
        assert [message["seq"] for message in frame["messages"]] == [2, 3, 4]
        assert socket.receive_json() == {"type": "state", "holder": "bot"}


def test_new_messages_are_pushed_once_and_in_order(browser: Browser) -> None:
    """What another tab sends arrives with its replies, after the bot has been seen typing."""
    with browser.socket() as socket:
        hello(socket, browser)
        browser.send("one")
        browser.send("two")
        numbers: list[int] = []
        while len(numbers) < 4:
            numbers += [message["seq"] for message in frame_of(socket, "messages")["messages"]]
        assert numbers == [3, 4, 5, 6]


def test_bot_is_seen_typing(browser: Browser, played: PlayedAssistant) -> None:
    """While the assistant is asked the browser is told so."""
    with browser.socket() as socket:
        hello(socket, browser)
        browser.send("one")
        frames = [socket.receive_json()["type"] for _ in range(2)]
        assert frames[0] in ("messages", "typing")
        assert set(frames) <= {"messages", "typing"}


def test_other_conversations_are_not_heard(browser: Browser, client: TestClient) -> None:
    """Nothing of another patient is ever pushed."""
    other = Browser(client)
    with browser.socket() as socket:
        hello(socket, browser)
        other.send("secret")
        socket.send_json({"type": "ping"})
        assert socket.receive_json() == {"type": "pong"}


def test_asking_for_a_person_changes_the_state(browser: Browser) -> None:
    """Every tab sees that the conversation waits."""
    with browser.socket() as socket:
        hello(socket, browser)
        browser.ask_for_person()
        assert frame_of(socket, "state") == {"type": "state", "holder": "waiting"}


def test_who_waits_is_seen_waiting_while_the_bot_goes_on(browser: Browser) -> None:
    """Every browser shows that a person was asked for, with the way to take that back, with a socket and without."""
    (told,) = [message for message in browser.ask_for_person() if message["sender"] == "system"]
    (go_on,) = [each["value"] for each in told["choices"] if each["label"] == "Ask the assistant meanwhile"]
    browser.press(go_on)
    with browser.socket() as socket:
        socket.send_json({"type": "hello", "token": browser.token, "after": 0})
        assert frame_of(socket, "state")["holder"] == "waiting"
    assert browser.call("GET", "/messages?after=0").json()["holder"] == "waiting"


def test_bearer_header_needs_no_hello(browser: Browser) -> None:
    """What is no browser may show its token on the handshake."""
    with browser.client.websocket_connect(f"{PATH}/socket?after=1", headers=browser.headers) as socket:
        assert [message["seq"] for message in socket.receive_json()["messages"]] == [2]


def test_erasing_tells_every_tab(browser: Browser) -> None:
    """They forget what they show; the token is at its end."""
    with browser.socket() as socket:
        hello(socket, browser)
        browser.call("DELETE", "/conversations/current")
        assert frame_of(socket, "erased") == {"type": "erased"}
        assert close_code(socket) == 4401


def test_erasing_in_words_tells_every_tab_and_sends_the_rest(browser: Browser) -> None:
    """They forget what they show, and get the receipt that is left."""
    browser.send("delete my data")
    confirm = browser.missed()[-1]["choices"][0]["value"]
    with browser.socket() as socket:
        hello(socket, browser, after=4)
        browser.press(confirm)
        frame_of(socket, "erased")
        texts: list[str] = []
        while len(texts) < 2:
            texts += [message["text"] for message in frame_of(socket, "messages")["messages"]]
        assert texts[0] == "Yes, delete it"


def test_erased_elsewhere_is_noticed(browser: Browser, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that erases in a process of its own ends the socket too, a little later."""
    monkeypatch.setattr(web_socket, "LOOK_EVERY", 0.05)
    with browser.socket() as socket:
        hello(socket, browser)
        with closing(sqlite3.connect(folder / "data" / "clinic.db")) as file, file:
            file.execute("DELETE FROM web_tokens WHERE conversation = ?", [browser.conversation])
        assert close_code(socket) == 4401


@pytest.mark.parametrize("token", ["", "x", "\x00", "\ud800", "x" * 3000])
def test_wrong_token_is_closed(browser: Browser, token: str) -> None:
    """Whatever stands in the token's place."""
    with browser.socket() as socket:
        socket.send_text(json.dumps({"type": "hello", "token": token, "after": 0}))
        assert close_code(socket) == 4401


def test_silence_is_closed(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who does not show a token soon is let go."""
    monkeypatch.setattr(web_socket, "HELLO_SECONDS", 0.05)
    with browser.socket() as socket:
        assert close_code(socket) == 4408


BAD = [
    "",
    "x",
    "[]",
    "null",
    '{"type": "hello"}',
    '{"type": "hello", "token": 1}',
    '{"type": "hello", "token": "x", "after": -1}',
    '{"type": "hello", "token": "x", "after": "1"}',
    '{"type": "hello", "token": "x", "after": 1e300}',
    '{"type": "hello", "token": "x", "after": true}',
    '{"type": "ping"}',
    "{" * 2000,
    '{"a":' * 600 + "1" + "}" * 600,
    '{"type": NaN}',
]


@pytest.mark.parametrize("text", BAD)
def test_bad_hello_is_closed(browser: Browser, text: str) -> None:
    """What is no hello is no hello."""
    with browser.socket() as socket:
        socket.send_text(text)
        assert close_code(socket) == 4400


@pytest.mark.parametrize("text", ["x", "{}", '{"type": "messages"}', '{"type": 1}', '{"type": "hello"}'])
def test_bad_frame_is_closed(browser: Browser, text: str) -> None:
    """After the hello only typing and ping are understood."""
    with browser.socket() as socket:
        hello(socket, browser)
        socket.send_text(text)
        assert close_code(socket) == 4400


def test_binary_frame_is_closed(browser: Browser) -> None:
    """The chat is text."""
    with browser.socket() as socket:
        socket.send_bytes(b"\x00\xff")
        assert close_code(socket) == 4400


def test_long_frame_is_closed(browser: Browser) -> None:
    """Nothing a client may send is long."""
    with browser.socket() as socket:
        socket.send_text("x" * 5000)
        assert close_code(socket) == 4413


def test_too_many_frames_are_closed(browser: Browser) -> None:
    """A client that never stops is let go."""
    with browser.socket() as socket:
        hello(socket, browser)
        for _ in range(web_socket.FRAMES + 1):
            socket.send_json({"type": "typing"})
        assert close_code(socket) == 4429


def test_too_many_sockets_are_closed(browser: Browser) -> None:
    """A conversation has a few; a closed one makes room."""
    with browser.socket() as first, browser.socket() as second:
        hello(first, browser)
        hello(second, browser)
        with browser.socket() as third:
            third.send_json({"type": "hello", "token": browser.token, "after": 2})
            assert close_code(third) == 4429
    with browser.socket() as socket:
        hello(socket, browser)


@pytest.mark.parametrize("origin", [SITE, SITE.upper(), "http://testserver"])
def test_pages_of_the_clinic_may_connect(browser: Browser, origin: str) -> None:
    """Those of the allow-list, and our own."""
    with browser.socket(origin=origin) as socket:
        hello(socket, browser)


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "", "http://testserver.evil.example", f"{SITE}.x"]
)
def test_pages_of_others_may_not(browser: Browser, origin: str) -> None:
    """Another site's page is refused at the handshake."""
    with pytest.raises(WebSocketDisconnect), browser.socket(origin=origin):
        pytest.fail("it was accepted")
