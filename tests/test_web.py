"""The web chat API: what a browser sends is stored once and answered, and what it must not do is refused plainly."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from played_assistant import PlayedAssistant
from starlette.testclient import TestClient
from test_openapi import schema_of
from web_chat import PATH, Browser, problem, serving

from bot.reply import Picture, Reply
from bot.transcript import Transcript

pytestmark = pytest.mark.slow

MESSAGE = {"seq", "sender", "text", "at", "client_id"}
REPLY = MESSAGE | set(
    "kind topics procedure answer_ids level choices sources reviewed links pictures language rating".split()
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this file's data lies."""
    return tmp_path_factory.mktemp("web")


@pytest.fixture(scope="module")
def client(folder: Path, _played: PlayedAssistant) -> Iterator[TestClient]:
    """The front door, open for all tests of this file."""
    with serving(folder, _played) as client:
        yield client


@pytest.fixture
def browser(client: TestClient, played: PlayedAssistant) -> Browser:
    """A browser that has just begun a conversation."""
    return Browser(client)


def in_store(folder: Path, sql: str, *values: object) -> list[Any]:
    """What a query finds in the file on disk."""
    with closing(sqlite3.connect(folder / "data" / "clinic.db")) as file:
        return file.execute(sql, values).fetchall()


def test_conversation_begins_with_notice_and_greeting(browser: Browser) -> None:
    """The notice comes first, then the greeting with three or four questions to start from."""
    notice, greeting = browser.opening
    assert (notice["seq"], notice["sender"], notice["kind"]) == (1, "system", "system")
    assert "not for emergencies" in notice["text"]
    assert (greeting["seq"], greeting["sender"]) == (2, "bot")
    assert 3 <= len(greeting["choices"]) <= 4
    assert all(set(choice) == {"label", "value"} for choice in greeting["choices"])
    assert not any("/" in choice["value"] for choice in greeting["choices"])


def test_starter_is_a_choice_as_any_other(browser: Browser, played: PlayedAssistant) -> None:
    """Pressing a starter question asks it."""
    starter = browser.opening[1]["choices"][0]
    asked, reply = browser.press(starter["value"])
    assert asked["text"] == starter["label"]
    assert reply["kind"] == "answer"
    assert played.asked[-1]["payload"] == "/how_it_works"


def test_message_is_stored_and_answered(browser: Browser, reply: Reply) -> None:
    """The stored message comes back with its replies, each in the contract's fields."""
    asked, answered = browser.send("how long does it take?", "c-1")
    assert set(asked) == MESSAGE
    assert (asked["seq"], asked["sender"], asked["client_id"]) == (3, "patient", "c-1")
    assert set(answered) == REPLY
    assert (answered["seq"], answered["text"]) == (4, reply.text)
    assert answered["sources"] == [{"title": each.title, "url": each.url} for each in reply.sources]
    assert answered["links"] == [{"label": each.label, "url": each.url} for each in reply.links]
    assert answered["rating"] is None


def test_pictures_have_an_address_and_words(browser: Browser, played: PlayedAssistant, reply: Reply) -> None:
    """A drawing is sent as its address on this server and what it shows in words."""
    played.will_say(replace(reply, pictures=(Picture("kyphoplasty-steps", "Three steps"),)))
    picture = browser.send("how is it done?")[1]["pictures"]
    assert picture == [{"url": "/pictures/kyphoplasty-steps.svg", "alt": "Three steps"}]
    assert browser.client.get(picture[0]["url"]).headers["content-type"] == "image/svg+xml"


def test_language_of_a_reply_is_told(browser: Browser, played: PlayedAssistant, reply: Reply) -> None:
    """A reply in another language says which; one in the clinic's own, and the greeting, need not."""
    assert [message["language"] for message in browser.missed()] == [None, None]
    played.will_say(replace(reply, language="es"))
    assert browser.send("¿cuánto dura?")[1]["language"] == "es"
    assert [message.get("language") for message in browser.missed(2)] == [None, "es"]


def test_same_client_id_gives_the_same(browser: Browser, played: PlayedAssistant) -> None:
    """A message that is sent again, because its reply was lost, is stored and asked once."""
    first = browser.send("how long?", "c-1")
    assert browser.send("how long?", "c-1") == first
    assert len(played.asked) == 1
    assert len(browser.missed()) == 4


def test_missed_messages_come_in_order(browser: Browser) -> None:
    """Everything after a number, and nothing else."""
    browser.send("one")
    browser.send("two")
    assert [message["seq"] for message in browser.missed(3)] == [4, 5, 6]
    assert browser.missed(6) == []


