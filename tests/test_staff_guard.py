"""Nothing of the console is reachable without signing in, and nothing is changed by a form from elsewhere."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from staff_console import Browser, Clinic
from starlette.routing import Route

from bot.live_content import LiveContent
from bot.settings import Settings
from bot.staff.guard import COOKIE, PUBLIC
from bot.staff.routes import pages
from bot.staff_sessions import IDLE, LONGEST, StaffSessions
from bot.store import Store

pytestmark = pytest.mark.slow


@pytest.fixture
def clinic(settings: Settings, store: Store, live_content: LiveContent) -> Clinic:
    """A console."""
    return Clinic(settings, store, live_content)


def every_route(clinic: Clinic) -> list[tuple[str, str]]:
    """Method and path of every page there is, with a real conversation and name filled in."""
    conversation = clinic.waiting("the secret words")
    values = {"conversation": conversation, "name": "console.js", "change": "disable"}
    routes: list[Route] = pages(clinic.console)
    return [
        (method, re.sub(r"{(\w+)}", lambda found: values[found[1]], route.path))
        for route in routes
        for method in sorted(route.methods or ())
    ]


def test_there_are_many_routes(clinic: Clinic) -> None:
    """The tests below look at all pages, and there are as many as there should be."""
    assert len(every_route(clinic)) > 40


def test_no_route_lets_a_stranger_in(clinic: Clinic) -> None:
    """Without a session every page but the sign-in leads to it, or says so, whatever the method."""
    stranger = clinic.browser()
    for method, path in every_route(clinic):
        for headers in ({"accept": "text/html"}, {"x-console": "1"}, {"cookie": f"{COOKIE}=guess"}):
            answer = stranger.client.request(method, f"/staff{path}", headers=headers)
            if ("GET" if method == "HEAD" else method, path) in PUBLIC:
                assert answer.status_code in (200, 403), path
            elif answer.status_code == 303:
                assert answer.headers["location"] == "/staff/sign-in", path
            else:
                assert answer.status_code in (401, 411), path
            assert "secret words" not in answer.text


def test_unknown_paths_tell_a_stranger_nothing(clinic: Clinic) -> None:
    """A path that does not exist looks the same as one that does."""
    stranger = clinic.browser()
    assert stranger.get("/no-such-page").headers["location"] == "/staff/sign-in"
    assert stranger.get("/static/../console.py").status_code in (303, 404)


def test_every_change_needs_the_token_of_the_session(clinic: Clinic) -> None:
    """A form without the token, or with another session's, changes nothing; the log shows no step."""
    admin, other = clinic.signed_in("ida", "admin"), clinic.signed_in("tom")
    foreign = other.csrf()
    routes = [
        (method, path) for method, path in every_route(clinic) if method == "POST" and path != "/sign-in"
    ]
    assert len(routes) > 18
    before = len(clinic.console.audit.entries(10_000))
    for _, path in routes:
        for fields in ({}, {"csrf": ""}, {"csrf": foreign}, {"csrf": "f" * 64}):
            assert admin.client.post(f"/staff{path}", data={**fields, "x": "y"}).status_code == 403, path
    assert len(clinic.console.audit.entries(10_000)) == before
    assert admin.get("/").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
def test_form_from_another_site_is_refused(clinic: Clinic, headers: dict[str, str]) -> None:
    """Even with the right token: a browser says where a form comes from."""
    nurse = clinic.signed_in()
    fields = {"csrf": nurse.csrf()}
    assert nurse.client.post("/staff/sign-out", data=fields, headers=headers).status_code == 403
    assert nurse.get("/").status_code == 200


def test_form_without_a_length_or_too_large_is_refused(clinic: Clinic) -> None:
    """Before a byte of it is read."""
    nurse = clinic.signed_in()

    async def pieces() -> AsyncIterator[bytes]:
        yield b"csrf=1"

    assert nurse.client.post("/staff/sign-out", content=pieces()).status_code == 411
    assert nurse.client.post("/staff/sign-out", content=b"x" * 70_000).status_code == 413


def test_form_that_is_larger_than_its_length_is_refused(clinic: Clinic) -> None:
    """What is declared need not be what comes, and no more is read than a form may have."""
    nurse, sent = clinic.signed_in(), []

    async def pieces() -> AsyncIterator[bytes]:
        for number in range(100):
            sent.append(number)
            yield b"x" * 4096

    answer = nurse.client.post("/staff/sign-out", content=pieces(), headers={"content-length": "5"})
    assert answer.status_code == 413
    assert len(sent) < 20


