"""What holds for every response of the front door, and what whoever runs it can see of it."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from played_assistant import PlayedAssistant
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient
from web_chat import PATH, PLENTY, Browser, problem, serving

from bot.channels.openapi import document
from bot.child_state import ChildState, write_states

pytestmark = pytest.mark.slow

SITE = "https://clinic.example"
TOKEN = "a-token-that-is-long-enough"
PRIVATE = "zebrafinch4711"
"""A word that must stand in no log and no metric."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this file's data lies."""
    return tmp_path_factory.mktemp("door")


@pytest.fixture(scope="module")
def client(folder: Path, _played: PlayedAssistant) -> Iterator[TestClient]:
    """A front door that a clinic's site may use, with a token for its metrics."""
    with serving(folder, _played, replace(PLENTY, sites=(SITE,), metrics_token=TOKEN)) as client:
        yield client


@pytest.fixture
def browser(client: TestClient, played: PlayedAssistant) -> Browser:
    """A browser that has just begun a conversation."""
    return Browser(client)


ANYWHERE = [
    "/",
    "/widget.js",
    "/nothing",
    "/healthz",
    "/readyz",
    "/metrics",
    f"{PATH}/clinic",
    f"{PATH}/messages",
]


@pytest.mark.parametrize("path", ANYWHERE)
def test_security_headers_are_everywhere(client: TestClient, path: str) -> None:
    """On pages, files, answers and problems."""
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "microphone=()" in headers["permissions-policy"]
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == f"'self' {SITE}"
    assert "strict-transport-security" not in headers
    assert "server" not in headers


def test_encrypted_connections_are_kept_so(client: TestClient) -> None:
    """Whoever came by https comes by https again."""
    headers = client.get("https://testserver/healthz").headers
    assert headers["strict-transport-security"].startswith("max-age=")


def test_answers_are_not_kept_by_browsers(browser: Browser) -> None:
    """A conversation is in no cache; the widget's files are, for a while, and any page may use them."""
    assert browser.call("GET", "/messages").headers["cache-control"] == "no-store"
    script = browser.client.get("/widget.js").headers
    assert script["cache-control"] == "public, max-age=300"
    assert script["cross-origin-resource-policy"] == "cross-origin"
    assert browser.client.get("/widget.js", headers={"If-None-Match": script["etag"]}).status_code == 304


@pytest.mark.parametrize("path", [f"{PATH}/messages", f"{PATH}/feedback", f"{PATH}/conversations"])
def test_pages_of_the_clinic_may_ask(client: TestClient, path: str) -> None:
    """The preflight of a site on the list is granted, and the answers may be read."""
    asked = {
        "Origin": SITE,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization, content-type",
    }
    response = client.options(path, headers=asked)
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == SITE
    assert "POST" in response.headers["access-control-allow-methods"]
    answered = client.post(path, headers={"Origin": SITE})
    assert answered.headers["access-control-allow-origin"] == SITE
    assert "Origin" in answered.headers["vary"]
    assert "credentials" not in str(answered.headers).lower()


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", f"{SITE}.evil.example", "http://clinic.example"]
)
def test_pages_of_others_may_not(client: TestClient, origin: str) -> None:
    """No other site's page may ask or read."""
    asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    refused = client.options(f"{PATH}/messages", headers=asked)
    assert refused.status_code == 400
    assert "access-control-allow-origin" not in refused.headers
    assert "access-control-allow-origin" not in client.get("/healthz", headers={"Origin": origin}).headers


def test_metrics_count_kinds_and_not_people(browser: Browser, client: TestClient) -> None:
    """Messages, replies, alerts and durations are counted; no word, id or token is in a label."""
    browser.send(f"how long? {PRIVATE}")
    browser.send(f"my chest hurts and I cannot breathe {PRIVATE}")
    client.get(f"/{PRIVATE}?{PRIVATE}")
    response = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert response.status_code == 200
    samples = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }
    assert samples["clinic_bot_messages_total", "web"] >= 2
    assert samples["clinic_bot_replies_total", "answer", "web"] >= 1
    assert samples["clinic_bot_replies_total", "emergency", "web"] >= 1
    assert samples["clinic_bot_alerts_total", "emergency_now"] >= 1
    assert samples["clinic_bot_turn_seconds_count",] >= 1
    assert samples["clinic_bot_screening_seconds_count",] >= 2
    assert samples["clinic_bot_request_seconds_count", f"{PATH}/messages", "200", "POST"] >= 2
    assert samples["clinic_bot_request_seconds_count", "404", "GET", "other"] >= 1
    assert ("clinic_bot_sockets",) in samples
    assert ("clinic_bot_assistant_failures_total",) in samples
    for private in (PRIVATE, browser.conversation, browser.token):
        assert private not in response.text


