"""The front door's process: `python -m bot.channels.server`, started by `clinic-bot run`."""

from __future__ import annotations

import logging
import resource
import socket
import sqlite3
import sys
from logging.handlers import RotatingFileHandler

import uvicorn

from bot.channels.front_door import front_door
from bot.channels.http_protocol import ImpatientProtocol
from bot.door_settings import DoorSettings
from bot.feed import EVERY, Feed, Signal
from bot.problems import ContentError
from bot.settings import Settings, SettingsError
from bot.telegram_settings import TelegramSettings

STOP_SECONDS = 8
"""In which the turns of the moment end when the front door is told to stop."""
MORE_CONNECTIONS = 1000
"""Connections that are no sockets of the chat, or not yet; those beyond it are turned away with a 503."""
MAX_HEADERS = 16_384
MAX_FRAME = 65_536
MOST_FILES = 10_000
ACCESS_LOG_BYTES, ACCESS_LOGS = 5_000_000, 4


def main() -> int:
    """Serve until told to stop; returns the exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s", stream=sys.stderr)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        settings, limits = Settings.from_environment(), DoorSettings.from_environment()
        telegram = TelegramSettings.from_environment()
        _keep_access_log(settings)
        _allow_open_files()
        server(settings, limits, telegram).run()
    except ContentError as error:
        print("The content has faults: " + "; ".join(error.first(3)), file=sys.stderr)
    except (SettingsError, OSError) as error:
        print(str(error), file=sys.stderr)
    except sqlite3.Error as error:
        print(f"The database cannot be used: {error}.", file=sys.stderr)
    else:
        return 0
    return 1


class FrontDoorServer(uvicorn.Server):
    """Lets go of the staff's consoles before it stops: their streams have no end of their own to wait for."""

    def __init__(self, config: uvicorn.Config, feed: Feed) -> None:
        super().__init__(config)
        self._feed = feed

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams, then everything else; browsers come back to the next server by themselves."""
        self._feed.publish(Signal(EVERY, "closing"))
        await super().shutdown(sockets)


def server(settings: Settings, limits: DoorSettings, telegram: TelegramSettings) -> FrontDoorServer:
    """The web server with the front door in it."""
    feed = Feed()
    config = uvicorn.Config(
        front_door(settings, limits, telegram, feed),
        host=settings.host,
        port=settings.port,
        http=ImpatientProtocol,
        ws="wsproto",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(limits.trusted_proxies),
        forwarded_allow_ips=list(limits.trusted_proxies),
        timeout_keep_alive=limits.slow_seconds,
        timeout_graceful_shutdown=STOP_SECONDS,
        h11_max_incomplete_event_size=MAX_HEADERS,
        ws_max_size=MAX_FRAME,
        limit_concurrency=limits.sockets + MORE_CONNECTIONS,
    )
    return FrontDoorServer(config, feed)


def _allow_open_files() -> None:
    """As many as the system lets us have: each connection is one, and the usual limit is a thousand."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    # Some systems take no "unlimited" here.
    wanted = min(most, MOST_FILES) if most != resource.RLIM_INFINITY else MOST_FILES
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def _keep_access_log(settings: Settings) -> None:
    """One line for each request, in files of its own that never grow without end."""
    handler = RotatingFileHandler(
        settings.data / "access.log", maxBytes=ACCESS_LOG_BYTES, backupCount=ACCESS_LOGS, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    access = logging.getLogger("clinic_bot.access")
    access.setLevel(logging.INFO)
    access.propagate = False
    access.addHandler(handler)


if __name__ == "__main__":
    sys.exit(main())
