"""Telegram's sending: one stored message to one chat, part by part, in a form that Telegram takes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import LinkPreviewOptions, ReplyParameters
from telegram import Message as TelegramMessage
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.channels.telegram_limiter import URGENT, Urgency
from bot.channels.telegram_message import CallPart, Part, PhotoPart, TextPart, parts
from bot.delivery import note_delivered
from bot.feed import Feed
from bot.live_content import LiveContent
from bot.moment import stamp_now
from bot.reply import Reply
from bot.store import Message, Store
from bot.telegram_deliveries import TelegramDeliveries

SKIPPED = 0
"""In place of a Telegram id: a part that Telegram does not take, and that the message can do without."""
UNKNOWN_CHAT = ("chat not found", "user not found", "peer_id_invalid", "chat_id is empty")


class UnknownChatError(Exception):
    """Telegram knows no such chat: nothing can be sent there any more."""


class Sender:
    """Sends what is stored and notes each part that arrived, so that a second try goes on where the first ended."""

    def __init__(
        self,
        bot: ExtBot[Urgency],
        store: Store,
        deliveries: TelegramDeliveries,
        content: LiveContent,
        feed: Feed,
    ) -> None:
        self._bot = bot
        self._store = store
        self._deliveries = deliveries
        self._content = content
        self._feed = feed
        self._file_ids: dict[str, str] = {}

    async def send(self, chat: int, message: Message) -> None:
        """Send what is left of a message.

        Raises UnknownChatError, and the library's errors for all that a later try may get over.
        """
        arrived = self._deliveries.parts(message)
        urgency = URGENT if message.reply and message.reply.kind == "emergency" else None
        whole = parts(message, self._content.current())
        for number, part in enumerate(whole[len(arrived) :], start=len(arrived)):
            # The first that can be seen points to what was asked.
            asked = None if any(arrived) else self._deliveries.answers_to(message)
            telegram_id = await self._send(part, {"chat_id": chat, **_reply_to(asked)}, urgency)
            self._deliveries.note_part(message, number, telegram_id)
            arrived.append(telegram_id)
        note_delivered(self._store, self._feed, [message])

    async def send_unsaved(self, chat: int, reply: Reply) -> None:
        """Send help that could not be stored; raises the library's errors."""
        now = stamp_now()
        message = Message(0, "", 0, "bot", reply.text, reply, now)
        for part in parts(message, self._content.current()):
            await self._send(part, {"chat_id": chat}, URGENT)

    async def _send(self, part: Part, to: dict[str, Any], urgency: Urgency | None) -> int:
        if isinstance(part, TextPart):
            return await self._text(part, to, urgency)
        try:
            if isinstance(part, CallPart):
                sent = await self._bot.send_contact(
                    phone_number=part.number, first_name=part.name, rate_limit_args=urgency, **to
                )
            else:
                sent = await self._photo(part, to)
        except (BadRequest, OSError) as error:
            # The words follow or have gone before; a drawing or a card alone is not worth their delay.
            _check_chat(error)
            return SKIPPED
        return sent.message_id

    async def _text(self, part: TextPart, to: dict[str, Any], urgency: Urgency | None) -> int:
        as_meant: dict[str, Any] = {"entities": part.text.entities(), "reply_markup": part.buttons}
        unformatted: dict[str, Any] = {"reply_markup": part.buttons}
        # Rather without its looks, or even its buttons, than not at all.
        for number, looks in enumerate((as_meant, unformatted, {})):
            try:
                sent = await self._bot.send_message(
                    text=part.text.text,
                    link_preview_options=LinkPreviewOptions(is_disabled=True),
                    rate_limit_args=urgency,
                    **looks,
                    **to,
                )
            except BadRequest as error:
                _check_chat(error)
                if number == 2:
                    raise
            else:
                return sent.message_id
        raise AssertionError("the last try returns or raises")  # pragma: no cover

    async def _photo(self, part: PhotoPart, to: dict[str, Any]) -> TelegramMessage:
        """Upload a drawing once, and name it by Telegram's own id from then on."""
        name = part.path.name
        known = self._file_ids.get(name)
        sent = await self._bot.send_photo(photo=known or part.path.read_bytes(), caption=part.caption, **to)
        self._file_ids[name] = sent.photo[-1].file_id
        return sent


def _reply_to(asked: int | None) -> dict[str, Any]:
    if asked is None:
        return {}
    return {"reply_parameters": ReplyParameters(asked, allow_sending_without_reply=True)}


def _check_chat(error: Exception) -> None:
    if any(words in str(error).lower() for words in UNKNOWN_CHAT):
        raise UnknownChatError from None


Send = Callable[[int, Message], Awaitable[None]]
