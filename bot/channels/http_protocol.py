"""The HTTP protocol: uvicorn's, for connections that take too long to say what they want."""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

LINGER_SECONDS = 1.0


class ImpatientProtocol(H11Protocol):
    """Closes a connection whose first request's head has not arrived within the keep-alive time."""

    _head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait."""
        super().connection_made(transport)
        self._wait_for_head()

    def data_received(self, data: bytes) -> None:
        """A head that comes drop by drop does not lengthen the time."""
        cycle = self.cycle
        super().data_received(data)
        if self.cycle is not cycle or self._is_upgraded():
            self._stop_waiting()
        elif self._is_between_requests():
            self._wait_for_head()

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

    def _wait_for_head(self) -> None:
        if self._head_timer is None:
            self._head_timer = self.loop.call_later(self.timeout_keep_alive, self._give_up)

    def _stop_waiting(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _is_between_requests(self) -> bool:
        """Whether bytes came that do not make up a request's head yet."""
        return self.cycle is None or self.cycle.response_complete

    def _is_upgraded(self) -> bool:
        transport: Any = self.transport
        return transport.get_protocol() is not self

    def _give_up(self) -> None:
        self._head_timer = None
        if not self.transport.is_closing():
            self.transport.close()
