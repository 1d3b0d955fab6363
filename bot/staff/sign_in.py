"""Signing in and out: a password, then a one-time code where the account has them."""

from __future__ import annotations

import hmac
import logging
import secrets

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.staff.attempts import TooManyAttemptsError
from bot.staff.console import Console, go, me, signed_in, text_of
from bot.staff.forms import takes_form
from bot.staff.guard import COOKIE, address_of, is_loopback
from bot.staff.one_time_codes import NoKeyError
from bot.staff.passwords import WeakPasswordError, check_strength
from bot.staff.wording import device_name
from bot.staff_accounts import Account

logger = logging.getLogger(__name__)

FORM_COOKIE = "clinic_staff_form"
"""Ties the sign-in form to the browser that it was given to, before there is a session."""
WRONG = "The name or the password is not right."
SIGNED_OUT = {
    "ended": "You are signed out. Please sign in again.",
    "writing": "You are signed out. Please sign in again: what you were writing is kept in this window until then.",
}
"""What whoever was led to the form from a page reads, by what happened there."""
OUT_OF_DATE = "The form was out of date. Please try again."


class SignIn:
    """The pages before one is in."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def routes(self) -> list[Route]:
        """Sign in, give a code, choose a password, sign out."""
        return [
            Route("/sign-in", self.show, methods=["GET"]),
            Route("/sign-in", self.enter, methods=["POST"]),
            Route("/sign-in/code", self.show_code, methods=["GET"]),
            Route("/sign-in/code", takes_form(self.enter_code), methods=["POST"]),
            Route("/password", self.show_password, methods=["GET"]),
            Route("/password", takes_form(self.change_password), methods=["POST"]),
            Route("/sign-out", takes_form(self.leave), methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The form; to who was led here from a page it says why."""
        return self._form(request, told=SIGNED_OUT.get(request.query_params.get("was", ""), ""))

    async def enter(self, request: Request) -> Response:
        """Take a name and a password."""
        form = await request.form(max_files=0, max_fields=10)
        typed = text_of(form, "name").strip()[:64]
        kept = request.cookies.get(FORM_COOKIE, "")
        if not kept or not hmac.compare_digest(
            kept.encode(), text_of(form, "form").encode("utf-8", "replace")
        ):
            return self._form(request, OUT_OF_DATE, typed, status=403)
        name, address = typed.lower(), address_of(request)
        account = self._console.accounts.named(name)
        account = None if account is None or account.disabled else account
        hashed = self._console.accounts.password(account.id) if account else None
        password = text_of(form, "password")
        try:
            right = await self._console.attempts.password(name, address, hashed, password)
        except TooManyAttemptsError as error:
            return self._form(request, str(error), typed, status=429, retry_after=error.seconds)
        if not right or account is None:
            return self._form(request, WRONG, typed, status=401)
        if hashed and self._console.passwords.is_outdated(hashed):
            again = self._console.passwords.hash(password)
            self._console.accounts.set_password(account.id, again, must_change=account.must_change)
        return self._let_in(request, account)

    async def show_code(self, request: Request) -> Response:
        """The form for a one-time code."""
        return self._console.page(request, "code.html", error="")

    async def enter_code(self, request: Request, form: FormData) -> Response:
        """Take a one-time code."""
        account = me(request)
        try:
            right = self._console.attempts.code(account, address_of(request), text_of(form, "code"))
        except TooManyAttemptsError as too_many:
            return self._told_to_wait(request, "code.html", too_many)
        except NoKeyError:
            logger.error(
                "A one-time code cannot be checked: CLINIC_BOT_CONTACT_KEY is missing or another one."
            )
            error = "Codes cannot be checked now. Please tell whoever runs this server."
            return self._console.page(request, "code.html", 503, error=error)
        if not right:
            return self._console.page(request, "code.html", 401, error="The code is not right.")
        self._console.sessions.end(signed_in(request).session.id)
        self._console.audit.note(account.id, "signed in", detail="with a code")
        return self._with_session(request, account, needs_code=False)

    async def show_password(self, request: Request) -> Response:
        """The form for a new password."""
        return self._console.page(request, "password.html", error="")

    async def change_password(self, request: Request, form: FormData) -> Response:
        """Take a new password; every other session of the account ends."""
        account, console = me(request), self._console
        old, new = text_of(form, "old"), text_of(form, "new")
        kept, address = console.accounts.password(account.id), address_of(request)
        try:
            right = await console.attempts.password(account.name, address, kept, old, account.id)
        except TooManyAttemptsError as too_many:
            return self._told_to_wait(request, "password.html", too_many)
        error = ""
        if not right:
            error = "The old password is not right."
        elif new != text_of(form, "again"):
            error = "The two new passwords are not the same."
        elif new == old:
            error = "Choose a password that differs from the old one."
        else:
            error = _weakness(new, account.name)
        if error:
            return console.page(request, "password.html", 400, error=error)
        console.accounts.set_password(account.id, console.passwords.hash(new), must_change=False)
        console.sessions.end_all(account.id, but=signed_in(request).session.id)
        console.audit.note(account.id, "changed the password")
        return go(request, "/")

    async def leave(self, request: Request, form: FormData) -> Response:
        """Sign out."""
        self._console.sessions.end(signed_in(request).session.id)
        self._console.audit.note(me(request).id, "signed out")
        response = go(request, "/sign-in")
        response.delete_cookie(COOKIE, path=request.scope.get("root_path") or "/")
        return response

    def _let_in(self, request: Request, account: Account) -> Response:
        if hasattr(request.state, "signed_in"):
            # Whoever signs in anew in the same browser leaves no session behind.
            self._console.sessions.end(signed_in(request).session.id)
        if not account.has_codes:
            self._console.audit.note(account.id, "signed in")
        return self._with_session(request, account, needs_code=account.has_codes)

    def _with_session(self, request: Request, account: Account, *, needs_code: bool) -> Response:
        device = device_name(request.headers.get("user-agent", ""))
        token = self._console.sessions.begin(account.id, device, needs_code=needs_code)
        response = go(request, "/sign-in/code" if needs_code else "/")
        self._set_cookie(request, response, COOKIE, token)
        return response

    def _told_to_wait(self, request: Request, template: str, error: TooManyAttemptsError) -> Response:
        response = self._console.page(request, template, 429, error=str(error))
        response.headers["Retry-After"] = str(error.seconds)
        return response

    def _form(
        self,
        request: Request,
        error: str = "",
        name: str = "",
        *,
        told: str = "",
        status: int = 200,
        retry_after: int = 0,
    ) -> Response:
        """The form, with the `name` that was typed: only the password has to be typed again."""
        token = secrets.token_urlsafe(16)
        values = {"error": error, "told": told, "name": name, "form": token}
        response = self._console.page(request, "sign_in.html", status, **values)
        self._set_cookie(request, response, FORM_COOKIE, token)
        if retry_after:
            response.headers["Retry-After"] = str(retry_after)
        return response

    def _set_cookie(self, request: Request, response: Response, name: str, value: str) -> None:
        response.set_cookie(
            name,
            value,
            path=request.scope.get("root_path") or "/",
            httponly=True,
            samesite="strict",
            secure=not is_loopback(request),
        )


def _weakness(password: str, name: str) -> str:
    try:
        check_strength(password, name)
    except WeakPasswordError as error:
        return str(error)
    return ""
