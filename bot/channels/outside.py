"""The outside of the front door: what holds for every response, whoever gives it."""

from __future__ import annotations

import ipaddress
import logging
import time
from collections.abc import Sequence
from contextlib import suppress

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.metrics import Metrics
from bot.failure import where_it_failed

logger = logging.getLogger(__name__)
access = logging.getLogger("clinic_bot.access")

INTERNAL_ERROR = 1011
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class AccessLog:
    """Logs and counts each request without its query, its words or its full address; an error ends here."""

    def __init__(self, app: ASGIApp, metrics: Metrics, paths: Sequence[str]) -> None:
        """`paths` are those that may stand in a log and a label; of others only the first part may."""
        self._app = app
        self._metrics = metrics
        self._paths = frozenset(paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 500

        async def note(message: Message) -> None:
            nonlocal status
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                status = message["status"]
            elif message["type"] == "websocket.accept":
                status = 101
            elif message["type"] == "websocket.close" and status == 500:
                status = 403
            await send(message)

        try:
            await self._app(scope, receive, note)
        except Exception as error:
            # The server would log it with its text, in which a patient's words may stand.
            logger.error("A request ended early: %s", where_it_failed(error))
            if scope["type"] == "websocket":
                await _close(send)
        finally:
            self._log(scope, status, time.perf_counter() - began)

    def _log(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope.get("method", "SOCKET")
        method = method if method in METHODS or method == "SOCKET" else "OTHER"
        route = self._route(scope["path"])
        if method != "SOCKET":
            self._metrics.request(route, method, status, seconds)
        access.info("%s %s %s %d %.0f ms", _shortened(scope), method, route, status, seconds * 1000)

    def _route(self, path: str) -> str:
        if path in self._paths:
            return path
        return "/staff/..." if path.startswith("/staff") else "other"


class SecurityHeaders:
    """Puts on every response what keeps a browser from doing more with it than it should."""

    def __init__(self, app: ASGIApp, sites: Sequence[str]) -> None:
        """`sites` may show our pages in a frame."""
        self._app = app
        self._headers = _headers(sites)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def protect(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                if scope["scheme"] == "https":
                    headers.setdefault("Strict-Transport-Security", "max-age=31536000")
            await send(message)

        await self._app(scope, receive, protect)


async def _close(send: Send) -> None:
    with suppress(Exception):
        # It may be closed already.
        await send({"type": "websocket.close", "code": INTERNAL_ERROR})


def _headers(sites: Sequence[str]) -> dict[str, str]:
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
        " connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors "
    )
    return {
        "Content-Security-Policy": policy + " ".join(["'self'", *sites]),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }


def _shortened(scope: Scope) -> str:
    """The network an address belongs to: a /24, or of IPv6 a /48."""
    host = (scope.get("client") or ("", 0))[0]
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "-"
    return str(ipaddress.ip_network((address, 24 if address.version == 4 else 48), strict=False))
