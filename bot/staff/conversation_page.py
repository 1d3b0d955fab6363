"""The page of one conversation: what was said, and everything that staff can do in it."""

from __future__ import annotations

import secrets
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.contacts import Contact, SealError
from bot.handoff import NotYoursError
from bot.replies import fill
from bot.staff.answers import found_answers
from bot.staff.console import Console, me, text_of, wants_part
from bot.staff.forms import FormHandler, takes_form
from bot.staff.queue import LEVELS, RED, callback_words
from bot.staff.transcript import transcript
from bot.staff.wording import channel_name, name_of_patient
from bot.staff_accounts import Account
from bot.staff_desk import (
    MOST_CHARACTERS,
    OUTCOMES,
    EmptyMessageError,
    NewAlertError,
    TooLongMessageError,
    UnknownConversationError,
)

OUTCOME_WORDS = {
    "answered": "Question answered",
    "called": "Called the patient",
    "appointment": "Appointment arranged",
    "urgent": "Sent to urgent care",
    "no_reply": "Patient did not write any more",
    "other": "Other",
}
LOOKED = "looked at a conversation"
REFUSALS: dict[type[Exception], tuple[int, str]] = {
    EmptyMessageError: (400, "There was nothing to send. Please write your message first."),
    TooLongMessageError: (400, f"This was not sent: it is longer than {MOST_CHARACTERS} characters."),
    NewAlertError: (
        409,
        "This was not closed: an alert has come in since. Please read it first, then close again.",
    ),
}
"""What is wrong with a form, and what whoever sent it reads."""
GONE = "This conversation is not here any more. The patient may have deleted it."


