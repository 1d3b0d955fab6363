"""Forms: what changes something carries the session's token, or nothing happens."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.staff.console import signed_in, text_of
from bot.staff_accounts import Role

Handler = Callable[[Request], Awaitable[Response]]
FormHandler = Callable[[Request, FormData], Awaitable[Response]]


def takes_form(handler: FormHandler) -> Handler:
    """The handler of a form, called only if the form is one that this session was given."""

    async def checked(request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=40)
        sent = text_of(form, "csrf").encode("utf-8", "replace")
        if not hmac.compare_digest(sent, signed_in(request).csrf.encode()):
            return PlainTextResponse(
                "This form is out of date. Go back, load the page anew and try again.", 403
            )
        return await handler(request, form)

    return checked


def for_roles(*roles: Role) -> Callable[[Handler], Handler]:
    """Pages that only some roles may see."""

    def limited(handler: Handler) -> Handler:
        async def checked(request: Request) -> Response:
            if signed_in(request).account.role not in roles:
                return PlainTextResponse("Your account may not do this.", 403)
            return await handler(request)

        return checked

    return limited
