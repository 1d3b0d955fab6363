"""Faults that the played Bot API can be told to have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Params = Mapping[str, Any]
Cut = Literal["before", "after", "middle"]


@dataclass
class Fault:
    """One way for a request to go wrong.

    `cut` breaks the connection: before the request is done, after it is done without an answer, or in the
    middle of the answer. A `hang` delays the answer to a request that is done.
    """

    code: int = 0
    description: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    cut: Cut | None = None
    hang: float = 0.0

    @property
    def is_done_all_the_same(self) -> bool:
        """Whether Telegram does what was asked although the caller cannot know."""
        return self.cut in ("after", "middle") or bool(self.hang)


def too_many(seconds: int) -> Fault:
    """429: wait so long."""
    return Fault(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def server_error(code: int = 500) -> Fault:
    """5xx: try again."""
    return Fault(code, "Internal Server Error")


@dataclass
class Rule:
    """Which requests a fault meets, and how many of them."""

    fault: Fault
    method: str | None = None
    chat: int | None = None
    times: int = 1

    def meets(self, method: str, params: Params) -> bool:
        """Whether this request gets the fault."""
        if self.times <= 0 or (self.method and self.method.lower() != method.lower()):
            return False
        return self.chat is None or str(params.get("chat_id")) == str(self.chat)


class Faults:
    """What goes wrong, and when."""

    def __init__(self) -> None:
        self._rules: list[Rule] = []
        self.at_random: Callable[[str, Params], Fault | None] | None = None
        """Asked for each request that no rule meets."""

    def add(
        self, fault: Fault, method: str | None = None, *, chat: int | None = None, times: int = 1
    ) -> None:
        """Let the next `times` requests of a method, to a chat, go wrong."""
        self._rules.append(Rule(fault, method, chat, times))

    def clear(self) -> None:
        """All is well again."""
        self._rules.clear()
        self.at_random = None

    def next(self, method: str, params: Params) -> Fault | None:
        """The fault that this request gets."""
        for rule in self._rules:
            if rule.meets(method, params):
                rule.times -= 1
                return rule.fault
        return self.at_random(method, params) if self.at_random else None
