"""Signing in: a password, a code where there is one, and waits for who guesses."""

from __future__ import annotations

import asyncio
import re
import threading
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from conftest import KEY
from httpx import Response
from staff_console import PASSWORD, Browser, Clinic

from bot.live_content import LiveContent
from bot.settings import Settings
from bot.sign_in_failures import LONGEST_WAIT, SignInFailures
from bot.staff import passwords
from bot.staff.passwords import WeakPasswordError, check_strength, new_password
from bot.staff.wording import device_name
from bot.store import Store

pytestmark = pytest.mark.slow


@pytest.fixture
def clinic(settings: Settings, store: Store, live_content: LiveContent) -> Clinic:
    """A console whose server has a key."""
    return Clinic(replace(settings, contact_key=KEY), store, live_content)


def test_right_password_lets_in(clinic: Clinic) -> None:
    """The name may be typed in capitals."""
    clinic.account("anna")
    browser = clinic.browser()
    answer = browser.signs_in(" ANNA ")
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff/")
    assert "Nobody is waiting." in browser.get("/").text


def test_name_stays_after_a_wrong_password(clinic: Clinic) -> None:
    """Only the password has to be typed again, and the cursor is there; nothing typed becomes markup."""
    clinic.account("anna")
    page = clinic.browser().signs_in('Anna"><b>', "wrong wrong wrong").text
    assert 'value="Anna&#34;&gt;&lt;b&gt;"' in page
    assert re.search(r'name="password"[^>]* autofocus>', page)
    assert re.search(r'name="name"[^>]* autofocus>', clinic.browser().get("/sign-in").text)


@pytest.mark.parametrize("name", ["anna", "nobody", "", "x" * 500, "anna'--", "\u00e4nna"], ids=range(6))
def test_wrong_password_and_unknown_name_look_the_same(clinic: Clinic, name: str) -> None:
    """Nobody learns which names exist."""
    clinic.account("anna")
    known = clinic.browser().signs_in("anna", "wrong wrong wrong")
    answer = clinic.browser().signs_in(name, "wrong wrong wrong")
    assert answer.status_code == known.status_code == 401
    plain = re.compile(r'value="[^"]*"')
    assert plain.sub("", answer.text) == plain.sub("", known.text)


