"""Problems: what the web chat answers when it cannot do what it was asked (RFC 9457)."""

from __future__ import annotations

import logging
import math
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from bot.failure import where_it_failed

logger = logging.getLogger(__name__)

TYPE = "urn:clinic-bot:problem:"
PROBLEMS: Mapping[str, tuple[int, str]] = {
    "malformed": (400, "The request is not in the form that the API describes."),
    "not-utf8": (400, "The request is not UTF-8 text."),
    "empty": (400, "The message has no words."),
    "no-token": (401, "The token is missing, unknown or expired. Start a new conversation."),
    "not-allowed": (403, "This is not allowed from here."),
    "not-found": (404, "There is nothing here."),
    "method-not-allowed": (405, "This method is not allowed here."),
    "too-slow": (408, "The request took too long to arrive."),
    "unknown-choice": (404, "This conversation did not offer that choice."),
    "unknown-message": (404, "There is no such message to rate in this conversation."),
    "too-long": (413, "The message is too long."),
    "not-json": (415, "The request must be JSON (application/json)."),
    "too-fast": (429, "Too many requests in a short time. Please wait a moment and try again."),
    "too-many-conversations": (429, "Too many new conversations. Please go on with one, or try again later."),
    "too-many-sockets": (429, "Too many open connections. Please close one, or try again later."),
    "failed": (500, "Something went wrong. Please try again, or call the clinic."),
    "unavailable": (503, "This cannot be done just now. Please try again in a moment, or call the clinic."),
}
_BY_STATUS = {401: "no-token", 403: "not-allowed", 404: "not-found", 405: "method-not-allowed"}
UNAVAILABLE_SECONDS = 5
CANNOT_BE_USED, FAILED = "The database cannot be used: %s", "A request failed: %s"


class ProblemError(Exception):
    """Ends a request with a problem by its stable name."""

    def __init__(
        self, name: str, retry_after: float | None = None, help: Sequence[Mapping[str, Any]] = ()
    ) -> None:
        """`help` is for a danger in what is not stored."""
        super().__init__(name)
        self.name = name
        self.retry_after = retry_after
        self.help = help


class ProblemResponse(JSONResponse):
    """A problem as the client reads it: no internals, nothing of what was sent."""

    media_type = "application/problem+json"

    def __init__(
        self,
        name: str,
        headers: Mapping[str, str] | None = None,
        help: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        status, title = PROBLEMS[name]
        body: dict[str, Any] = {"type": TYPE + name, "title": title, "status": status}
        super().__init__({**body, "help": help} if help else body, status, headers)


async def on_problem(request: Request, error: Exception) -> ProblemResponse:
    """The response to a ProblemError."""
    assert isinstance(error, ProblemError)  # noqa: S101 - registered for this class alone
    headers = {"WWW-Authenticate": "Bearer"} if error.name == "no-token" else {}
    if error.retry_after is not None:
        headers["Retry-After"] = str(max(1, math.ceil(error.retry_after)))
    return ProblemResponse(error.name, headers, error.help)


async def on_http_error(request: Request, error: Exception) -> ProblemResponse:
    """The response to what the framework refuses: an unknown path, a wrong method."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class alone
    return ProblemResponse(_BY_STATUS.get(error.status_code, "malformed"), error.headers)


async def on_database_error(request: Request, error: Exception) -> ProblemResponse:
    """The response when the disk is full or the database locked: nothing is half-done, the client may try again."""
    logger.error(CANNOT_BE_USED, where_it_failed(error))
    return ProblemResponse("unavailable", {"Retry-After": str(UNAVAILABLE_SECONDS)})


async def on_failure(request: Request, error: Exception) -> ProblemResponse:
    """The response to an error of our own; the log has its place, and nobody's words."""
    logger.error(FAILED, where_it_failed(error))
    return ProblemResponse("failed")


HANDLERS: dict[Any, Any] = {
    ProblemError: on_problem,
    HTTPException: on_http_error,
    sqlite3.Error: on_database_error,
    Exception: on_failure,
}