def test_every_answer_carries_the_headers(clinic: Clinic) -> None:
    """No inline script, no frame, no cache, no referrer, on pages and refusals alike."""
    nurse, stranger = clinic.signed_in(), clinic.browser()
    for answer in (nurse.get("/"), nurse.get("/none"), stranger.get("/"), stranger.get("/sign-in")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["referrer-policy"] == "same-origin"


def test_no_page_has_inline_script_or_style() -> None:
    """The policy would block them; none is there to be blocked."""
    from bot.staff.console import TEMPLATES

    for path in TEMPLATES.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]* src=)|<style| style=| on\w+=|javascript:", text), path.name
        assert "|safe" not in text, path.name


def test_cookie_is_for_the_console_alone(clinic: Clinic) -> None:
    """HttpOnly, SameSite=Strict, for /staff only; Secure wherever it is not this machine."""
    clinic.account("anna")
    here, away = clinic.browser(), clinic.browser()
    away.client.http.base_url = "https://clinic.example"
    for browser, is_secure in ((here, False), (away, True)):
        cookie = browser.signs_in("anna").headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert "path=/staff" in cookie
        assert ("secure" in cookie) is is_secure


def test_only_a_hash_of_the_token_is_kept(clinic: Clinic, tmp_path: Path) -> None:
    """Who reads the database cannot sign in with what stands there."""
    nurse = clinic.signed_in()
    token = nurse.cookie
    assert len(token) >= 40
    for path in (tmp_path / "data").iterdir():
        assert token.encode() not in path.read_bytes()


@pytest.mark.parametrize(
    ("idle", "age", "is_live"), [(0, 0, True), (29, 60, True), (31, 31, False), (1, 721, False)]
)
def test_session_expires(store: Store, clinic: Clinic, idle: int, age: int, is_live: bool) -> None:
    """Half an hour without a sign of the browser ends it, and twelve hours in any case."""
    assert (timedelta(minutes=30), timedelta(hours=12)) == (IDLE, LONGEST)
    account = clinic.account("anna")
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    sessions = StaffSessions(store, lambda: now)
    token = sessions.begin(account.id, "", needs_code=False)
    for column, minutes in (("created_at", age), ("seen_at", idle)):
        moment = (now - timedelta(minutes=minutes)).isoformat(timespec="milliseconds")
        store.database.execute(f"UPDATE staff_sessions SET {column} = ?", [moment])
    assert (sessions.find(token) is not None) is is_live
    assert bool(sessions.live()) is is_live


def test_session_can_be_ended_from_elsewhere(clinic: Clinic) -> None:
    """Signing out everywhere else, and an admin who shuts the account, end it at once."""
    first = clinic.signed_in()
    second = clinic.browser()
    second.signs_in("anna")
    first.post("/account/sessions")
    assert second.get("/").status_code == 303
    admin = clinic.signed_in("ida", "admin")
    admin.post("/people/anna/disable")
    assert first.get("/").status_code == 303
    assert clinic.browser().signs_in("anna").status_code == 401


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        ("staff", "/people", 403), ("lead", "/people", 403), ("admin", "/people", 200),
        ("staff", "/audit", 403), ("lead", "/audit", 200), ("admin", "/audit", 200),
        ("staff", "/", 200), ("staff", "/search", 200), ("staff", "/account", 200),
    ],
)  # fmt: skip
def test_roles_see_what_is_theirs(clinic: Clinic, role: str, path: str, status: int) -> None:
    """Accounts are the admins', the log is the leads' and the admins'."""
    assert clinic.signed_in("x1", role).get(path).status_code == status


def test_staff_cannot_make_themselves_admins(clinic: Clinic) -> None:
    """The form that only admins see is refused to others who send it all the same."""
    nurse = clinic.signed_in()
    assert nurse.post("/people/anna/role", role="admin").status_code == 403
    assert nurse.post("/people", name="eve", shown_as="Eve", role="admin").status_code == 403
    assert clinic.console.accounts.get("anna").role == "staff"


def test_patients_words_are_escaped(clinic: Clinic) -> None:
    """What a patient types is text on every page, never a tag."""
    nurse: Browser = clinic.signed_in()
    conversation = clinic.waiting("<script>alert(1)</script> <img src=x onerror=alert(1)> driving")
    for path in (
        "/",
        f"/conversations/{conversation}",
        f"/conversations/{conversation}/messages",
        "/search?q=driving",
    ):
        text = nurse.get(path).text
        assert "<script>alert" not in text
        assert "<img" not in text
        assert "&lt;script&gt;" in text