def test_name_that_nobody_has_costs_the_same_work(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hash is verified in either case, so that the time taken tells nothing."""
    clinic.account("anna")
    verified: list[str] = []
    real = clinic.console.passwords._fits
    monkeypatch.setattr(
        clinic.console.passwords, "_fits", lambda kept, typed: verified.append(kept) or real(kept, typed)
    )
    clinic.browser().signs_in("anna", "wrong wrong wrong")
    clinic.browser().signs_in("nobody", "wrong wrong wrong")
    assert len(verified) == 2


def test_guessing_has_to_wait_and_the_right_password_too(clinic: Clinic) -> None:
    """After five failures in a row the account waits, whether or not it exists."""
    clinic.account("anna")
    for name in ("anna", "nobody"):
        answers = [clinic.browser().signs_in(name, f"wrong wrong {n}").status_code for n in range(6)]
        assert answers == [401] * 5 + [429]
    answer = clinic.browser().signs_in("anna")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 30
    assert "Please wait" in answer.text


def at_once(browser: Browser, path: str, forms: list[dict[str, str]]) -> list[asyncio.Task[Response]]:
    """Send these forms all at the same time; the tasks run when the browser's loop does."""
    http, loop = browser.client.http, browser.client._loop
    # All carry the cookies of now: each answer may set new ones.
    requests = [http.build_request("POST", f"/staff{path}", data=each) for each in forms]
    return [loop.create_task(http.send(each)) for each in requests]


def answers(browser: Browser, tasks: list[asyncio.Task[Response]]) -> list[Response]:
    """What was answered, in the order in which it was sent."""
    return browser.client._loop.run_until_complete(asyncio.wait_for(asyncio.gather(*tasks), 30))


def form_of(browser: Browser) -> str:
    """What ties the sign-in form to this browser."""
    found = re.search(r'name="form" value="([^"]+)"', browser.get("/sign-in").text)
    assert found
    return found[1]


def test_burst_is_held_up_like_attempts_in_a_row(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of forty attempts at once five are looked at, and the right password behind them does not get in."""
    monkeypatch.setattr(passwords, "MOST_WAITING", 100)
    clinic.account("anna")
    browser = clinic.browser()
    form = form_of(browser)
    tried = [PASSWORD if n == 35 else f"wrong wrong {n}" for n in range(40)]
    forms = [{"form": form, "name": "anna", "password": each} for each in tried]
    found = answers(browser, at_once(browser, "/sign-in", forms))
    assert Counter(each.status_code for each in found) == {401: 5, 429: 35}


def test_burst_on_the_old_password_is_held_up_too(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser left open is no way around the wait."""
    monkeypatch.setattr(passwords, "MOST_WAITING", 100)
    browser = clinic.signed_in()
    new, csrf = "a field of yellow rape", browser.csrf()
    tried = [PASSWORD if n == 15 else f"wrong wrong {n}" for n in range(20)]
    forms = [{"csrf": csrf, "old": each, "new": new, "again": new} for each in tried]
    found = answers(browser, at_once(browser, "/password", forms))
    assert Counter(each.status_code for each in found) == {400: 5, 429: 15}
    assert "Please wait" in found[-1].text


def test_old_password_that_is_right_starts_the_count_anew(clinic: Clinic) -> None:
    """Whoever mistypes it now and then does not end up shut out."""
    browser = clinic.signed_in()
    for old, new in (
        (PASSWORD, "a field of yellow rape"),
        ("a field of yellow rape", "a second field of rape"),
    ):
        wrong = [browser.post("/password", old="wrong", new=new, again=new).status_code for _ in range(4)]
        assert wrong == [400] * 4
        assert browser.post("/password", old=old, new=new, again=new).status_code == 303


def test_long_line_at_the_door_turns_away_at_once(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind hundreds of hashes no one of the staff would get in: the line is short, and says when to come back."""
    ready = threading.Event()
    monkeypatch.setattr(clinic.console.passwords, "_fits", lambda kept, typed: ready.wait(30) and False)
    browser = clinic.browser()
    form, seats = form_of(browser), passwords.AT_ONCE + passwords.MOST_WAITING
    forms = [{"form": form, "name": f"name{n}", "password": "wrong"} for n in range(40)]
    tasks = at_once(browser, "/sign-in", forms)

    async def until_turned_away() -> None:
        while sum(task.done() for task in tasks) < len(tasks) - seats:
            await asyncio.sleep(0.01)
        ready.set()

    browser.client._loop.run_until_complete(asyncio.wait_for(until_turned_away(), 20))
    found = answers(browser, tasks)
    assert [each.status_code for each in found] == [401] * seats + [429] * (40 - seats)
    assert found[-1].headers["retry-after"] == "5"
    assert "Too many are signing in just now" in found[-1].text


def test_waits_grow_and_end(store: Store) -> None:
    """30 seconds, then twice as long each time, a quarter of an hour at most; a sign-in forgives."""
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    failures = SignInFailures(store, lambda: now)
    waits = []
    for _ in range(12):
        failures.count("anna", "10.0.0.1")
        waits.append(failures.wait("anna", "10.0.0.1"))
    assert waits[:8] == [0, 0, 0, 0, 30, 60, 120, 240]
    assert max(waits) == LONGEST_WAIT.total_seconds()
    now += LONGEST_WAIT
    assert failures.wait("anna", "10.0.0.1") == 0
    failures.forgive("anna", "10.0.0.1")
    assert failures.wait("anna", "10.0.0.1") == 0


def test_address_that_tries_many_names_waits(store: Store) -> None:
    """Trying one password on every name is guessing too; other addresses are not held up."""
    failures = SignInFailures(store)
    for number in range(20):
        failures.count(f"name{number}", "10.0.0.1")
    assert failures.wait("new name", "10.0.0.1") > 0
    assert failures.wait("new name", "10.0.0.2") == 0
    kept = " ".join(str(row) for row in store.database.query("SELECT * FROM sign_in_failures"))
    assert "10.0.0" not in kept
    assert "name1" not in kept


def test_form_of_another_browser_is_refused(clinic: Clinic) -> None:
    """Nobody can be signed in to somebody else's account by a link."""
    clinic.account("anna")
    fields = {"form": form_of(clinic.browser()), "name": "anna", "password": PASSWORD}
    assert clinic.browser().client.post("/staff/sign-in", data=fields).status_code == 403


def test_signing_in_again_takes_a_new_token(clinic: Clinic) -> None:
    """The old session in this browser ends with it."""
    browser = clinic.signed_in()
    old = browser.cookie
    browser.signs_in("anna")
    assert browser.cookie != old
    assert clinic.console.sessions.find(old) is None


def leads_on(page: str, *, is_inside: bool) -> None:
    """Who is not in yet is shown no way to pages that do not open, and gets no script that they refuse."""
    assert ("/staff/search" in page) is is_inside
    assert ("console.js" in page) is is_inside


AGENT = "Mozilla/5.0 (X; {}) AppleWebKit/537.36 (KHTML, like Gecko) {} Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (AGENT.format("Windows NT 10.0", "Chrome/140.0"), "Chrome on Windows"),
        (AGENT.format("Windows NT 10.0", "Chrome/140.0") + " Edg/140.0", "Edge on Windows"),
        (AGENT.format("Macintosh; Intel Mac OS X 10_15", "Version/17.0"), "Safari on Mac"),
        (AGENT.format("iPhone; CPU iPhone OS 17 like Mac OS X", "Version/17.0"), "Safari on iPhone"),
        (AGENT.format("Linux; Android 14", "Chrome/140.0 Mobile"), "Chrome on Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("curl/8.5", "A browser"),
        ("", "A browser"),
    ],
)
def test_device_has_a_name_that_one_knows(agent: str, name: str) -> None:
    """Where one is signed in is told in words: a browser says to be many others, too."""
    assert device_name(agent) == name


def test_first_password_must_be_changed(clinic: Clinic) -> None:
    """An account that was given a password sees nothing else until it has chosen its own."""
    clinic.account("anna", must_change=True)
    browser = clinic.browser()
    browser.signs_in("anna")
    assert browser.get("/").headers["location"] == "/staff/password"
    leads_on(browser.get("/password").text, is_inside=False)
    weak = browser.post("/password", old=PASSWORD, new="short", again="short")
    assert weak.status_code == 400
    new = "a field of yellow rape"
    assert browser.post("/password", old=PASSWORD, new=new, again=new).status_code == 303
    assert browser.get("/").status_code == 200
    assert clinic.browser().signs_in("anna").status_code == 401
    assert clinic.browser().signs_in("anna", new).status_code == 303


@pytest.mark.parametrize(
    "password", ["short", "anna-is-my-name", "my-password-is-long", "aaaaaaaaaaaa", "abababababab", "x" * 300]
)
def test_weak_passwords_are_refused(password: str) -> None:
    """Too short, too long, one's own name, the obvious words, a few letters over and over."""
    with pytest.raises(WeakPasswordError):
        check_strength(password, "anna")


def test_made_passwords_are_strong() -> None:
    """What is made for somebody passes the same check, and differs each time."""
    made = {new_password() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        check_strength(password, "anna")


def with_codes(clinic: Clinic) -> tuple[Browser, str]:
    """Someone who has just switched codes on, and the secret."""
    browser = clinic.signed_in()
    secret = re.search(r'name="secret" value="([A-Z2-7]+)"', browser.get("/account").text)
    assert secret
    wrong = browser.post("/account/codes", secret=secret[1], code="000000")
    assert (wrong.status_code, secret[1] in wrong.text) == (400, True)
    code = pyotp.TOTP(secret[1]).now()
    assert browser.post("/account/codes", secret=secret[1], code=code).status_code == 303
    return browser, secret[1]


def test_with_codes_a_password_is_not_enough(clinic: Clinic) -> None:
    """Until the code is given, no page opens; a code that was used is not taken again."""
    _, secret = with_codes(clinic)
    browser = clinic.browser()
    assert browser.signs_in("anna").headers["location"] == "/staff/sign-in/code"
    for path in ("/", "/search", "/account", "/events", "/password"):
        assert browser.get(path).headers["location"] == "/staff/sign-in/code"
    leads_on(browser.get("/sign-in/code").text, is_inside=False)
    assert browser.post("/sign-in/code", code="000000").status_code == 401
    used = pyotp.TOTP(secret).now()
    assert browser.post("/sign-in/code", code=used).status_code == 401
    later = pyotp.TOTP(secret).at(datetime.now(UTC) + timedelta(seconds=30))
    assert browser.post("/sign-in/code", code=f" {later[:3]} {later[3:]} ").status_code == 303
    leads_on(browser.get("/").text, is_inside=True)


def test_guessing_codes_has_to_wait(clinic: Clinic) -> None:
    """Who has the password cannot try a million codes."""
    with_codes(clinic)
    browser = clinic.browser()
    browser.signs_in("anna")
    answers = [browser.post("/sign-in/code", code=f"{n:06}").status_code for n in range(6)]
    assert answers == [401] * 5 + [429]


def test_secret_of_the_codes_is_sealed(clinic: Clinic, store: Store) -> None:
    """Who reads the database cannot make codes."""
    _, secret = with_codes(clinic)
    (row,) = store.database.query("SELECT totp_sealed FROM staff")
    assert row["totp_sealed"]
    assert secret not in str(list(store.database.query("SELECT * FROM staff")))


def test_without_a_key_codes_cannot_be_set_up(
    settings: Settings, store: Store, live_content: LiveContent
) -> None:
    """The page says why."""
    browser = Clinic(settings, store, live_content).signed_in()
    assert "no CLINIC_BOT_CONTACT_KEY" in browser.get("/account").text
    assert browser.post("/account/codes", secret="A" * 32, code="123456").status_code == 400


def test_codes_can_be_switched_off_with_a_code(clinic: Clinic) -> None:
    """A browser left open is not enough."""
    browser, secret = with_codes(clinic)
    assert browser.post("/account/codes/off", code="123456").status_code == 400
    later = pyotp.TOTP(secret).at(datetime.now(UTC) + timedelta(seconds=30))
    assert browser.post("/account/codes/off", code=later).status_code == 303
    assert not clinic.console.accounts.get("anna").has_codes


def test_codes_that_are_on_cannot_be_exchanged(clinic: Clinic) -> None:
    """Whoever finds a browser left open cannot put a phone of their own in the place of the owner's."""
    browser, secret = with_codes(clinic)
    (before,) = clinic.store.database.query("SELECT totp_sealed FROM staff")
    mine = pyotp.random_base32()
    answer = browser.post("/account/codes", secret=mine, code=pyotp.TOTP(mine).now())
    assert (answer.status_code, "switch them off first" in answer.text) == (409, True)
    (after,) = clinic.store.database.query("SELECT totp_sealed FROM staff")
    assert after == before
    assert mine not in answer.text
    later = pyotp.TOTP(secret).at(datetime.now(UTC) + timedelta(seconds=30))
    assert browser.post("/account/codes/off", code=later).status_code == 303


def test_guessing_at_switching_codes_off_has_to_wait(clinic: Clinic) -> None:
    """As at the sign-in, and counted with it: five here leave none there. The right code waits too."""
    browser, secret = with_codes(clinic)
    answers = [browser.post("/account/codes/off", code=f"{n:06}").status_code for n in range(5)]
    assert answers == [400] * 5
    later = pyotp.TOTP(secret).at(datetime.now(UTC) + timedelta(seconds=30))
    answer = browser.post("/account/codes/off", code=later)
    assert (answer.status_code, "Please wait" in answer.text) == (429, True)
    assert 0 < int(answer.headers["retry-after"]) <= 30
    assert clinic.console.accounts.get("anna").has_codes
    at_the_door = clinic.browser()
    at_the_door.signs_in("anna")
    assert at_the_door.post("/sign-in/code", code=later).status_code == 429
    failed = [each["name"] for each in clinic.console.audit.entries() if each["action"] == "sign-in failed"]
    assert failed == ["anna"] * 5


def test_log_tells_of_signing_in_and_of_failures(clinic: Clinic) -> None:
    """With the account's name where it is one, and never with what was typed."""
    clinic.account("anna")
    clinic.browser().signs_in("my secret password by mistake", "x")
    clinic.browser().signs_in("anna")
    entries = clinic.console.audit.entries()
    assert [(each["name"], each["action"]) for each in entries] == [
        ("anna", "signed in"),
        (None, "sign-in failed"),
    ]
    assert "mistake" not in str(entries)
