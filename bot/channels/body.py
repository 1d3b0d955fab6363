"""The body: JSON objects from clients that may send anything, slowly and without end."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from typing import Any, NoReturn

from starlette.requests import ClientDisconnect, Request

from bot.channels.problem import ProblemError

MAX_NUMBER = 2**53 - 1
"""Greater ones JavaScript cannot tell apart, and SQLite cannot take at some point."""
_ID = re.compile(r"[A-Za-z0-9._~-]{1,64}")


async def read_object(request: Request, most: int, seconds: float) -> dict[str, Any]:
    """The JSON object a request carries, of at most so many bytes and in so many seconds; raises ProblemError."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise ProblemError("not-json")
    return parse_object(await _read(request, most, seconds))


async def _read(request: Request, most: int, seconds: float) -> bytes:
    declared = request.headers.get("content-length", "0")
    if declared.isdecimal() and int(declared[:20]) > most:
        raise ProblemError("too-long")
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.stream():
                body += chunk
                if len(body) > most:
                    raise ProblemError("too-long")
    except TimeoutError:
        raise ProblemError("too-slow") from None
    except ClientDisconnect:
        raise ProblemError("malformed") from None
    return bytes(body)


def parse_object(body: bytes | str) -> dict[str, Any]:
    """The JSON object in a text; raises ProblemError."""
    try:
        text = body.decode("utf-8") if isinstance(body, bytes) else body
        data = json.loads(text, parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        raise ProblemError("not-utf8") from None
    except (ValueError, RecursionError):
        raise ProblemError("malformed") from None
    if not isinstance(data, dict):
        raise ProblemError("malformed")
    return data


def identifier(data: Mapping[str, Any], key: str) -> str:
    """A short plain id that must be there."""
    value = data.get(key)
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise ProblemError("malformed")
    return value


def text_in(data: Mapping[str, Any], key: str, most: int) -> str:
    """A text that must be there and have words."""
    value = data.get(key)
    if not isinstance(value, str):
        raise ProblemError("malformed")
    if len(value) > most:
        raise ProblemError("too-long")
    if not value.strip():
        raise ProblemError("empty")
    return value


def number_in(value: object) -> int:
    """A whole number that is not below zero; in JSON 2.0 is one, too."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if type(value) is not int or not 0 <= value <= MAX_NUMBER:
        raise ProblemError("malformed")
    return value


def after_in(query: str | None) -> int:
    """The sequence number of `?after=`, 0 without one."""
    if query is None:
        return 0
    if not re.fullmatch("[0-9]{1,16}", query):
        raise ProblemError("malformed")
    return number_in(int(query))


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)
