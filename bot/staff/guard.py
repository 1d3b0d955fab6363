"""The guard: stands before every page of the console; without a live session nothing passes but the sign-in."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.staff.form_body import FormBodyError, arrived
from bot.staff_accounts import Account, StaffAccounts
from bot.staff_sessions import Session, StaffSessions

COOKIE = "clinic_staff"
PUBLIC = {
    ("GET", "/sign-in"),
    ("POST", "/sign-in"),
    ("GET", "/static/console.css"),
    ("GET", "/static/icon.svg"),
}
"""All that can be seen without signing in: the form, and how it looks."""
BEFORE_CODE = {("GET", "/sign-in/code"), ("POST", "/sign-in/code"), ("POST", "/sign-out")}
BEFORE_CHANGE = {("GET", "/password"), ("POST", "/password"), ("POST", "/sign-out")}
LARGEST_FORM = 64 * 1024
SAFE = ("GET", "HEAD")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
    " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Cache-Control": "no-store",
    # With "no-referrer" browsers send our own forms with "Origin: null", as if they came from elsewhere.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


@dataclass(frozen=True)
class SignedIn:
    """Who makes a request."""

    account: Account
    session: Session
    csrf: str
    """What every form of this session must send back."""


class Guard:
    """ASGI middleware around the whole console."""

    def __init__(
        self, app: ASGIApp, accounts: StaffAccounts, sessions: StaffSessions, slow_seconds: float
    ) -> None:
        """A form has to arrive within `slow_seconds`."""
        self._app = app
        self._slow_seconds = slow_seconds
        self._accounts = accounts
        self._sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        request = Request(scope, receive)
        refusal = _refusal(request) or self._look_for_session(request)
        if refusal is None and request.method not in SAFE:
            # Here, not in the pages: there is no form that they could forget to be impatient with.
            try:
                receive = await arrived(request, LARGEST_FORM, self._slow_seconds)
            except FormBodyError as error:
                refusal = PlainTextResponse(error.words, error.status)
        await (refusal or self._app)(scope, receive, send_with_headers)

    def _look_for_session(self, request: Request) -> Response | None:
        """Put who is signed in into the request's state; the answer to who may not go on."""
        wanted = ("GET" if request.method in SAFE else request.method, path_in(request))
        token = cookie_of(request)
        session = self._sessions.find(token) if token else None
        account = self._accounts.numbered(session.staff) if session else None
        if token is None or session is None or account is None or account.disabled:
            return None if wanted in PUBLIC else _to_sign_in(request)
        request.state.signed_in = SignedIn(account, session, csrf_of(token))
        if session.needs_code:
            return None if wanted in PUBLIC | BEFORE_CODE else _go(request, "/sign-in/code")
        self._sessions.touch(session)
        if account.must_change:
            return None if wanted in PUBLIC | BEFORE_CHANGE else _go(request, "/password")
        return None


def path_in(request: Request) -> str:
    """A request's path within the console: `/queue`."""
    root, path = request.scope.get("root_path", ""), request.scope["path"]
    return str(path[len(root) :] if root and path.startswith(root) else path)


def cookie_of(request: Request) -> str | None:
    """The session's token; None if there is none, or the cookies cannot be read."""
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(request.headers.get("cookie", ""))
    except CookieError:
        return None
    return jar[COOKIE].value if COOKIE in jar else None


def csrf_of(token: str) -> str:
    """What the forms of a session carry; it cannot be turned back into the token."""
    return hmac.new(token.encode("utf-8", "replace"), b"csrf", hashlib.sha256).hexdigest()


def address_of(request: Request) -> str:
    """Where a request comes from."""
    return request.client.host if request.client else "unknown"


def is_loopback(request: Request) -> bool:
    """Whether the page was asked for on this machine, where there is no TLS."""
    return request.url.hostname in ("127.0.0.1", "localhost", "::1")


def _refusal(request: Request) -> Response | None:
    """The answer to what no form of ours sends: from another site, too large, or without a length."""
    if request.method in SAFE:
        return None
    if not _is_same_origin(request.headers):
        return PlainTextResponse("This request did not come from the console.", 403)
    length = request.headers.get("content-length", "")
    if not length.isdecimal():
        return PlainTextResponse("The length of the request is missing.", 411)
    return PlainTextResponse("The request is too large.", 413) if int(length) > LARGEST_FORM else None


def _is_same_origin(headers: Headers) -> bool:
    site = headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    origin = headers.get("origin")
    # The scheme is not compared: behind a proxy that ends TLS ours is http.
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def _to_sign_in(request: Request) -> Response:
    if request.method in SAFE and "text/html" in request.headers.get("accept", ""):
        return _go(request, "/sign-in")
    return PlainTextResponse("Please sign in.", 401)


def _go(request: Request, path: str) -> Response:
    return RedirectResponse(f"{request.scope.get('root_path', '')}{path}", 303)
