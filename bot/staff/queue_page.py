"""The queue's page, the status on every page, and search."""

from __future__ import annotations

from typing import cast, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.message_search import Found, State, channels, search
from bot.staff.console import Console, me, wants_part
from bot.staff.queue import alarms, queue_for
from bot.staff.wording import channel_name
from bot.telegram_topics import TelegramTopics

STATES = {
    "any": "All",
    "bot": "With the bot",
    "waiting": "Waiting",
    "staff": "With the staff",
    "red_flag": "Had a red flag",
}
SENDERS = {"patient": "Patient", "bot": "Bot", "staff": "Staff", "system": "Notice"}


class QueuePage:
    """What is open, and how to find what was."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def routes(self) -> list[Route]:
        """The queue, the status and the search."""
        return [
            Route("/", self.queue, methods=["GET"]),
            Route("/status", self.status, methods=["GET"]),
            Route("/search", self.search, methods=["GET"]),
        ]

    async def queue(self, request: Request) -> Response:
        """The queue; for the script the list alone."""
        channel, only = (request.query_params.get(name, "")[:20] for name in ("channel", "only"))
        queue = queue_for(self._console, me(request), channel, only)
        self._console.audit.view(me(request).id, "looked at the queue")
        return self._console.page(
            request,
            "queue_list.html" if wants_part(request) else "queue.html",
            queue=queue,
            undeletable=TelegramTopics(self._console.store).undeletable(),
            channel=channel,
            only=only,
            channels=[(each, channel_name(each)) for each in channels(self._console.store)],
        )

    async def status(self, request: Request) -> Response:
        """How many wait, and what should be heard."""
        queue = queue_for(self._console, me(request))
        keys = alarms(queue, me(request))
        return self._console.page(request, "status.html", queue=queue, alarms=keys)

    async def search(self, request: Request) -> Response:
        """Conversations by their words, channel and state."""
        words, channel = request.query_params.get("q", "")[:200], request.query_params.get("channel", "")[:20]
        state = request.query_params.get("state", "any")
        asked = bool(request.query_params)
        wanted = cast(State, state if state in get_args(State) else "any")
        found: list[Found] = []
        if asked:
            found = search(self._console.store, words, channel=channel, state=wanted)
            # The words that were searched for may be a patient's own, and stay out of the log.
            self._console.audit.note(me(request).id, "searched", detail=f"{len(found)} found")
        return self._console.page(
            request,
            "search.html",
            words=words,
            channel=channel,
            state=wanted,
            states=STATES,
            senders=SENDERS,
            found=found,
            asked=asked,
            channel_name=channel_name,
            channels=[(each, channel_name(each)) for each in channels(self._console.store)],
        )
