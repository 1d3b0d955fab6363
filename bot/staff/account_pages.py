"""Pages on accounts: one's own, with codes and sessions; for admins all of them; for leads the audit log."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.staff.attempts import TooManyAttemptsError
from bot.staff.console import Console, go, me, signed_in, text_of
from bot.staff.forms import for_roles, takes_form
from bot.staff.guard import address_of
from bot.staff.one_time_codes import AlreadyOnError, NoKeyError
from bot.staff.passwords import new_password
from bot.staff.wording import name_of_patient
from bot.staff_accounts import ROLES, Account, AccountError

WRONG_CODE = "The code is not right. Check that the clock of your phone is right, and try the next one."

ALREADY_ON = (
    "One-time codes are on. To change to another phone, switch them off first, with a code of the old one."
)


class AccountPages:
    """Looking after accounts."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def routes(self) -> list[Route]:
        """One's own account, everyone's, and the log."""
        admin, lead = for_roles("admin"), for_roles("lead", "admin")
        return [
            Route("/account", self.account, methods=["GET"]),
            Route("/account/codes", takes_form(self.switch_on), methods=["POST"]),
            Route("/account/codes/off", takes_form(self.switch_off), methods=["POST"]),
            Route("/account/sessions", takes_form(self.end_sessions), methods=["POST"]),
            Route("/people", admin(self.people), methods=["GET"]),
            Route("/people", admin(takes_form(self.add)), methods=["POST"]),
            Route("/people/{name}/{change}", admin(takes_form(self.change)), methods=["POST"]),
            Route("/audit", lead(self.audit), methods=["GET"]),
        ]

    async def account(self, request: Request) -> Response:
        """One's own account."""
        return self._account_page(request)

    async def switch_on(self, request: Request, form: FormData) -> Response:
        """Ask for codes from now on."""
        try:
            done = self._console.codes.switch_on(me(request), text_of(form, "secret"), text_of(form, "code"))
        except (NoKeyError, ValueError):
            return PlainTextResponse("One-time codes cannot be set up here.", 400)
        except AlreadyOnError:
            return self._account_page(request, error=ALREADY_ON, status=409)
        if not done:
            return self._account_page(request, text_of(form, "secret"), WRONG_CODE, 400)
        self._console.audit.note(me(request).id, "switched one-time codes on")
        self._console.sessions.end_all(me(request).id, but=signed_in(request).session.id)
        return go(request, "/account")

    async def switch_off(self, request: Request, form: FormData) -> Response:
        """Ask for no codes any more, if one shows that it is really them."""
        try:
            code = text_of(form, "code")
            right = self._console.attempts.code(me(request), address_of(request), code)
        except TooManyAttemptsError as error:
            page = self._account_page(request, error=str(error), status=429)
            page.headers["Retry-After"] = str(error.seconds)
            return page
        except NoKeyError:
            return PlainTextResponse("One-time codes cannot be checked here.", 400)
        if not right:
            return self._account_page(request, error=WRONG_CODE, status=400)
        self._console.accounts.set_codes(me(request).id, None)
        self._console.audit.note(me(request).id, "switched one-time codes off")
        return go(request, "/account")

    async def end_sessions(self, request: Request, form: FormData) -> Response:
        """Sign out everywhere else."""
        self._console.sessions.end_all(me(request).id, but=signed_in(request).session.id)
        self._console.audit.note(me(request).id, "ended the other sessions")
        return go(request, "/account")

    async def people(self, request: Request) -> Response:
        """All accounts."""
        return self._people_page(request)

    async def add(self, request: Request, form: FormData) -> Response:
        """Make an account with a password to begin with, which is shown once."""
        password = new_password()
        try:
            account = self._console.accounts.add(
                text_of(form, "name"),
                text_of(form, "shown_as"),
                text_of(form, "role"),
                self._console.passwords.hash(password),
                must_change=True,
            )
        except AccountError as error:
            return self._people_page(request, error=str(error), status=400)
        self._console.audit.note(me(request).id, "added an account", detail=f"{account.name}, {account.role}")
        return self._people_page(request, made=account, password=password)

    async def change(self, request: Request, form: FormData) -> Response:
        """Shut or open an account, sign it out, give it a new password or another role."""
        account = self._console.accounts.named(request.path_params["name"])
        if account is None:
            return PlainTextResponse("There is no such account.", 404)
        change = request.path_params["change"]
        if account.id == me(request).id and change in ("disable", "role"):
            return self._people_page(request, error="You cannot do this to your own account.", status=400)
        if change == "reset":
            return self._reset(request, account)
        if not self._made(account, change, text_of(form, "role")):
            return PlainTextResponse("There is no such change.", 404)
        self._console.audit.note(me(request).id, f"{change} of an account", detail=account.name)
        return go(request, "/people")

    async def audit(self, request: Request) -> Response:
        """Who looked at what and changed what."""
        account = self._console.accounts.named(request.query_params.get("name", ""))
        entries = self._console.audit.entries(account=account.id if account else None)
        self._console.audit.note(me(request).id, "looked at the audit log")
        return self._console.page(
            request,
            "audit.html",
            entries=entries,
            names=[each.name for each in self._console.accounts.all()],
            chosen=account.name if account else "",
            name_of_patient=name_of_patient,
        )

    def _made(self, account: Account, change: str, role: str) -> bool:
        accounts, sessions = self._console.accounts, self._console.sessions
        if change in ("disable", "enable"):
            accounts.set_disabled(account.id, change == "disable")
        elif change == "role" and role in ROLES:
            accounts.set_role(account.id, role)
        elif change == "no-codes":
            accounts.set_codes(account.id, None)
        elif change != "sign-out":
            return False
        sessions.end_all(account.id)
        return True

    def _reset(self, request: Request, account: Account) -> Response:
        password = new_password()
        hashed = self._console.passwords.hash(password)
        self._console.accounts.set_password(account.id, hashed, must_change=True)
        self._console.sessions.end_all(account.id)
        self._console.audit.note(me(request).id, "reset the password of an account", detail=account.name)
        return self._people_page(request, made=account, password=password)

    def _account_page(
        self, request: Request, secret: str = "", error: str = "", status: int = 200
    ) -> Response:
        codes, account = self._console.codes, me(request)
        secret = secret or codes.new_secret()
        return self._console.page(
            request,
            "account.html",
            status,
            error=error,
            can_have_codes=codes.can_be_used,
            secret=secret,
            secret_groups=[secret[i : i + 4] for i in range(0, len(secret), 4)],
            link=codes.link(account, secret),
            sessions=self._console.sessions.live(account.id),
            this=signed_in(request).session.id,
        )

    def _people_page(
        self,
        request: Request,
        *,
        made: Account | None = None,
        password: str = "",
        error: str = "",
        status: int = 200,
    ) -> Response:
        return self._console.page(
            request,
            "people.html",
            status,
            people=self._console.accounts.all(),
            present=self._console.sessions.present(),
            roles=ROLES,
            made=made,
            password=password,
            error=error,
        )
