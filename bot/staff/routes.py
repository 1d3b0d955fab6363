"""The console as one route for the front door: every page stands behind the guard."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from bot.feed import Feed
from bot.live_content import LiveContent
from bot.settings import Settings
from bot.staff.account_pages import AccountPages
from bot.staff.console import Console
from bot.staff.conversation_page import ConversationPage
from bot.staff.events import Events
from bot.staff.guard import Guard
from bot.staff.queue_page import QueuePage
from bot.staff.sign_in import SignIn
from bot.store import Store

STATIC = Path(__file__).resolve().parent.parent / "static" / "staff"
FILES = {"console.css": "text/css", "console.js": "text/javascript", "icon.svg": "image/svg+xml"}
PATH = "/staff"


def staff_routes(
    settings: Settings, store: Store, content: LiveContent, feed: Feed, slow_seconds: float
) -> list[BaseRoute]:
    """The console at /staff; its forms have to arrive within `slow_seconds`."""
    console = Console(settings, store, content, feed)
    app = Starlette(routes=pages(console))
    app.router.redirect_slashes = False
    guarded = Guard(app, console.accounts, console.sessions, slow_seconds)
    return [Route(PATH, _to_console, methods=["GET"]), Mount(PATH, guarded)]


def pages(console: Console) -> list[Route]:
    """Every route of the console."""
    return [
        *SignIn(console).routes(),
        *QueuePage(console).routes(),
        *ConversationPage(console).routes(),
        *AccountPages(console).routes(),
        *Events(console).routes(),
        Route("/static/{name}", _static, methods=["GET"]),
    ]


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in FILES:
        return PlainTextResponse("Not found.", 404)
    return FileResponse(STATIC / name, media_type=FILES[name])


async def _to_console(request: Request) -> Response:
    """Without its slash the console's own links would lead elsewhere."""
    return PlainTextResponse("", 307, {"Location": f"{request.scope.get('root_path', '')}{PATH}/"})
