"""The HTTP protocol: uvicorn's, for connections that take too long to say what they want."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Iterable
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.channels.limits import network_of

LINGER_SECONDS = 1.0
GRACE_SECONDS = 2.0
"""Longer than a body may take: whoever reads it says 408 first. This is for what nobody reads."""
AWAITED_OF_ADDRESS = 500
"""Connections of one address that may be silent or half-said at once: a part of all that there may be."""


class ImpatientProtocol(H11Protocol):
    """Closes a connection that does not say in time what it wants, and one too many of an address at once."""

    _timer: asyncio.TimerHandle | None = None
    _peer = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait."""
        super().connection_made(transport)
        host = self.client[0] if self.client else ""
        self._peer = network_of(host)
        if self._is_one_too_many() and not _is_among(host, self.config.forwarded_allow_ips or ()):
            transport.close()
        else:
            self._wait(self.timeout_keep_alive)

    def data_received(self, data: bytes) -> None:
        """What comes drop by drop does not lengthen the time."""
        cycle = self.cycle
        super().data_received(data)
        is_awaited = not self._is_upgraded() and self._is_awaited()
        if self.cycle is not cycle or not is_awaited:
            self._stop_waiting()
        if is_awaited:
            # A body has a time of its own, which begins when its head is there.
            is_body = not self._is_between_requests()
            self._wait(self.timeout_keep_alive + (GRACE_SECONDS if is_body else 0))

    def on_response_complete(self) -> None:
        """A request that was refused before it came in full is not read any further."""
        super().on_response_complete()
        if self.conn.their_state is h11.SEND_BODY and not self.transport.is_closing():
            self.transport.pause_reading()
            # Not at once: closing over what has not been read would take the answer away from the client.
            self.loop.call_later(LINGER_SECONDS, self.transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing to wait for any more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self, seconds: float) -> None:
        if self._timer is None:
            self._timer = self.loop.call_later(seconds, self._give_up)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _is_awaited(self) -> bool:
        """Whether the client is to speak: a request is to come, or the rest of one."""
        return self._is_between_requests() or self.conn.their_state is h11.SEND_BODY

    def _is_between_requests(self) -> bool:
        """Whether bytes came that do not make up a request's head yet."""
        return self.cycle is None or self.cycle.response_complete

    def _is_one_too_many(self) -> bool:
        """Whether the address has as many connections already that say nothing or only half."""
        awaited = [
            each
            for each in self.connections
            if isinstance(each, ImpatientProtocol) and each._peer == self._peer and each._is_awaited()
        ]
        return len(awaited) > AWAITED_OF_ADDRESS

    def _is_upgraded(self) -> bool:
        transport: Any = self.transport
        return transport.get_protocol() is not self

    def _give_up(self) -> None:
        self._timer = None
        if not self.transport.is_closing():
            self.transport.close()


def _is_among(host: str, networks: Iterable[str]) -> bool:
    """Whether an address belongs to proxies that are trusted: behind one are many patients."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return any(address in ipaddress.ip_network(each) for each in networks)