def test_assistant_that_is_down_costs_one_apology(
    browser: Browser, played: PlayedAssistant, folder: Path
) -> None:
    """The question is kept and put before the staff; the next message works as soon as the assistant is back."""
    played.status = 500
    _, apology = browser.send("how long?", "c-1")
    assert apology["kind"] == "system"
    # The clinic's number, or out of hours the one for that.
    assert "+1 555 010 01" in apology["text"]
    levels = in_store(folder, "SELECT level FROM alerts WHERE conversation = ?", browser.conversation)
    assert levels == [("unanswered",)]
    played.status = 200
    assert browser.send("how long?")[1]["kind"] == "answer"


def test_person_can_be_asked_for_with_the_assistant_down(
    browser: Browser, played: PlayedAssistant, folder: Path
) -> None:
    """The request is stored once, and can be taken back."""
    played.status = 500
    first = browser.ask_for_person("h-1")
    assert first[1]["kind"] == "handoff"
    assert browser.ask_for_person("h-1") == first
    open_ones = "SELECT count(*) FROM handoffs WHERE conversation = ? AND ended_at IS NULL"
    assert in_store(folder, open_ones, browser.conversation) == [(1,)]
    assert browser.call("DELETE", "/handoff").status_code == 200
    assert in_store(folder, open_ones, browser.conversation) == [(0,)]
    assert played.asked == []


def test_rating_is_kept_and_shown(browser: Browser, folder: Path) -> None:
    """Thumbs up says nothing; the rating stands beside the message from now on."""
    browser.send("how long?")
    assert browser.rate(4, "up") == []
    assert [message.get("rating") for message in browser.missed(2)] == [None, "up"]


def test_thumbs_down_offers_a_person(browser: Browser) -> None:
    """Once, not at every press; the choice is one that works."""
    browser.send("how long?")
    (offer,) = browser.rate(4, "down", "too short")
    assert [choice["label"] for choice in offer["choices"]] == ["Talk to a person"]
    assert browser.rate(4, "down") == []
    assert browser.press(offer["choices"][0]["value"])[0]["text"] == "Talk to a person"


def test_offer_that_could_not_be_kept_comes_with_the_next_press(browser: Browser, folder: Path) -> None:
    """A rating stands only with what it brings up: else thumbs down again would be nothing new, and offer nothing."""
    browser.send("how long?")
    with refusing(folder, "messages", "NEW.text LIKE 'I am sorry that this did not help%'"):
        assert browser.call("POST", "/feedback", json={"seq": 4, "rating": "down"}).status_code >= 500
    assert in_store(folder, "SELECT rating FROM feedback WHERE conversation = ?", browser.conversation) == []
    (offer,) = browser.rate(4, "down")
    assert [choice["label"] for choice in offer["choices"]] == ["Talk to a person"]


def test_danger_in_a_comment_is_told_even_if_the_rating_fails(browser: Browser, folder: Path) -> None:
    """Help and the staff's alert come before the rating, and stay when it cannot be stored."""
    browser.send("how long?")
    with refusing(folder, "feedback", "NEW.rating = 'down'"):
        comment = {"seq": 4, "rating": "down", "comment": "my chest hurts and I cannot breathe"}
        assert browser.call("POST", "/feedback", json=comment).status_code >= 500
    assert browser.missed(4)[-1]["level"] == "emergency_now"
    levels = in_store(folder, "SELECT level FROM alerts WHERE conversation = ?", browser.conversation)
    assert levels == [("emergency_now",)]


@contextmanager
def refusing(folder: Path, table: str, condition: str) -> Iterator[None]:
    """As long as this lasts the file takes no such row."""
    in_store(
        folder,
        f"CREATE TRIGGER refuse BEFORE INSERT ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, 'full'); END",
    )
    try:
        yield
    finally:
        in_store(folder, "DROP TRIGGER refuse")


def test_comment_is_redacted(browser: Browser, folder: Path) -> None:
    """What points to a person is taken out before a comment is written."""
    browser.send("how long?")
    browser.rate(4, "down", "Call me at +1 555 010 0123, I am Anna Smith")
    ((comment,),) = in_store(
        folder, "SELECT comment FROM feedback WHERE conversation = ?", browser.conversation
    )
    assert "0123" not in comment
    assert "[phone]" in comment


