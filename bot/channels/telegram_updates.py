"""Telegram's updates: what is done with each kind of them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import partial
from typing import Any

from telegram import Bot, CallbackQuery, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.channels.telegram_intake import Intake, OldButtonError
from bot.channels.telegram_keyboard import CHOICE, UP, after_choice, after_rating
from bot.channels.telegram_staff import StaffGroup
from bot.channels.telegram_staff_intake import StaffIntake
from bot.feedback import Rating
from bot.greeting import greeting
from bot.live_content import LiveContent
from bot.replies import human_choice, say
from bot.reply import Reply
from bot.telegram_chats import TelegramChats

ALLOWED = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CHANNEL_POST,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
)
"""The kinds that are asked for; Telegram sends no others."""

ATTACHMENTS: tuple[tuple[filters.BaseFilter, str], ...] = (
    (filters.VOICE | filters.AUDIO | filters.VIDEO_NOTE, "voice"),
    (filters.PHOTO, "photo"),
    (filters.VIDEO | filters.ANIMATION, "video"),
    (filters.Document.ALL, "document"),
    (filters.Sticker.ALL | filters.Dice.ALL, "sticker"),
    (filters.LOCATION | filters.VENUE, "location"),
    (filters.POLL, "poll"),
    (filters.ALL, "other"),
)
"""What is no text, and the name of the reply to it."""

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""What a link like `t.me/bot?start=...` may put behind /start: no patient's words, so not for the transcript."""

PRESENT = (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.RESTRICTED)
Context = ContextTypes.DEFAULT_TYPE


class _FromBot(filters.MessageFilter):
    def filter(self, message: Message) -> bool:
        return bool(message.from_user and message.from_user.is_bot)