class ConversationPage:
    """Reading and acting in one conversation."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._desk = console.desk

    def routes(self) -> list[Route]:
        """The page, its parts, and one route for each thing to do."""
        base = "/conversations/{conversation}"
        actions: dict[str, FormHandler] = {
            "take": self.take,
            "take-over": self.take_over,
            "reply": self.reply,
            "answer": self.send_answer,
            "typing": self.typing,
            "note": self.note,
            "transfer": self.transfer,
            "release": self.release,
            "close": self.close,
            "dismiss": self.dismiss,
            "alerts": self.handle_alerts,
            "contact": self.show_contact,
        }
        return [
            Route(base, self.show, methods=["GET"]),
            Route(f"{base}/messages", self.messages, methods=["GET"]),
            Route(f"{base}/answers", self.answers, methods=["GET"]),
            *(
                Route(f"{base}/{name}", takes_form(self._guarded(action)), methods=["POST"])
                for name, action in actions.items()
            ),
        ]

    async def show(self, request: Request) -> Response:
        """The whole page; for the script the head of it alone."""
        conversation = _named(request)
        if not self._console.store.has_conversation(conversation):
            return self._gone(request)
        self._console.audit.view(me(request).id, LOOKED, conversation)
        return self._page(request, conversation)

    async def messages(self, request: Request) -> Response:
        """The lines of the transcript."""
        conversation = _named(request)
        if not self._console.store.has_conversation(conversation):
            return PlainTextResponse(GONE, 410)
        self._console.audit.view(me(request).id, LOOKED, conversation)
        return self._console.page(request, "lines.html", lines=transcript(self._console, conversation))

    async def answers(self, request: Request) -> Response:
        """The clinic's approved answers that fit some words."""
        conversation, words = _named(request), request.query_params.get("q", "")[:200]
        found = found_answers(self._console.now_content, words, self._procedure(conversation))
        mine = self._is_mine(conversation, me(request))
        return self._console.page(
            request, "answers.html", found=found, words=words, mine=mine, conversation=conversation
        )

    async def take(self, request: Request, form: FormData) -> Response:
        """Take it, or step in unasked."""
        self._desk.take(_named(request), me(request))
        return self._back(request)

    async def take_over(self, request: Request, form: FormData) -> Response:
        """Take it from a colleague; leads only."""
        if not me(request).leads:
            return PlainTextResponse("Only a lead can take over a colleague's conversation.", 403)
        self._desk.take_over(_named(request), me(request))
        return self._back(request)

    async def reply(self, request: Request, form: FormData) -> Response:
        """Write to the patient."""
        self._desk.say(_named(request), me(request), text_of(form, "text"), _client_id(form))
        return self._back(request)

    async def send_answer(self, request: Request, form: FormData) -> Response:
        """Send an approved answer as the bot's."""
        answer_id, procedure = text_of(form, "answer"), text_of(form, "procedure") or None
        try:
            self._desk.say_answer(_named(request), me(request), answer_id, procedure, _client_id(form))
        except KeyError:
            return PlainTextResponse("There is no such answer any more.", 404)
        return self._back(request)

    async def typing(self, request: Request, form: FormData) -> Response:
        """Show the patient that someone is typing."""
        self._desk.types(_named(request), me(request))
        return Response(status_code=204)

    async def note(self, request: Request, form: FormData) -> Response:
        """Keep a note for colleagues."""
        self._desk.note(_named(request), me(request), text_of(form, "text"))
        return self._back(request)

    async def transfer(self, request: Request, form: FormData) -> Response:
        """Hand it to a colleague."""
        to = self._console.accounts.named(text_of(form, "to"))
        if to is None or to.disabled or to.id == me(request).id:
            return PlainTextResponse("Choose a colleague.", 400)
        self._desk.transfer(_named(request), me(request), to)
        return self._back(request)

    async def release(self, request: Request, form: FormData) -> Response:
        """Put it back into the queue."""
        self._desk.release(_named(request), me(request))
        return self._back(request)

    async def close(self, request: Request, form: FormData) -> Response:
        """End the talk."""
        outcome = text_of(form, "outcome")
        if outcome not in OUTCOMES:
            return PlainTextResponse("Choose how it ended.", 400)
        self._desk.close(_named(request), me(request), outcome, _seen(form))
        return self._back(request)

    async def dismiss(self, request: Request, form: FormData) -> Response:
        """End a request that needed no talk in the chat."""
        outcome = text_of(form, "outcome")
        if outcome not in OUTCOMES:
            return PlainTextResponse("Choose how it ended.", 400)
        self._desk.dismiss(_named(request), me(request), outcome, _seen(form))
        return self._back(request)

    async def handle_alerts(self, request: Request, form: FormData) -> Response:
        """Note that someone has seen to the alerts that the page showed."""
        self._desk.handle_alerts(_named(request), me(request), _seen(form))
        return self._back(request)

    async def show_contact(self, request: Request, form: FormData) -> Response:
        """The sealed phone number, shown once it is asked for; that is on record."""
        conversation = _named(request)
        self._console.audit.note(me(request).id, "opened a contact", conversation)
        try:
            contacts, error = self._console.contacts.of(conversation), ""
        except SealError:
            contacts, error = [], "It cannot be opened: the server's key is missing or another one."
        return self._page(request, conversation, contacts=contacts, contact_error=error)

    def _guarded(self, action: FormHandler) -> FormHandler:
        """The action, with what can go wrong in every one of them told plainly."""

        async def run(request: Request, form: FormData) -> Response:
            try:
                return await action(request, form)
            except NotYoursError as error:
                return self._page(request, _named(request), status=409, problem=self._who_has_it(error))
            except (EmptyMessageError, TooLongMessageError, NewAlertError) as error:
                status, problem = REFUSALS[type(error)]
                return self._page(request, _named(request), status=status, problem=problem)
            except UnknownConversationError:
                return self._gone(request)

        async def known(request: Request, form: FormData) -> Response:
            if not self._console.store.has_conversation(_named(request)):
                return self._gone(request)
            return await run(request, form)

        return known

    def _who_has_it(self, error: NotYoursError) -> str:
        if error.taken_by is None:
            return "Nobody has this conversation now. Take it first, then write."
        return f"{self._console.name_of(error.taken_by)} has this conversation. Nothing of yours was sent."

    def _page(
        self,
        request: Request,
        conversation: str,
        *,
        status: int = 200,
        problem: str = "",
        contacts: list[Contact] | None = None,
        contact_error: str = "",
    ) -> Response:
        if not self._console.store.has_conversation(conversation):
            return self._gone(request)
        part = wants_part(request)
        values = self._values(conversation, me(request))
        if not part:
            values["lines"] = transcript(self._console, conversation)
        return self._console.page(
            request,
            "conversation_parts.html" if part else "conversation.html",
            status,
            problem=problem,
            contacts=contacts,
            contact_error=contact_error,
            **values,
        )

    def _values(self, conversation: str, account: Account) -> dict[str, Any]:
        console, content = self._console, self._console.now_content
        messages = console.store.messages(conversation)
        handoff = self._desk.handoffs.open(conversation)
        alerts = console.store.alerts_of(conversation)
        present = console.sessions.present()
        return {
            "conversation": conversation,
            "patient": name_of_patient(conversation),
            "channel": channel_name(console.store.channel(conversation) or ""),
            "holder": console.store.holder(conversation),
            "handoff": handoff,
            "reason": console.reason(handoff.reason) if handoff else "",
            "mine": handoff is not None and handoff.taken_by == account.id,
            "taken_name": console.name_of(handoff.taken_by) if handoff and handoff.taken_by else "",
            "alerts": alerts,
            "newest_alert": max((each["id"] for each in alerts), default=0),
            "open_alerts": [each for each in alerts if each["handled_at"] is None],
            "red": RED,
            "levels": LEVELS,
            "language": console.language_of([each.text for each in messages if each.sender == "patient"]),
            "procedure": self._procedure(conversation),
            "callback": callback_words(content, self._desk.callbacks.of(conversation)),
            "has_contact": bool(console.store.contacts(conversation)),
            "history": self._history(conversation),
            "ratings": [each.rating for each in self._desk.handoffs.of(conversation) if each.rating],
            "colleagues": [
                (each, each.id in present)
                for each in console.accounts.all()
                if not each.disabled and each.id != account.id
            ],
            "canned": [(title, fill(content, text)) for title, text in content.canned.items()],
            "outcomes": OUTCOME_WORDS,
            "client_id": secrets.token_urlsafe(12),
        }

    def _history(self, conversation: str) -> list[dict[str, str]]:
        """Every change of who may answer, in words."""
        words = {"bot": "With the bot", "waiting": "Waiting for a person", "staff": "With the staff"}
        return [
            {"at": step.at, "what": words[step.after], "by": self._by(step.by), "why": self._why(step.why)}
            for step in self._desk.handoffs.steps(conversation)
        ]

    def _by(self, by: str) -> str:
        kind, _, number = by.partition(":")
        return self._console.name_of(int(number)) if kind == "staff" else by.capitalize()

    def _why(self, why: str) -> str:
        words, _, number = why.rpartition(" ")
        if number.isdecimal():
            return f"{words} {self._console.name_of(int(number))}"
        return OUTCOME_WORDS.get(why) or self._console.reason(why).lower()

    def _procedure(self, conversation: str) -> str:
        """The procedure that was talked of last."""
        for turn in reversed(self._console.store.turns(conversation)):
            for name in self._console.now_content.procedures:
                if name in turn["procedures"]:
                    return name
        replies = (each.reply for each in reversed(self._console.store.messages(conversation)))
        return next((reply.procedure for reply in replies if reply and reply.procedure), "")

    def _is_mine(self, conversation: str, account: Account) -> bool:
        handoff = self._desk.handoffs.open(conversation)
        return handoff is not None and handoff.taken_by == account.id

    def _back(self, request: Request) -> Response:
        if wants_part(request):
            return self._page(request, _named(request))
        root = request.scope.get("root_path", "")
        return RedirectResponse(f"{root}/conversations/{_named(request)}#end", 303)

    def _gone(self, request: Request) -> Response:
        if wants_part(request):
            return PlainTextResponse(GONE, 410)
        return self._console.page(request, "gone.html", 404, text=GONE)


def _named(request: Request) -> str:
    return str(request.path_params["conversation"])


def _seen(form: FormData) -> int:
    """The newest alert on the page that the form was sent from; 0 if there was none."""
    number = text_of(form, "alert")[:18]
    return int(number) if number.isdecimal() else 0


def _client_id(form: FormData) -> str:
    """The message's own id, so that a form that is sent twice is one message."""
    return f"staff {text_of(form, 'client_id')[:40] or secrets.token_urlsafe(12)}"