def test_danger_in_a_comment_is_met(browser: Browser, folder: Path) -> None:
    """A comment is a patient's words as any other: a red flag in it is met with help, and the staff are told."""
    browser.send("how long?")
    (help_,) = browser.rate(4, "down", "my chest hurts and I cannot breathe")
    assert (help_["kind"], help_["level"]) == ("emergency", "emergency_now")
    levels = in_store(folder, "SELECT level FROM alerts WHERE conversation = ?", browser.conversation)
    assert levels == [("emergency_now",)]


@pytest.mark.parametrize("seq", [1, 3, 99])
def test_only_replies_can_be_rated(browser: Browser, seq: int) -> None:
    """The notice, one's own message and what is not there cannot."""
    browser.send("how long?")
    response = browser.call("POST", "/feedback", json={"seq": seq, "rating": "up"})
    assert problem(response) == (404, "unknown-message")


def test_erasing_ends_the_token(browser: Browser, folder: Path) -> None:
    """Everything is deleted with a receipt, and the token with it."""
    browser.send("how long?")
    browser.rate(4, "down", "bad")
    receipt = browser.call("DELETE", "/conversations/current").json()["receipt"]
    assert (receipt["messages"], receipt["feedback"]) == (5, 1)
    assert problem(browser.call("GET", "/messages")) == (401, "no-token")
    for table in ("messages", "web_tokens", "feedback", "choices"):
        sql = f"SELECT count(*) FROM {table} WHERE conversation = ?"
        assert in_store(folder, sql, browser.conversation) == [(0,)]


def test_erasing_waits_for_an_assistant_that_cannot_forget(browser: Browser, played: PlayedAssistant) -> None:
    """Nothing is half-deleted: the patient is told to try again."""
    played.status = 500
    response = browser.call("DELETE", "/conversations/current")
    assert problem(response) == (503, "unavailable")
    assert response.headers["retry-after"]
    assert len(browser.missed()) == 2


def test_erasing_in_words_keeps_the_chat(browser: Browser) -> None:
    """Who writes 'delete my data' reads the receipt in the same chat, and may go on."""
    browser.send("delete my data")
    confirm = browser.missed()[-1]["choices"][0]["value"]
    receipt = browser.press(confirm)[-1]
    assert "deleted" in receipt["text"]
    assert [message["text"] for message in browser.missed()] == ["Yes, delete it", receipt["text"]]


def test_choice_of_another_conversation_is_unknown(browser: Browser, client: TestClient) -> None:
    """A button works where it was offered and nowhere else."""
    other = Browser(client)
    response = browser.call(
        "POST", "/messages", json={"choice": other.opening[1]["choices"][0]["value"], "client_id": "c"}
    )
    assert problem(response) == (404, "unknown-choice")


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer x", "Basic x", "Bearer \xe9", "x" * 5000])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/messages"),
        ("GET", "/messages"),
        ("POST", "/handoff"),
        ("DELETE", "/handoff"),
        ("POST", "/feedback"),
        ("DELETE", "/conversations/current"),
    ],
)
def test_wrong_token_is_refused(client: TestClient, method: str, path: str, authorization: str) -> None:
    """Without the token of a conversation nothing of it is seen or changed."""
    response = client.request(method, PATH + path, headers={"Authorization": authorization.encode("latin-1")})
    assert problem(response) == (401, "no-token")
    assert response.headers["www-authenticate"] == "Bearer"


def test_store_has_no_token(browser: Browser, folder: Path) -> None:
    """A copy of the file does not let anyone into a conversation."""
    found = b"".join(path.read_bytes() for path in (folder / "data").glob("clinic.db*"))
    assert browser.conversation.encode() in found
    assert browser.token.encode() not in found


def test_clinic_is_told_without_a_token(client: TestClient) -> None:
    """The widget shows the clinic's numbers before anything else."""
    clinic = client.get(f"{PATH}/clinic").json()
    assert set(clinic) == {"name", "phone", "emergency", "hours", "open_now", "answered"}
    assert clinic["phone"] == {"label": "+1 555 010 0199", "url": "tel:+15550100199"}
    assert clinic["emergency"] == {"label": "911", "url": "tel:911"}


