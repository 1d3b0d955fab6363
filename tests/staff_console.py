"""The staff console in a test: its routes over HTTP with a real store, and staff who sign in to it."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import argon2
from httpx import ASGITransport, AsyncClient, Response
from starlette.applications import Starlette

from bot.feed import Feed
from bot.live_content import LiveContent
from bot.settings import Settings
from bot.staff.console import Console
from bot.staff.guard import Guard
from bot.staff.passwords import Passwords
from bot.staff.routes import pages
from bot.staff_accounts import Account
from bot.store import Store

PASSWORD = "correct horse battery"
CHEAP = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Real argon2 with little work, so that tests do not wait."""


class Clinic:
    """One console with its accounts."""

    def __init__(self, settings: Settings, store: Store, content: LiveContent) -> None:
        self.store = store
        self.feed = Feed()
        self.console = Console(settings, store, content, self.feed, Passwords(CHEAP))
        self.desk = self.console.desk
        self.hashed = self.console.passwords.hash(PASSWORD)
        app = Starlette(routes=pages(self.console))
        app.router.redirect_slashes = False
        outer = Starlette()
        guarded = Guard(app, self.console.accounts, self.console.sessions, slow_seconds=10)
        outer.mount("/staff", guarded)
        self.app = outer

    def account(self, name: str, role: str = "staff", *, must_change: bool = False) -> Account:
        """A new account with PASSWORD."""
        shown_as = f"Nurse {name.capitalize()}"
        return self.console.accounts.add(name, shown_as, role, self.hashed, must_change=must_change)

    def browser(self) -> Browser:
        """A browser that is not signed in."""
        return Browser(self)

    def signed_in(self, name: str = "anna", role: str = "staff") -> Browser:
        """A browser in which a new account is signed in."""
        self.account(name, role)
        browser = self.browser()
        assert browser.signs_in(name).status_code == 303
        return browser

    def waiting(self, text: str = "my back hurts", reason: str = "asked") -> str:
        """A conversation whose patient waits for a person."""
        conversation = self.store.add_conversation("web")
        self.store.add_patient_message(conversation, text, None)
        self.desk.handoffs.request(conversation, reason)
        return conversation


class Client:
    """Speaks HTTP to the application in this thread, in which the store was opened."""

    def __init__(self, app: Starlette, base_url: str = "http://127.0.0.1") -> None:
        self._loop = asyncio.new_event_loop()
        self.http = AsyncClient(transport=ASGITransport(app), base_url=base_url, follow_redirects=False)

    def request(self, method: str, path: str, **options: Any) -> Response:
        """One request."""
        return self._loop.run_until_complete(self.http.request(method, path, **options))

    def get(self, path: str, **options: Any) -> Response:
        """GET."""
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> Response:
        """POST."""
        return self.request("POST", path, **options)


class Browser:
    """Follows no redirect by itself, and sends forms as the pages make them."""

    def __init__(self, clinic: Clinic) -> None:
        self.clinic = clinic
        self.client = Client(clinic.app)

    @property
    def cookie(self) -> str:
        """The session's token."""
        return str(self.client.http.cookies["clinic_staff"])

    def get(self, path: str, **headers: str) -> Response:
        """A page, as a browser asks for it."""
        return self.client.get(f"/staff{path}", headers={"accept": "text/html", **headers})

    def signs_in(self, name: str, password: str = PASSWORD) -> Response:
        """Fill in the form and send it."""
        form = re.search(r'name="form" value="([^"]+)"', self.get("/sign-in").text)
        assert form
        fields = {"form": form[1], "name": name, "password": password}
        return self.client.post("/staff/sign-in", data=fields)

    def csrf(self) -> str:
        """What the pages of this session put into their forms."""
        for path in ("/", "/password", "/sign-in/code"):
            found = re.search(r'name="csrf" value="([0-9a-f]{64})"', self.get(path).text)
            if found:
                return found[1]
        raise AssertionError("no form with a token")

    def post(self, path: str, part: bool = False, **fields: Any) -> Response:
        """Send a form with the session's token."""
        headers = {"x-console": "1"} if part else {}
        return self.client.post(f"/staff{path}", data={"csrf": self.csrf(), **fields}, headers=headers)

    def does(self, conversation: str, action: str, page: str = "", **fields: Any) -> Response:
        """Press one of the buttons of a conversation, on its page as it is now or as an earlier `page` showed it."""
        path = f"/conversations/{conversation}/{action}"
        shown = page or self.get(f"/conversations/{conversation}").text
        return self.post(path, **{**_hidden(shown, path), **fields})


def _hidden(page: str, path: str) -> dict[str, str]:
    """What the form for a path sends without being filled in; nothing if the page has no such form."""
    form = re.search(rf'action="[^"]*{re.escape(path)}".*?</form>', page, re.DOTALL)
    fields = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[0]) if form else []
    return {name: value for name, value in fields if name != "csrf"}