@pytest.mark.parametrize("token", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x"])
def test_metrics_need_their_token(client: TestClient, token: str) -> None:
    """With a token in the settings nobody else reads them, from this machine neither."""
    assert problem(client.get("/metrics", headers={"Authorization": token})) == (401, "no-token")


@pytest.mark.parametrize(
    ("host", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("192.0.2.1", {}, 403),
        ("testclient", {}, 403),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 403),
        ("127.0.0.1", {"Via": "1.1 proxy"}, 403),
    ],
)
def test_metrics_without_a_token_are_local(
    tmp_path: Path, played: PlayedAssistant, host: str, headers: dict[str, str], status: int
) -> None:
    """They answer this machine alone, and not what a proxy on it passes on."""
    with serving(tmp_path, played) as client:
        local = TestClient(client.app, client=(host, 1))
        assert local.get("/metrics", headers=headers).status_code == status


def test_health_and_readiness(client: TestClient, folder: Path, played: PlayedAssistant) -> None:
    """Alive is alive; readiness tells each part, with what the supervisor knows of its processes."""
    assert client.get("/healthz").json() == {"alive": True}
    write_states(folder / "data", [ChildState("assistant", True, 3, "2026-01-02T03:04:05+00:00")])
    response = client.get("/readyz")
    assert response.status_code == 503
    body = response.json()
    assert (body["ready"], body["takes_messages"]) == (False, True)
    assert body["parts"]["store"] is True
    assert body["parts"]["action server"] is False
    (child,) = body["children"]
    assert (child["name"], child["up"], child["restarts"]) == ("assistant", True, 3)


def test_access_log_has_no_words_and_no_people(
    browser: Browser, client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    """A line for each request: the network, the method, the route, the status and the time."""
    with caplog.at_level(logging.INFO, logger="clinic_bot.access"):
        browser.send(f"how long? {PRIVATE}")
        browser.call("GET", f"/messages?after=1&{PRIVATE}=1")
        client.get(f"/{PRIVATE}")
        TestClient(client.app, client=("192.0.2.77", 1)).get("/healthz")
        with browser.socket() as socket:
            socket.send_json({"type": "hello", "token": browser.token})
            socket.receive_json()
    lines = [record.getMessage() for record in caplog.records if record.name == "clinic_bot.access"]
    assert lines[0].startswith(f"- POST {PATH}/messages 200 ")
    assert lines[1].startswith(f"- GET {PATH}/messages 200 ")
    assert lines[2].startswith("- GET other 404 ")
    assert lines[3].startswith("192.0.2.0/24 GET /healthz 200 ")
    assert lines[4].startswith(f"- SOCKET {PATH}/socket 101 ")
    for private in (PRIVATE, browser.conversation, browser.token, "after", "192.0.2.77"):
        assert private not in caplog.text


def test_error_of_our_own_is_told_without_words(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A fault in the program is one plain problem; the log says where, and nobody's words."""

    def broken(*_: object) -> None:
        raise RuntimeError(PRIVATE)

    monkeypatch.setattr("bot.channels.web.messages_json", broken)
    response = browser.call("POST", "/messages", json={"text": PRIVATE, "client_id": "c-1"})
    assert problem(response) == (500, "failed")
    assert "RuntimeError at " in caplog.text
    assert PRIVATE not in caplog.text + response.text
    monkeypatch.undo()
    assert len(browser.send(PRIVATE, "c-1")) == 2


def test_messages_left_behind_are_answered_at_the_next_start(tmp_path: Path, played: PlayedAssistant) -> None:
    """What was stored just before the front door was killed is screened and answered once it is up."""
    from bot.store import Store

    with serving(tmp_path, played) as client:
        browser = Browser(client)
    store = Store(tmp_path / "data" / "clinic.db")
    store.add_patient_message(browser.conversation, "my chest hurts and I cannot breathe", "c-1")
    store.add_patient_message(browser.conversation, "how long does it take?", "c-2")
    with serving(tmp_path, played) as client:
        browser.client = client
        for _ in range(100):
            if len(browser.missed(4)) == 2:
                break
        kinds = [message["kind"] for message in browser.missed(4)]
        assert kinds == ["emergency", "answer"]
        assert [alert["level"] for alert in store.alerts()] == ["emergency_now"]
        again = browser.send("how long does it take?", "c-2")
        assert [message["seq"] for message in again] == [4, 6]
    store.close()


def test_document_is_served(client: TestClient) -> None:
    """The description of the API is part of it."""
    served = client.get(f"{PATH}/openapi.json").json()
    assert served == json.loads(json.dumps(document()))