class Updates:
    """Knows what to do with an update; its handlers return once the store has what must not be lost."""

    def __init__(
        self,
        bot: Bot,
        intake: Intake,
        chats: TelegramChats,
        content: LiveContent,
        wake: Callable[[str], None],
    ) -> None:
        self._bot = bot
        self._intake = intake
        self._chats = chats
        self._content = content
        self._wake = wake
        self._asides: set[asyncio.Task[None]] = set()
        self._albums: dict[tuple[int, str], None] = {}
        self._staff_group: int | None = None

    def add_to(
        self, application: Application[Any, Any, Any, Any, Any, Any], staff: StaffGroup | None = None
    ) -> None:
        """Register the handlers; the first that matches takes the update."""
        private = filters.ChatType.PRIVATE
        add = application.add_handler
        if staff:
            self._staff_group = staff.group
            intake, group = StaffIntake(staff, staff.store, self._aside), filters.Chat(staff.group)
            add(MessageHandler(group & filters.UpdateType.EDITED_MESSAGE, intake.edit))
            add(MessageHandler(group, intake.message))
        add(ChatMemberHandler(self.membership, ChatMemberHandler.MY_CHAT_MEMBER))
        add(CallbackQueryHandler(self.button))
        add(MessageHandler(_FromBot(), self.nothing))
        add(MessageHandler(~private, self.elsewhere))
        add(MessageHandler(filters.UpdateType.EDITED_MESSAGE, self.edit))
        add(CommandHandler("start", self.start))
        add(CommandHandler("help", self.help))
        add(CommandHandler(["human", "privacy", "delete"], self.command))
        add(MessageHandler(filters.TEXT, self.text))
        add(MessageHandler(filters.CONTACT, self.contact))
        add(MessageHandler(filters.StatusUpdate.ALL, self.nothing))
        for kind, name in ATTACHMENTS:
            add(MessageHandler(kind, partial(self.attachment, name)))

    async def close(self) -> None:
        """Let go of what was done beside."""
        for task in self._asides:
            task.cancel()
        await asyncio.gather(*self._asides, return_exceptions=True)

    # What patients write

    async def text(self, update: Update, context: Context) -> None:
        """A message in words."""
        chat, message = self._private(update)
        self._intake.text(chat, message.message_id, message.text or "")

    async def edit(self, update: Update, context: Context) -> None:
        """A message that was changed after it was sent; a changed picture is none."""
        chat, message = self._private(update)
        words = message.text or message.caption
        if words:
            self._intake.edit(chat, message.message_id, words)

    async def start(self, update: Update, context: Context) -> None:
        """The first thing Telegram lets a patient send; whoever writes more with it is answered as without it."""
        words = _behind_command(_words(update))
        if words and not PAYLOAD.fullmatch(words):
            chat, message = self._private(update)
            self._intake.text(chat, message.message_id, words)
        else:
            self._say(update, "/start", greeting(self._content.current()))

    async def help(self, update: Update, context: Context) -> None:
        """What can be done here."""
        content = self._content.current()
        self._say(
            update,
            _words(update),
            say(content, "telegram.help", "system").with_choices(human_choice(content)),
        )

    async def command(self, update: Update, context: Context) -> None:
        """A person, what is known, and its deletion: the door knows these commands on every channel."""
        chat, message = self._private(update)
        command, words = _words(update).split()[0], _behind_command(_words(update))
        self._intake.text(chat, message.message_id, command.partition("@")[0])
        if words:
            # Whoever writes more than the command may write of a danger.
            self._intake.text(chat, message.message_id, words, "words")

    async def contact(self, update: Update, context: Context) -> None:
        """A shared contact: its number counts as if it had been typed."""
        chat, message = self._private(update)
        number = message.contact.phone_number if message.contact else ""
        self._intake.text(chat, message.message_id, number if number.startswith("+") else f"+{number}")

    async def attachment(self, name: str, update: Update, context: Context) -> None:
        """What cannot be read here; the words under it can."""
        chat, message = self._private(update)
        if self._is_first_of_album(chat, message):
            reply = say(self._content.current(), f"attachment.{name}", "system")
            self._intake.known(chat, message.message_id, f"[{name}]", reply, name)
        if message.caption:
            self._intake.text(chat, message.message_id, message.caption)

    def _is_first_of_album(self, chat: int, message: Message) -> bool:
        """Whether this is no part of an album whose first picture was answered."""
        if not message.media_group_id:
            return True
        album = (chat, message.media_group_id)
        if album in self._albums:
            return False
        self._albums[album] = None
        if len(self._albums) > 100:
            del self._albums[next(iter(self._albums))]
        return True

    def _say(self, update: Update, text: str, reply: Reply) -> None:
        chat, message = self._private(update)
        self._intake.known(chat, message.message_id, text, reply)

    def _private(self, update: Update) -> tuple[int, Message]:
        """The chat and the message of someone who evidently does not block the bot."""
        message = update.effective_message
        if message is None:  # pragma: no cover - the filters let only messages through
            raise TypeError("an update without a message")
        for conversation in self._chats.unblock(message.chat_id):
            self._wake(conversation)
        return message.chat_id, message

    # Buttons

    async def button(self, update: Update, context: Context) -> None:
        """A button under a message: always answered, so that it does not spin."""
        query = update.callback_query
        if query is None or query.message is None or query.message.chat.type != ChatType.PRIVATE:
            return
        data, at = query.data or "", (query.message.chat.id, query.message.message_id)
        try:
            note, markup = (
                self._choice(query, data, *at) if data[:1] == CHOICE else self._rate(query, data, *at)
            )
        except OldButtonError:
            note, markup = "telegram.button_old", None
        self._aside(self._answer_button(query, note, markup))

    def _choice(
        self, query: CallbackQuery, data: str, chat: int, message_id: int
    ) -> tuple[str | None, InlineKeyboardMarkup | None]:
        is_first, is_final = self._intake.choice(chat, message_id, data[1:])
        return None if is_first else "telegram.button_again", after_choice(
            _markup(query), data, is_final=is_final
        )

    def _rate(
        self, query: CallbackQuery, data: str, chat: int, message_id: int
    ) -> tuple[str | None, InlineKeyboardMarkup | None]:
        rating: Rating = "up" if data == UP else "down"
        self._intake.rating(chat, message_id, rating)
        return "telegram.rated", after_rating(_markup(query))

    async def _answer_button(
        self, query: CallbackQuery, note: str | None, markup: InlineKeyboardMarkup | None
    ) -> None:
        text = self._content.current().replies[note] if note else None
        with suppress(TelegramError):
            await query.answer(text)
        with suppress(TelegramError):
            await query.edit_message_reply_markup(markup)

    # Everything else

    async def membership(self, update: Update, context: Context) -> None:
        """Blocked, unblocked, or brought into a group or a channel."""
        change = update.my_chat_member
        if change is None:  # pragma: no cover - the handler lets nothing else through
            return
        is_present = change.new_chat_member.status in PRESENT
        if change.chat.type != ChatType.PRIVATE:
            if is_present and change.chat.id != self._staff_group:
                await self.elsewhere(update, context)
        elif is_present:
            for conversation in self._chats.unblock(change.chat.id):
                self._wake(conversation)
        else:
            self._chats.block(change.chat.id)

    async def elsewhere(self, update: Update, context: Context) -> None:
        """A group or a channel: health is nobody else's business, so the bot says so and leaves."""
        chat = update.effective_chat
        if chat:
            self._aside(self._leave(chat.id, says_why=chat.type != ChatType.CHANNEL))

    async def _leave(self, chat: int, *, says_why: bool) -> None:
        if says_why:
            reply = say(self._content.current(), "telegram.group", "system")
            with suppress(TelegramError):
                await self._bot.send_message(chat, reply.text)
        with suppress(TelegramError):
            await self._bot.leave_chat(chat)

    async def nothing(self, update: Update, context: Context) -> None:
        """Other bots, so that two never talk to each other without end; and notes of Telegram's own."""

    def _aside(self, work: Coroutine[Any, Any, None]) -> None:
        """Do what nothing depends on without keeping the next update waiting."""
        task = asyncio.get_running_loop().create_task(work)
        self._asides.add(task)
        task.add_done_callback(self._asides.discard)


def _markup(query: CallbackQuery) -> InlineKeyboardMarkup | None:
    return query.message.reply_markup if isinstance(query.message, Message) else None


def _words(update: Update) -> str:
    message = update.effective_message
    return (message.text if message else None) or ""


def _behind_command(text: str) -> str:
    """What is written behind a command."""
    _, *words = text.split(maxsplit=1)
    return words[0] if words else ""
