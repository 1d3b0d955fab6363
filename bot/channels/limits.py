"""Limits: how much one address and one conversation may ask of the web chat."""

from __future__ import annotations

import ipaddress
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager

from starlette.requests import HTTPConnection

from bot.channels.problem import ProblemError
from bot.door_settings import DoorSettings
from bot.token_bucket import TokenBuckets

MINUTE = 60.0
HOUR = 3600.0
SCREENED, SCREENED_OF_ADDRESS = 6, 30
"""Refused messages of a conversation and of an address that are screened in a minute: few, for each takes its time."""


def address_of(connection: HTTPConnection) -> str:
    """Who asks, as far as limits go."""
    return network_of(connection.client.host if connection.client else "")


def network_of(host: str) -> str:
    """An address, as far as limits go: of IPv6 the network of one customer (/64)."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return host
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False))


class Limits:
    """Counts for everyone; each check raises ProblemError when there is too much."""

    def __init__(self, settings: DoorSettings) -> None:
        self._settings = settings
        self._messages = TokenBuckets(settings.messages_per_minute, MINUTE)
        self._address_messages = TokenBuckets(settings.address_messages_per_minute, MINUTE)
        self._characters = TokenBuckets(settings.address_characters_per_minute, MINUTE)
        self._screened = TokenBuckets(SCREENED, MINUTE)
        self._address_screened = TokenBuckets(SCREENED_OF_ADDRESS, MINUTE)
        self._requests = TokenBuckets(settings.address_requests_per_minute, MINUTE)
        self._conversations = TokenBuckets(settings.conversations_per_hour, HOUR)
        self._sockets: Counter[str] = Counter()

    def request(self, address: str) -> None:
        """Any request at all."""
        _check(self._requests, address, "too-fast")

    def message(self, conversation: str, address: str) -> None:
        """A message of a conversation."""
        _check(self._messages, conversation, "too-fast")
        _check(self._address_messages, address, "too-fast")

    def words(self, text: str, address: str) -> None:
        """What stands in a message: the longest takes a hundred times as long to look through as most."""
        _check(self._characters, address, "too-fast", len(text))

    def may_screen(self, conversation: str, address: str) -> bool:
        """Whether a message that is one too many is looked at for a danger all the same."""
        return not self._screened.take(conversation) and not self._address_screened.take(address)

    def conversation(self, address: str) -> None:
        """A new conversation."""
        _check(self._conversations, address, "too-many-conversations")

    def socket(self, address: str) -> AbstractContextManager[None]:
        """A socket that is open for as long as the block lasts, whether or not it has shown its token yet."""
        limits = self._settings
        return self._open({f"address {address}": limits.address_sockets, "all": limits.sockets})

    def conversation_socket(self, conversation: str) -> AbstractContextManager[None]:
        """A socket of one conversation."""
        return self._open({f"conversation {conversation}": self._settings.conversation_sockets})

    @contextmanager
    def _open(self, limits: Mapping[str, int]) -> Iterator[None]:
        if any(self._sockets[key] >= most for key, most in limits.items()):
            raise ProblemError("too-many-sockets", retry_after=MINUTE)
        self._sockets.update(limits.keys())
        try:
            yield
        finally:
            self._sockets.subtract(limits.keys())
            # Counter keeps what is down to nothing.
            self._sockets = +self._sockets


def _check(buckets: TokenBuckets, key: str, problem: str, wanted: int = 1) -> None:
    wait = buckets.take(key, wanted)
    if wait:
        raise ProblemError(problem, retry_after=wait)
