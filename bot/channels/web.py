"""The web chat API for the widget on the clinic's website; `openapi.yml` beside this file describes it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route, Router, WebSocketRoute

from bot.assistant import AssistantUnavailableError
from bot.channels.body import after_in, identifier, number_in, read_object, text_in
from bot.channels.door import Door
from bot.channels.help_in_refusal import Help, HelpInRefusal
from bot.channels.limits import Limits, address_of
from bot.channels.message_json import messages_json
from bot.channels.openapi import document
from bot.channels.problem import UNAVAILABLE_SECONDS, ProblemError
from bot.channels.web_socket import WebSocketChat
from bot.conversation import UnknownChoiceError
from bot.delivery import note_delivered
from bot.emergency import links_in
from bot.feedback import MAX_COMMENT_CHARACTERS, RATINGS, Feedback
from bot.moment import stamp, utc_now
from bot.store import Message
from bot.transcript import MAX_STORED_CHARACTERS
from bot.web_tokens import WebTokens

PATH = "/chat/v1"
CHANNEL = "web"

Handler = Callable[[Request], Awaitable[Response]]


class WebChat:
    """Takes what browsers send to the one door, and gives back what was stored."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._tokens = WebTokens(door.store, door.limits.token_days)
        self._feedback = Feedback(door.store)
        self._limits = Limits(door.limits)
        self._help = HelpInRefusal(door.conversations)

    def routes(self) -> list[BaseRoute]:
        """Everything under /chat/v1."""
        socket = WebSocketChat(self._door, self._tokens, self._feedback, self._limits)
        routes = [
            self._route("/clinic", GET=self.clinic),
            self._route("/conversations", POST=self.begin),
            self._route("/conversations/current", DELETE=self.erase),
            self._route("/messages", GET=self.missed, POST=self.send),
            self._route("/handoff", POST=self.ask_for_person, DELETE=self.cancel_request),
            self._route("/feedback", POST=self.rate),
            self._route("/openapi.json", GET=self.openapi),
            WebSocketRoute("/socket", socket.serve),
        ]
        # A router of its own tells a wrong method from a path that is nowhere.
        return [Mount(PATH, Router(routes, redirect_slashes=False))]

    async def clinic(self, request: Request) -> Response:
        """What the widget shows of the clinic, at all times."""
        self._limits.request(address_of(request))
        clinic, now = self._door.content.current().clinic, utc_now()
        return JSONResponse(
            {
                "name": clinic.name,
                "phone": self._link(clinic.phone),
                "emergency": self._link(clinic.emergency_number),
                "hours": clinic.hours.summary(),
                "open_now": clinic.hours.closes(now) is not None,
                "answered": [
                    {**self._number(text), "until": stamp(until) if until else None}
                    for text, until in clinic.numbers_from(now)
                ],
            }
        )

    async def begin(self, request: Request) -> Response:
        """A new conversation, with its token, the notice and the greeting."""
        self._limits.request(address_of(request))
        self._limits.conversation(address_of(request))
        await self._read(request)
        conversations, store = self._door.conversations, self._door.store
        with store.writing():
            conversation = conversations.start(CHANNEL)
            conversations.greet(conversation)
            token = self._tokens.add(conversation)
        messages = store.messages(conversation)
        body = {"conversation": conversation, "token": token, "messages": messages_json(messages, {})}
        return JSONResponse(body, 201, background=self._delivering(messages))

    async def send(self, request: Request) -> Response:
        """A text or a choice; the stored message and the replies to it."""
        conversation = await self._writer(request, "text")
        data = await self._read(request)
        client_id = identifier(data, "client_id")
        if ("text" in data) == ("choice" in data):
            raise ProblemError("malformed")
        if "choice" in data:
            return self._messages(conversation, await self._press(conversation, data, client_id))
        with self._help.given(conversation, data, "text"):
            text = text_in(data, "text", MAX_STORED_CHARACTERS)
            self._limits.words(text, address_of(request))
            messages = await self._door.conversations.receive_text(conversation, text, client_id)
        return self._messages(conversation, messages)

    async def missed(self, request: Request) -> Response:
        """Everything after a sequence number."""
        conversation = self._conversation(request)
        after = after_in(request.query_params.get("after"))
        return self._messages(conversation, self._door.store.messages(conversation, after))

    async def ask_for_person(self, request: Request) -> Response:
        """A person is wanted."""
        conversation = self._conversation(request)
        self._limits.message(conversation, address_of(request))
        client_id = identifier(await self._read(request), "client_id")
        messages = await self._door.conversations.request_person(conversation, client_id)
        return self._messages(conversation, messages)

    async def cancel_request(self, request: Request) -> Response:
        """No person is wanted any more."""
        conversation = self._conversation(request)
        self._limits.message(conversation, address_of(request))
        return self._messages(conversation, await self._door.conversations.cancel_request(conversation))

    async def rate(self, request: Request) -> Response:
        """Thumbs up or down for a reply."""
        conversation = await self._writer(request, "comment")
        data = await self._read(request)
        rating = data.get("rating")
        if rating not in RATINGS:
            raise ProblemError("malformed")
        with self._help.given(conversation, data, "comment"):
            has_comment = data.get("comment") is not None
            comment = text_in(data, "comment", MAX_COMMENT_CHARACTERS) if has_comment else None
            rated = self._rated(conversation, number_in(data.get("seq")))
            messages = await self._door.conversations.rate(rated, rating, comment)
        return self._messages(conversation, messages)

    async def erase(self, request: Request) -> Response:
        """Delete everything that is known of the conversation, its token too."""
        conversation = self._conversation(request)
        try:
            receipt = await self._door.conversations.erase(conversation)
        except AssistantUnavailableError:
            raise ProblemError("unavailable", UNAVAILABLE_SECONDS) from None
        return JSONResponse({"receipt": {**receipt.counts, "pages_cleaned": receipt.pages_cleaned}})

    async def openapi(self, request: Request) -> Response:
        """This API, described."""
        return JSONResponse(document())

    async def _press(self, conversation: str, data: Mapping[str, Any], client_id: str) -> list[Message]:
        choice = identifier(data, "choice")
        try:
            return await self._door.conversations.receive_choice(conversation, choice, client_id)
        except UnknownChoiceError:
            raise ProblemError("unknown-choice") from None

    def _rated(self, conversation: str, seq: int) -> Message:
        rated = self._door.store.message(conversation, seq)
        if rated is None or rated.sender not in ("bot", "staff"):
            raise ProblemError("unknown-message")
        return rated

    async def _writer(self, request: Request, key: str) -> str:
        """The conversation that may write now; a danger under `key` is met where it may not, too."""
        try:
            conversation = self._conversation(request)
            self._limits.message(conversation, address_of(request))
        except ProblemError as problem:
            if problem.name == "too-fast":
                problem.help = await self._help_to_hasty(request, key)
            raise
        return conversation

    async def _help_to_hasty(self, request: Request, key: str) -> Help:
        conversation = self._of_token(request)
        # Refusing must stay cheap: what is one too many is neither read nor screened without end.
        if conversation is None or not self._limits.may_screen(conversation, address_of(request)):
            return ()
        try:
            data = await self._read(request)
        except ProblemError:
            return ()
        return self._help.to_refused(conversation, data, key)

    def _conversation(self, request: Request) -> str:
        """The conversation whose token the request carries."""
        self._limits.request(address_of(request))
        conversation = self._of_token(request)
        if conversation is None:
            raise ProblemError("no-token")
        return conversation

    def _of_token(self, request: Request) -> str | None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        return self._tokens.conversation(token.strip()) if scheme.lower() == "bearer" else None

    async def _read(self, request: Request) -> dict[str, Any]:
        return await read_object(request, self._door.limits.max_body, self._door.limits.slow_seconds)

    def _messages(self, conversation: str, messages: Sequence[Message]) -> Response:
        ratings = self._feedback.ratings(conversation)
        # A browser without a socket learns here who answers.
        body = {
            "messages": messages_json(messages, ratings),
            "holder": self._door.conversations.holder(conversation),
        }
        return JSONResponse(body, background=self._delivering(messages))

    def _delivering(self, messages: Sequence[Message]) -> BackgroundTask:
        async def mark() -> None:
            note_delivered(self._door.store, self._door.feed, messages)

        return BackgroundTask(mark)

    def _link(self, text: str) -> dict[str, str | None]:
        links = links_in(text, self._door.content.current().clinic)
        return {"label": text, "url": links[0].url if links else None}

    def _number(self, text: str) -> dict[str, str | None]:
        """The number in a text; one in words alone cannot be called, and the clinic's stands in for it."""
        clinic = self._door.content.current().clinic
        link = next(iter(links_in(text, clinic)), None)
        return {"label": link.label, "url": link.url} if link else self._link(clinic.phone)

    def _route(self, path: str, **handlers: Handler) -> Route:
        async def handle(request: Request) -> Response:
            # HEAD is answered by GET's handler, without the body.
            return await handlers[request.method if request.method in handlers else "GET"](request)

        return Route(path, handle, methods=list(handlers))
