"""The one Rasa input channel: takes a message from the front door, gives back the replies or a 5xx.

Rasa's REST channel answers 200 with nothing when no model is loaded or a turn fails; this one says so.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.tracker_store import tracker_store_of
from bot.failure import where_it_failed

logger = logging.getLogger(__name__)

NAME = "clinic"

_LEADING_SLASHES = re.compile(r"^[/\s]+")
"""With every kind of white space between: Rasa strips those before it looks for a slash."""


class ReplyCollector(OutputChannel):
    """Keeps each reply of a turn whole, with its metadata."""

    def __init__(self) -> None:
        self.replies: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """The channel's name in Rasa's events."""
        return NAME

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Take a reply that an action uttered; ours travel in `custom`."""
        if message.get("custom"):
            self.replies.append(message["custom"])


class ClinicInput(InputChannel):
    """POST /webhooks/clinic/message `{sender, text | payload, received_at}` gives `{replies}`."""

    @classmethod
    def name(cls) -> str:
        """The part of the URL that is this channel's."""
        return NAME

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes that Rasa's server takes in."""
        routes = Blueprint("clinic_channel", __name__)

        @routes.route("/ready", methods=["GET"])
        async def ready(request: Request) -> HTTPResponse:
            return response.json({"ready": _is_ready(request)}, status=200 if _is_ready(request) else 503)

        @routes.route("/message", methods=["POST"])
        async def message(request: Request) -> HTTPResponse:
            if not _is_ready(request):
                return response.json({"error": "no model is loaded"}, status=503)
            collector = ReplyCollector()
            body = request.json
            try:
                await on_new_message(_user_message(body, collector))
            except Exception as error:
                logger.error("A turn failed: %s", where_it_failed(error))
                return response.json({"error": "the turn failed"}, status=500)
            if not collector.replies:
                return response.json({"error": "the turn gave no reply"}, status=500)
            return response.json({"replies": collector.replies})

        @routes.route("/forget", methods=["POST"])
        async def forget(request: Request) -> HTTPResponse:
            body = request.json
            try:
                events = await _forget(request, body["conversations"], body.get("before"))
            except Exception as error:
                logger.error("Conversations could not be forgotten: %s", where_it_failed(error))
                return response.json({"error": "not forgotten"}, status=500)
            return response.json({"events": events})

        return routes


async def _forget(request: Request, conversations: list[str], before: float | None) -> int:
    """Let each conversation's turn end, then forget it in memory and on disk; returns how many events.

    Only the daily purge, which gives a moment, has the file rebuilt: patients would have to wait for it.
    """
    agent = request.app.ctx.agent
    trackers = tracker_store_of(agent)
    events = 0
    for conversation in conversations:
        async with agent.lock_store.lock(conversation):
            events += trackers.forget(conversation, before)
    if before is None:
        trackers.wipe()
    else:
        trackers.rebuild()
    return events


def _is_ready(request: Request) -> bool:
    agent = getattr(request.app.ctx, "agent", None)
    return agent is not None and agent.is_ready()


def _user_message(body: dict[str, Any], collector: ReplyCollector) -> UserMessage:
    # Rasa obeys a text that begins with '/': only a payload of our own buttons may.
    payload = body.get("payload")
    text = payload or _LEADING_SLASHES.sub("", str(body["text"]))
    return UserMessage(
        text,
        collector,
        body["sender"],
        input_channel=NAME,
        metadata={"received_at": body.get("received_at"), "is_payload": bool(payload)},
    )
