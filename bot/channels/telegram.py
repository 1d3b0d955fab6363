"""The Telegram channel: patients write to the clinic's bot there, and everything goes through the one door."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress

from starlette.routing import Route
from telegram import BotCommand, BotCommandScopeAllPrivateChats
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ExtBot

from bot.channels.telegram_connection import Connection
from bot.channels.telegram_intake import Intake
from bot.channels.telegram_limiter import ChatRateLimiter, Urgency
from bot.channels.telegram_outbox import Outbox
from bot.channels.telegram_polling import Polling
from bot.channels.telegram_request import QuietRequest, UpdatesRequest, quiet_loggers
from bot.channels.telegram_sending import Sender
from bot.channels.telegram_staff import StaffGroup
from bot.channels.telegram_taking import Taking, TelegramApplication
from bot.channels.telegram_turns import Turns
from bot.channels.telegram_typing import Typing
from bot.channels.telegram_unsaved import UnsavedHelp
from bot.channels.telegram_updates import Updates
from bot.channels.telegram_webhook import Webhook
from bot.conversation import Conversations
from bot.feed import EVERY, Feed, Signal
from bot.live_content import LiveContent
from bot.store import Store
from bot.telegram_chats import TelegramChats
from bot.telegram_deliveries import TelegramDeliveries
from bot.telegram_settings import TelegramSettings

COMMANDS = ("start", "help", "human", "privacy", "delete")
"""The menu, in its order; replies.yml has a line for each."""
MESSAGES_PER_SECOND = 25.0
"""Telegram allows thirty to all chats together."""
CONNECTIONS = 64
READ_SECONDS = 15.0
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")


class TelegramChannel:
    """Patients on Telegram. It runs if there is a token, by long polling or, with a public address, by webhook."""

    def __init__(
        self,
        settings: TelegramSettings,
        store: Store,
        conversations: Conversations,
        content: LiveContent,
        feed: Feed,
        *,
        messages_per_second: float = MESSAGES_PER_SECOND,
    ) -> None:
        self._settings = settings
        self._store = store
        self._conversations = conversations
        self._content = content
        self._feed = feed
        self._messages_per_second = messages_per_second
        self._chats = TelegramChats(store)
        self._deliveries = TelegramDeliveries(store)
        self.connection = Connection()
        token, url = settings.token, settings.public_url
        self._webhook = Webhook(url, token, self.connection) if token and url else None

    def routes(self) -> list[Route]:
        """The webhook's route, if there is one."""
        return [self._webhook.route()] if self._webhook else []

    @property
    def is_up(self) -> bool | None:
        """Whether Telegram can be reached; None if it is not in use."""
        return self.connection.is_up if self._settings.token else None

    async def run(self) -> None:
        """Work until cancelled; whatever Telegram does, it is told in one line and tried again."""
        token = self._settings.token
        if token is None:
            return
        quiet_loggers()
        while not _TOKEN.fullmatch(token):
            # It could not even be put into an address.
            await asyncio.sleep(self.connection.failed(InvalidToken()))
        application = self._application(token)
        await self._initialize(application)
        try:
            await self._serve(application)
        finally:
            with suppress(TelegramError, RuntimeError):
                await application.shutdown()

    def _application(self, token: str) -> TelegramApplication:
        return (
            Application.builder()
            .token(token)
            .base_url(f"{self._settings.api}/bot")
            .base_file_url(f"{self._settings.api}/file/bot")
            .request(QuietRequest(connection_pool_size=CONNECTIONS, read_timeout=READ_SECONDS))
            .get_updates_request(UpdatesRequest(connection_pool_size=1, read_timeout=READ_SECONDS))
            .rate_limiter(ChatRateLimiter(self._messages_per_second))
            .updater(None)
            .job_queue(None)
            .build()
        )

    async def _initialize(self, application: TelegramApplication) -> None:
        """Get to know the bot's own name and set the command menu, however long it takes."""
        while True:
            try:
                await application.initialize()
                await application.bot.set_my_commands(self._menu(), BotCommandScopeAllPrivateChats())
            except TelegramError as error:
                await asyncio.sleep(self.connection.failed(error))
            else:
                self.connection.works()
                return

    def _menu(self) -> list[BotCommand]:
        replies = self._content.current().replies
        return [BotCommand(name, replies[f"telegram.command.{name}"]) for name in COMMANDS]

    async def _serve(self, application: TelegramApplication) -> None:
        bot: ExtBot[Urgency] = application.bot
        sender = Sender(bot, self._store, self._deliveries, self._content, self._feed)
        outbox = Outbox(
            sender.send,
            self._chats,
            self._deliveries,
            lambda conversation: self._feed.publish(Signal(conversation, "state")),
        )
        turns, typing = Turns(), Typing(bot)
        intake = Intake(self._store, self._conversations, self._chats, turns, typing, outbox.wake)
        updates = Updates(bot, intake, self._chats, self._content, outbox.wake)
        staff = self._staff(bot)
        updates.add_to(application, staff)
        unsaved = UnsavedHelp(self._conversations, self._chats, sender.send_unsaved)
        taking = Taking(application, unsaved)
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._listen(outbox, typing))
                tasks.create_task(outbox.run())
                tasks.create_task(self._receive(bot, taking))
                if staff:
                    tasks.create_task(staff.run())
        finally:
            await turns.close()
            await updates.close()
            await unsaved.close()
            await outbox.close()

    def _staff(self, bot: ExtBot[Urgency]) -> StaffGroup | None:
        group = self._settings.staff_group
        return StaffGroup(bot, group, self._store, self._content, self._feed) if group else None

    async def _receive(self, bot: ExtBot[Urgency], taking: Taking) -> None:
        if self._webhook:
            await self._webhook.run(bot, taking.take)
        else:
            await Polling(bot, taking, self.connection).run()

    async def _listen(self, outbox: Outbox, typing: Typing) -> None:
        """Deliver what is stored as soon as it is, and show who writes."""
        with self._feed.subscribe() as signals:
            async for signal in signals:
                self._hear(signal, outbox, typing)

    def _hear(self, signal: Signal, outbox: Outbox, typing: Typing) -> None:
        if signal.conversation == EVERY:
            outbox.wake_all()
        elif signal.kind == "message" and signal.sender != "patient":
            outbox.wake(signal.conversation)
        elif signal.kind == "typing" and signal.sender == "bot":
            typing.thinks(signal.conversation)
        elif signal.kind == "typing" and signal.sender == "staff":
            chat = self._chats.of(signal.conversation)
            if chat:
                typing.show(chat.chat)
