"""Loaded by each Python process of the stack under test: refuses and records what leaves the machine."""

import os
import sys
from pathlib import Path

FOLDER = Path(os.environ["CLINIC_BOT_TEST_ATTEMPTS"])
LOOPBACK = ("127.", "::1", "localhost")
WATCHED = {"socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}


def _host(event: str, arguments: tuple) -> object:
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        return arguments[0]
    address = arguments[1]
    # A Unix socket's address is a path: it stays on the machine.
    return address[0] if isinstance(address, tuple) else "localhost"


def _guard(event: str, arguments: tuple) -> None:
    if event not in WATCHED:
        return
    host = _host(event, arguments)
    host = host.decode() if isinstance(host, bytes) else str(host)
    if not host.startswith(LOOPBACK):
        with (FOLDER / "attempts").open("a") as lines:
            lines.write(f"{os.getpid()} {event} {host}\n")
        raise PermissionError(f"{event} to {host} is refused while testing")


# uvloop connects in C, past Python's audit events: without it Sanic uses asyncio, which does not.
sys.modules["uvloop"] = None  # type: ignore[assignment]
sys.addaudithook(_guard)
(FOLDER / f"guarded-{os.getpid()}").touch()
