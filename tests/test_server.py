"""The front door's server on a real socket: slow, odd and too large requests, proxies, and the end."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from played_assistant import PlayedAssistant
from web_chat import PATH, PLENTY
from wsproto import ConnectionType, WSConnection
from wsproto.events import CloseConnection, Event, Request, TextMessage

from bot.channels.http_protocol import ImpatientProtocol
from bot.channels.server import server
from bot.door_settings import DoorSettings
from bot.settings import Settings
from bot.stack import on_free_ports
from bot.staff.passwords import Passwords
from bot.staff_accounts import StaffAccounts
from bot.store import Store
from bot.telegram_settings import TelegramSettings

pytestmark = pytest.mark.slow

SLOW = 1
"""Seconds after which a client is too slow here."""
PATIENCE = 20
"""Seconds that no good server needs, however busy the machine: only a bad one is waited for so long."""
PASSWORD = "correct horse battery"


def settings_in(folder: Path, played: PlayedAssistant) -> Settings:
    """Settings with a data folder of their own and the played assistant behind them."""
    settings = Settings.from_environment(
        {"CLINIC_BOT_DATA": str(folder / "data"), "CLINIC_BOT_MODELS": str(folder / "models")}
    )
    return replace(on_free_ports(settings), assistant_port=played.port)


@contextmanager
def running(folder: Path, played: PlayedAssistant, limits: DoorSettings) -> Iterator[int]:
    """The server in a thread of its own; its port."""
    settings = settings_in(folder, played)
    running_server = server(settings, limits, TelegramSettings())
    thread = threading.Thread(target=running_server.run, daemon=True)
    thread.start()
    for _ in range(300):
        if running_server.started:
            break
        time.sleep(0.05)
    try:
        yield settings.port
    finally:
        running_server.should_exit = True
        thread.join(20)
        assert not thread.is_alive()


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory, _played: PlayedAssistant) -> Iterator[int]:
    """A server that believes a proxy on this machine, and is impatient."""
    limits = replace(PLENTY, slow_seconds=SLOW, trusted_proxies=("127.0.0.1",), conversations_per_hour=1000)
    with running(tmp_path_factory.mktemp("server"), _played, limits) as port:
        yield port


@pytest.fixture
def connection(port: int, played: PlayedAssistant) -> Iterator[socket.socket]:
    """A bare connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=8) as connection:
        yield connection


def rest_of(connection: socket.socket) -> bytes:
    """Everything until the server closes."""
    received = b""
    with suppress(ConnectionResetError):
        while chunk := connection.recv(65536):
            received += chunk
    return received


def status_of(response: bytes) -> int:
    """The status in a raw response."""
    return int(response.split(b" ", 2)[1])


def drip(connection: socket.socket, drop: bytes, seconds: float) -> bool:
    """Send drop by drop; whether the server had enough before the time was over."""
    until = time.monotonic() + seconds
    try:
        while time.monotonic() < until:
            connection.sendall(drop)
            time.sleep(0.1)
    except OSError:
        return True
    return False


def flood(connection: socket.socket) -> None:
    """Send 130 megabytes, if the server lets us."""
    for _ in range(2000):
        connection.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")


def test_silent_connection_is_closed(connection: socket.socket) -> None:
    """Who connects and says nothing is let go."""
    assert rest_of(connection) == b""


def test_head_that_comes_by_drops_is_closed(connection: socket.socket) -> None:
    """Each drop does not buy more time."""
    connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n")
    assert drip(connection, b"X-A: b\r\n", PATIENCE)


def test_second_head_that_comes_by_drops_is_closed(connection: socket.socket) -> None:
    """On a connection that has been used already, too."""
    connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
    assert status_of(connection.recv(65536)) == 200
    connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n")
    assert drip(connection, b"X-A: b\r\n", PATIENCE)


@pytest.mark.parametrize("length", [b"Content-Length: 1000", b"Transfer-Encoding: chunked"])
def test_body_that_comes_by_drops_is_refused(connection: socket.socket, length: bytes) -> None:
    """It is told that it was too slow."""
    head = f"POST {PATH}/conversations HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n".encode()
    connection.sendall(head + length + b"\r\n\r\n")
    drip(connection, b"1\r\nx\r\n" if b"chunked" in length else b"x", SLOW + 0.5)
    response = rest_of(connection)
    assert status_of(response) == 408
    assert b"too-slow" in response


HALF_A_FORM = (
    b"POST /staff/sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 50\r\n\r\nform="
)


