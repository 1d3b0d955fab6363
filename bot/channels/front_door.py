"""The front door: the one application that faces patients, made of the channels, the pages and the console."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial

from starlette.applications import Starlette
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Mount
from starlette.types import ASGIApp

from bot.backoff import Backoff
from bot.channels.door import Door, opened
from bot.channels.health import Health
from bot.channels.metrics import Metrics
from bot.channels.outside import AccessLog, ProxyHint, SecurityHeaders
from bot.channels.pages import Pages, static_paths
from bot.channels.problem import HANDLERS
from bot.channels.telegram import TelegramChannel
from bot.channels.web import PATH, WebChat
from bot.door_settings import DoorSettings
from bot.failure import where_it_failed
from bot.feed import Feed
from bot.record_commands import purge_now
from bot.retention import DailyPurge
from bot.settings import Settings
from bot.staff.routes import staff_routes
from bot.telegram_settings import TelegramSettings
from bot.waiting_room import WaitingRoom

logger = logging.getLogger(__name__)

PURGE_LOOK_SECONDS = 60.0
SMALLEST_ZIPPED = 200
"""Bytes; the widget's files are many and small."""
API_PATHS = tuple(
    PATH + path
    for path in (
        "/clinic",
        "/conversations",
        "/conversations/current",
        "/messages",
        "/handoff",
        "/feedback",
        "/socket",
        "/openapi.json",
    )
)
Work = Callable[[], Awaitable[None]]


NO_TELEGRAM = TelegramSettings()


def front_door(
    settings: Settings,
    limits: DoorSettings,
    telegram: TelegramSettings = NO_TELEGRAM,
    feed: Feed | None = None,
) -> ASGIApp:
    """The whole application; what it needs is opened when the server starts it."""
    metrics, signals = Metrics(), feed or Feed()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with opened(settings, limits, metrics, signals) as door:
            routes, works = _parts(door, telegram)
            app.router.routes.extend(routes)
            tasks = [asyncio.create_task(_keep_up(name, work)) for name, work in works.items()]
            try:
                yield
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

    app = Starlette(lifespan=lifespan, exception_handlers=HANDLERS)
    app.router.redirect_slashes = False
    paths = (*API_PATHS, "/healthz", "/readyz", "/metrics", *static_paths())
    inside = SecurityHeaders(_cors(app, limits), limits.sites)
    return AccessLog(inside if limits.trusted_proxies else ProxyHint(inside), metrics, paths)


def _parts(door: Door, on_telegram: TelegramSettings) -> tuple[list[BaseRoute], dict[str, Work]]:
    """The routes of every part, and what each does all the time."""
    telegram = TelegramChannel(on_telegram, door.store, door.conversations, door.content, door.feed)
    health = Health(door, {"Telegram": lambda: telegram.is_up})
    routes = [
        *health.routes(),
        *WebChat(door).routes(),
        *telegram.routes(),
        *staff_routes(door.settings, door.store, door.content, door.feed, door.limits.slow_seconds),
        Mount("/", GZipMiddleware(Pages(), minimum_size=SMALLEST_ZIPPED)),
    ]
    waiting_room = WaitingRoom(
        door.store,
        door.content,
        door.feed,
        minutes=door.settings.handoff_minutes,
        open_days=door.settings.open_days,
        can_call_back=door.settings.contact_key is not None,
        answer_seconds=door.settings.assistant_timeout,
    )
    works: dict[str, Work] = {
        "health": health.watch,
        "messages left behind": partial(_resume, door),
        "daily purge": partial(_purge_daily, door),
        "Telegram": telegram.run,
        "waiting room": waiting_room.run,
    }
    return routes, works


def _cors(app: ASGIApp, limits: DoorSettings) -> ASGIApp:
    return CORSMiddleware(
        app,
        allow_origins=limits.sites,
        allow_methods=("GET", "POST", "DELETE"),
        allow_headers=("Authorization", "Content-Type"),
        expose_headers=("Retry-After",),
        max_age=600,
    )


async def _keep_up(name: str, work: Work) -> None:
    """Do something until it is done; a failure is logged, and it begins again: no part takes another down."""
    backoff = Backoff()
    while True:
        began = asyncio.get_running_loop().time()
        try:
            await work()
        except Exception as error:
            wait = backoff.failed(asyncio.get_running_loop().time() - began)
            logger.error("%s failed and begins again in %.1f s: %s", name, wait, where_it_failed(error))
            await asyncio.sleep(wait)
        else:
            return


async def _resume(door: Door) -> None:
    resumed = await door.conversations.resume()
    if resumed:
        logger.warning("%d messages from before the start were dealt with.", resumed)


async def _purge_daily(door: Door) -> None:
    """With connections and in a thread of its own: rebuilding a file must not keep patients waiting."""

    def purge_apart(now: datetime) -> object:
        return asyncio.run(daily.run(now))

    daily = DailyPurge(partial(purge_now, door.settings))
    while True:
        now = datetime.now(UTC)
        if daily.is_due(now):
            purged = await asyncio.to_thread(purge_apart, now)
            if purged and any(getattr(purged, "counts", {}).values()):
                logger.warning("%s", purged)
        await asyncio.sleep(PURGE_LOOK_SECONDS)
