"""The console: everything its pages share, and the routes that lead to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.contacts import Contacts
from bot.content import Content
from bot.feed import Feed
from bot.feedback import Feedback
from bot.live_content import LiveContent
from bot.live_languages import LiveLanguageGuess
from bot.patient_handoff import ASKED, NOT_UNDERSTOOD, RATED_DOWN
from bot.settings import Settings
from bot.sign_in_failures import SignInFailures
from bot.staff.attempts import Attempts
from bot.staff.guard import SignedIn
from bot.staff.one_time_codes import OneTimeCodes
from bot.staff.passwords import Passwords
from bot.staff.wording import clock_time, long_ago, marked, name_of_patient
from bot.staff_accounts import Account, StaffAccounts
from bot.staff_audit import StaffAudit
from bot.staff_desk import StaffDesk
from bot.staff_sessions import StaffSessions
from bot.store import Store

TEMPLATES = Path(__file__).parent / "templates"
REASONS = {
    ASKED: "Asked for a person",
    NOT_UNDERSTOOD: "The bot did not understand",
    RATED_DOWN: "The answer did not help",
    "call back": "Wants to be called",
    "stepped in": "Staff joined unasked",
}


@dataclass
class Console:
    """What every page works with; made once."""

    settings: Settings
    store: Store
    content: LiveContent
    feed: Feed
    passwords: Passwords = field(default_factory=Passwords)
    accounts: StaffAccounts = field(init=False)
    sessions: StaffSessions = field(init=False)
    failures: SignInFailures = field(init=False)
    audit: StaffAudit = field(init=False)
    attempts: Attempts = field(init=False)
    desk: StaffDesk = field(init=False)
    contacts: Contacts = field(init=False)
    feedback: Feedback = field(init=False)
    codes: OneTimeCodes = field(init=False)
    templates: Environment = field(init=False)
    _languages: LiveLanguageGuess = field(init=False)

    def __post_init__(self) -> None:
        self.accounts = StaffAccounts(self.store)
        self.sessions = StaffSessions(self.store)
        self.failures = SignInFailures(self.store)
        self.audit = StaffAudit(self.store)
        self.desk = StaffDesk(self.store, self.content, self.feed)
        self.contacts = Contacts(self.store, self.settings.contact_key)
        self.feedback = Feedback(self.store)
        key, name = self.settings.contact_key, self.content.current().clinic.name
        self.codes = OneTimeCodes(self.accounts, key, name)
        self.attempts = Attempts(self.passwords, self.codes, self.failures, self.audit)
        self.templates = _templates()
        self._languages = LiveLanguageGuess(self.content)

    @property
    def now_content(self) -> Content:
        """The clinic's texts as they are now."""
        return self.content.current()

    def page(self, request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page, or a part of one, filled in; it knows who is signed in."""
        me = signed_in(request) if hasattr(request.state, "signed_in") else None
        common = {
            "root": request.scope.get("root_path", ""),
            "clinic": self.now_content.clinic,
            "me": me.account if me else None,
            "is_inside": bool(me and not me.session.needs_code and not me.account.must_change),
            "csrf": me.csrf if me else "",
            "zone": self.now_content.clinic.hours.zone,
        }
        return HTMLResponse(self.templates.get_template(template).render({**common, **values}), status)

    def name_of(self, account: int | None) -> str:
        """How a member of staff is shown to patients and colleagues."""
        found = self.accounts.numbered(account) if account is not None else None
        return found.shown_as if found else "Someone of the staff"

    def reason(self, reason: str) -> str:
        """Why a person is wanted, as the staff read it."""
        flag, _, what = reason.partition("red flag: ")
        return what if not flag and what else REASONS.get(reason, reason.capitalize())

    def language_of(self, texts: list[str]) -> str:
        """The language a patient writes in, as far as it can be told."""
        languages = self.now_content.languages
        code = self._languages.guess(" ".join(texts[-5:])) if texts else None
        return languages[code].name if code and code in languages else "English"


def signed_in(request: Request) -> SignedIn:
    """Who makes a request that has passed the guard."""
    found: SignedIn = request.state.signed_in
    return found


def me(request: Request) -> Account:
    """The account that makes a request."""
    return signed_in(request).account


def go(request: Request, path: str) -> Response:
    """Send the browser to a page of the console."""
    return RedirectResponse(f"{request.scope.get('root_path', '')}{path}", 303)


def wants_part(request: Request) -> bool:
    """Whether a script asks, which needs no whole page."""
    return request.headers.get("x-console") == "1"


def text_of(form: FormData, name: str) -> str:
    """A field of a form as text; empty if it is missing."""
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        {"ago": long_ago, "clock": clock_time, "marked": marked, "patient": name_of_patient}
    )
    return environment