@pytest.mark.parametrize("goes_on", [False, True])
def test_form_of_the_staff_that_is_half_sent_is_refused(connection: socket.socket, goes_on: bool) -> None:
    """Before anybody is signed in, too; whether the rest comes drop by drop or not at all."""
    connection.sendall(HALF_A_FORM)
    began = time.monotonic()
    drip(connection, b"x" if goes_on else b"", SLOW + 0.5)
    assert status_of(rest_of(connection)) == 408
    assert time.monotonic() - began < PATIENCE


def test_half_a_form_of_who_is_gone_is_forgotten(
    port: int, connection: socket.socket, caplog: pytest.LogCaptureFixture
) -> None:
    """No page is called with half a form, and nothing fails."""
    connection.sendall(HALF_A_FORM)
    connection.close()
    assert httpx.get(f"http://127.0.0.1:{port}/healthz", trust_env=False).status_code == 200
    time.sleep(SLOW + 0.5)
    assert caplog.records == []


def test_half_said_connections_of_one_address_keep_no_other_out(
    tmp_path: Path, played: PlayedAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One too many is closed at once; another address is served, and so is that one when it has let go."""
    monkeypatch.setattr("bot.channels.http_protocol.AWAITED_OF_ADDRESS", 10)
    with running(tmp_path, played, replace(PLENTY, slow_seconds=3 * PATIENCE)) as port:
        with ExitStack() as opened:
            for number in range(10):
                half = opened.enter_context(socket.create_connection(("127.0.0.1", port)))
                half.sendall(HALF_A_FORM if number % 2 else b"GET / HT")
            with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as one_too_many:
                assert rest_of(one_too_many) == b""
            assert healthy(port, "127.0.0.2")
        assert healthy(port, "127.0.0.1")


def test_a_proxy_that_is_trusted_may_have_many_half_said_connections(
    port: int, connection: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind it are many patients."""
    monkeypatch.setattr("bot.channels.http_protocol.AWAITED_OF_ADDRESS", 0)
    assert healthy(port, "127.0.0.1")


def healthy(port: int, source: str) -> bool:
    """Whether an address of this machine is served; what was let go just now is waited for."""
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", port), PATIENCE, (source, 0)) as connection:
            with suppress(ConnectionError):
                connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            if rest_of(connection).startswith(b"HTTP/1.1 200"):
                return True
        time.sleep(0.05)
    return False


def test_body_that_nobody_is_impatient_with_is_closed() -> None:
    """Also a route that sets no time of its own is not kept for ever."""

    async def patient_route(scope: Any, receive: Any, send: Any) -> None:
        while (await receive()).get("more_body"):
            pass

    config = uvicorn.Config(
        patient_route,
        http=ImpatientProtocol,
        ws="none",
        lifespan="off",
        timeout_keep_alive=SLOW,
        log_config=None,
    )
    patient_server = uvicorn.Server(config)
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        thread = threading.Thread(target=patient_server.run, args=([listening],), daemon=True)
        thread.start()
        with socket.create_connection(listening.getsockname(), timeout=PATIENCE) as connection:
            connection.sendall(HALF_A_FORM.replace(b"Length: 50", b"Length: 5000"))
            assert drip(connection, b"x", PATIENCE)
        patient_server.should_exit = True
        thread.join(PATIENCE)
    assert not thread.is_alive()


def test_slow_clients_keep_nobody_waiting(tmp_path: Path, played: PlayedAssistant) -> None:
    """While two hundred connections say nothing, an honest one is served: before they are, not after them."""
    with running(tmp_path, played, replace(PLENTY, slow_seconds=3 * PATIENCE)) as port, ExitStack() as opened:
        silent = [opened.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(200)]
        url = f"http://127.0.0.1:{port}{PATH}/conversations"
        assert httpx.post(url, json={}, trust_env=False, timeout=PATIENCE).status_code == 201
        for each in silent:
            each.setblocking(False)
            # Nothing to read, and not closed either.
            with pytest.raises(BlockingIOError):
                each.recv(1)


@pytest.mark.parametrize(
    "request_", [b"\x00\x01\x02\r\n\r\n", b"GET\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00",
                 b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 1_000_000 + b"\r\n\r\n",
                 b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"],
)  # fmt: skip
def test_what_is_no_request_is_refused(connection: socket.socket, request_: bytes) -> None:
    """It gets a 400 or is closed, and nothing else."""
    with suppress(ConnectionError):
        connection.sendall(request_)
    response = rest_of(connection)
    assert response == b"" or status_of(response) in (400, 404, 405)


def test_endless_body_is_cut_short(connection: socket.socket) -> None:
    """It is refused before it has been read: the server does not collect it."""
    head = f"POST {PATH}/conversations HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n".encode()
    connection.sendall(head + b"Transfer-Encoding: chunked\r\n\r\n")
    with pytest.raises(ConnectionError):
        flood(connection)
    assert status_of(rest_of(connection)) == 413


def test_address_that_a_trusted_proxy_tells_is_the_patients(
    port: int, tmp_path: Path, played: PlayedAssistant
) -> None:
    """Limits hold for each patient behind it; a header from elsewhere changes nothing."""

    def begin(at: int, forwarded: str) -> int:
        headers = {"X-Forwarded-For": forwarded}
        url = f"http://127.0.0.1:{at}{PATH}/conversations"
        return httpx.post(url, json={}, headers=headers, trust_env=False).status_code

    with running(tmp_path / "a", played, replace(PLENTY, conversations_per_hour=1)) as untrusting:
        assert [begin(untrusting, f"192.0.2.{number}") for number in range(2)] == [201, 429]
    trusting_limits = replace(PLENTY, conversations_per_hour=1, trusted_proxies=("127.0.0.1",))
    with running(tmp_path / "b", played, trusting_limits) as trusting:
        assert [begin(trusting, f"192.0.2.{number}") for number in range(2)] == [201, 201]
        assert begin(trusting, "192.0.2.9, 192.0.2.0") == 429


def test_message_goes_through_the_real_server(port: int, played: PlayedAssistant) -> None:
    """A patient asks and is answered."""
    with httpx.Client(base_url=f"http://127.0.0.1:{port}{PATH}", trust_env=False) as client:
        token = client.post("/conversations", json={}).json()["token"]
        body = json.dumps({"text": "how long?", "client_id": "c-1"})
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        response = client.post("/messages", content=body, headers=headers)
    assert [message["sender"] for message in response.json()["messages"]] == ["patient", "bot"]
    assert "server" not in response.headers


def opened_socket(url: str) -> tuple[socket.socket, WSConnection]:
    """A socket of the chat, served: its first frames have come."""
    token = httpx.post(f"{url}{PATH}/conversations", json={}, trust_env=False).json()["token"]
    peer = WSConnection(ConnectionType.CLIENT)
    address = httpx.URL(url)
    connection = socket.create_connection((address.host, address.port), timeout=8)
    headers = [(b"authorization", f"Bearer {token}".encode())]
    connection.sendall(
        peer.send(Request(address.netloc.decode(), f"{PATH}/socket?after=0", extra_headers=headers))
    )
    frames: list[Event] = []
    while sum(isinstance(frame, TextMessage) for frame in frames) < 2:
        peer.receive_data(connection.recv(65536))
        frames += peer.events()
    return connection, peer


@contextmanager
def opened_console(url: str, settings: Settings) -> Iterator[Iterator[str]]:
    """A console of the staff that listens, and the lines it hears."""
    with closing(Store(settings.store)) as store:
        StaffAccounts(store).add("anna", "Nurse Anna", "staff", Passwords().hash(PASSWORD), must_change=False)
    with httpx.Client(base_url=f"{url}/staff", trust_env=False, timeout=20) as client:
        form = re.search(r'name="form" value="([^"]+)"', client.get("/sign-in").text)
        assert form
        client.post("/sign-in", data={"form": form[1], "name": "anna", "password": PASSWORD})
        with client.stream("GET", "/events") as stream:
            lines = stream.iter_lines()
            assert next(lines).startswith("retry:")
            yield lines


def test_stop_waits_for_nobody_who_only_listens(
    tmp_path: Path, played: PlayedAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    """Sockets and consoles end at once, in such a way that browsers come back, and so does the server."""
    settings = settings_in(tmp_path, played)
    door = server(settings, PLENTY, TelegramSettings())
    thread = threading.Thread(target=door.run, daemon=True)
    thread.start()
    while not door.started:
        time.sleep(0.05)
    connection, peer = opened_socket(settings.door_url)
    with connection, opened_console(settings.door_url, settings) as lines:
        door.should_exit = True
        assert not any("signed-out" in line for line in lines)
        peer.receive_data(rest_of(connection))
        thread.join(PATIENCE)
    # Whoever does not go by themselves is waited for first, and then cut off, which the server logs.
    assert [record.getMessage() for record in caplog.records if record.name == "uvicorn.error"] == []
    assert not thread.is_alive()
    closed = [event for event in peer.events() if isinstance(event, CloseConnection)]
    assert [event.code for event in closed] == [1012]