def test_number_that_is_answered_is_told_hour_by_hour(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the minute before midnight the on-call line, then the clinic: the browser may not reach us by then."""
    monkeypatch.setattr("bot.channels.web.utc_now", lambda: datetime(2026, 11, 30, 4, 59, tzinfo=UTC))
    clinic = client.get(f"{PATH}/clinic").json()
    assert not clinic["open_now"]
    assert clinic["answered"][:3] == [
        {"label": "+1 555 010 0142", "url": "tel:+15550100142", "until": "2026-11-30T05:00:00.000+00:00"},
        {"label": "+1 555 010 0199", "url": "tel:+15550100199", "until": "2026-12-01T04:59:00.000+00:00"},
        {"label": "+1 555 010 0142", "url": "tel:+15550100142", "until": "2026-12-01T05:00:00.000+00:00"},
    ]


def test_delivered_messages_are_marked(browser: Browser, folder: Path) -> None:
    """What reached the browser is known to have reached it."""
    browser.send("how long?")
    sql = "SELECT count(*) FROM messages WHERE conversation = ? AND delivered_at IS NULL"
    assert in_store(folder, sql, browser.conversation) == [(0,)]


def test_locked_database_is_a_problem_that_passes(
    browser: Browser, client: TestClient, folder: Path, played: PlayedAssistant
) -> None:
    """While another process has the file nothing is half-done; the same message then works."""
    with closing(sqlite3.connect(folder / "data" / "clinic.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        response = browser.call("POST", "/messages", json={"text": "how long?", "client_id": "c-1"})
        assert problem(response) == (503, "unavailable")
        assert response.headers["retry-after"]
        assert problem(client.post(f"{PATH}/conversations", json={})) == (503, "unavailable")
        ready = client.get("/readyz")
        assert (ready.status_code, ready.json()["takes_messages"]) == (503, False)
        other.execute("ROLLBACK")
    assert len(browser.send("how long?", "c-1")) == 2
    assert len(browser.missed()) == 4
    assert len(played.asked) == 1


def test_full_disk_is_a_problem_that_passes(browser: Browser, played: PlayedAssistant) -> None:
    """A message that cannot be stored is refused, not lost: the browser keeps it and sends it again."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        response = browser.call("POST", "/messages", json={"text": "how long?", "client_id": "c-1"})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert problem(response) == (503, "unavailable")
    assert len(browser.missed()) == 2
    assert len(browser.send("how long?", "c-1")) == 2
    assert len(played.asked) == 1


def test_danger_is_met_with_the_database_locked(
    browser: Browser, folder: Path, played: PlayedAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    """Help stands in the answer that refuses the message, also to a token that is due to be renewed."""
    soon = (datetime.now(UTC) + timedelta(days=2)).isoformat(timespec="milliseconds")
    in_store(folder, "UPDATE web_tokens SET expires_at = ?", soon)
    danger = {"text": "I can't feel my legs, zebrafinch", "client_id": "c-1"}
    comment = {"seq": 2, "rating": "down", "comment": "my chest hurts and I cannot breathe"}
    with closing(sqlite3.connect(folder / "data" / "clinic.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for path, body in (("/messages", danger), ("/feedback", comment)):
            response = browser.call("POST", path, json=body)
            assert (response.status_code, response.headers["retry-after"]) == (503, "5")
            jsonschema.validate(response.json(), schema_of("Problem"))
            (help,) = response.json()["help"]
            assert (help["kind"], help["level"]) == ("emergency", "emergency_now")
            assert help["links"][0]["url"] == "tel:911"
        other.execute("ROLLBACK")
    assert "zebrafinch" not in caplog.text
    assert [each["kind"] for each in browser.send(danger["text"], "c-1")[1:]] == ["emergency"]
    levels = in_store(folder, "SELECT level FROM alerts WHERE conversation = ?", browser.conversation)
    assert levels == [("emergency_now",)]


def test_danger_is_met_with_the_disk_full(browser: Browser) -> None:
    """The same."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        body = {"text": "I can't feel my legs", "client_id": "c-1"}
        response = browser.call("POST", "/messages", json=body)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert response.status_code == 503
    assert response.json()["help"][0]["level"] == "emergency_now"


def test_danger_is_met_where_the_bot_itself_fails(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever is wrong with it: help stands in the answer, and the log has no word of the patient."""

    def fails(transcript: Transcript, conversation: str, text: str, *about: object, **more: object) -> None:
        raise ValueError(text)

    monkeypatch.setattr(Transcript, "add", fails)
    danger = {"text": "I can't feel my legs, zebrafinch", "client_id": "c-1"}
    comment = {"seq": 2, "rating": "down", "comment": "my chest hurts and I cannot breathe"}
    for path, body in (("/messages", danger), ("/feedback", comment)):
        response = browser.call("POST", path, json=body)
        assert response.status_code == 500
        jsonschema.validate(response.json(), schema_of("Problem"))
        assert [each["level"] for each in response.json()["help"]] == ["emergency_now"]
    assert "zebrafinch" not in caplog.text
    assert caplog.text.count("A request failed: ValueError at") == 2
