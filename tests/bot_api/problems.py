"""What the Bot API says when it refuses a request."""

from __future__ import annotations

from typing import Any


class RefusalError(Exception):
    """A refused request: the error code, the description and the parameters of the answer."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad(description: str) -> RefusalError:
    """400: something in the request is wrong."""
    return RefusalError(400, f"Bad Request: {description}")


def forbidden(description: str) -> RefusalError:
    """403: this chat cannot be written to."""
    return RefusalError(403, f"Forbidden: {description}")
