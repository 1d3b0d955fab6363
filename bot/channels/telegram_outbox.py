"""Telegram's outbox: what is stored and not delivered goes out, each conversation at its own pace."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable

from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from bot.backoff import Backoff
from bot.channels.telegram_connection import asked_for
from bot.channels.telegram_sending import Send, UnknownChatError
from bot.failure import where_it_failed
from bot.store import Message
from bot.telegram_chats import TelegramChat, TelegramChats
from bot.telegram_deliveries import TelegramDeliveries

logger = logging.getLogger(__name__)

STOP_SECONDS = 5.0
"""In which a message that is on its way may still arrive."""
LOOK_EVERY = 60.0
"""Seconds between two looks at the store for what nobody told of."""
MANY_TRIES = 5
"""After so many it is worth a line in the log."""
BLOCKED, GONE = "the patient has blocked the bot", "the chat is gone"
WILL_PASS = (NetworkError, InvalidToken, Conflict, OSError, sqlite3.Error)
"""What is tried for ever; anything else might send the same message again and again."""


class Outbox:
    """One loop for each conversation that has something to deliver, none for the others."""

    def __init__(
        self,
        send: Send,
        chats: TelegramChats,
        deliveries: TelegramDeliveries,
        failed: Callable[[str], None] = lambda conversation: None,
    ) -> None:
        """`failed` is called with a conversation of which something does not get through."""
        self._failed = failed
        self._send = send
        self._chats = chats
        self._deliveries = deliveries
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._sending: set[str] = set()
        self._is_closing = False

    def wake(self, conversation: str) -> None:
        """There may be something to deliver; returns at once."""
        if conversation not in self._tasks and not self._is_closing:
            task = asyncio.get_running_loop().create_task(self._deliver(conversation))
            self._tasks[conversation] = task

    def wake_all(self) -> None:
        """Deliver whatever is left, emergencies first."""
        for conversation in self._deliveries.conversations():
            self.wake(conversation)

    async def run(self) -> None:
        """Look through the store now and then: no message may lie there because a signal was missed."""
        while True:
            self.wake_all()
            await asyncio.sleep(LOOK_EVERY)

    async def close(self) -> None:
        """Stop; what is not delivered is sent after the next start.

        What is on its way may arrive first: cut off it would be sent a second time.
        """
        self._is_closing = True
        tasks = dict(self._tasks)
        for conversation, task in tasks.items():
            if conversation not in self._sending:
                task.cancel()
        if tasks:
            await asyncio.wait(tasks.values(), timeout=STOP_SECONDS)
        for task in tasks.values():
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)

    def __len__(self) -> int:
        """How many conversations have something to deliver."""
        return len(self._tasks)

    async def _deliver(self, conversation: str) -> None:
        tries = _Tries()
        try:
            chat = None
            while not self._is_closing and (chat := self._chats.of(conversation)) and not chat.is_blocked:
                message = self._deliveries.next(conversation)
                if message is None:
                    self._chats.forget_erased(conversation)
                    return
                await asyncio.sleep(await self._try(chat, message, tries))
            if chat and chat.is_blocked and self._deliveries.fail_waiting(conversation, BLOCKED):
                self._failed(conversation)
        except Exception as error:
            logger.error("A message stays to be delivered to Telegram: %s", where_it_failed(error))
        finally:
            del self._tasks[conversation]

    async def _try(self, chat: TelegramChat, message: Message, tries: _Tries) -> float:
        """Send one message; how many seconds to wait before whatever comes next."""
        self._sending.add(chat.conversation)
        try:
            await self._send(chat.chat, message)
        except (Forbidden, UnknownChatError) as error:
            self._chats.block(chat.chat)
            self._deliveries.fail(message, BLOCKED if isinstance(error, Forbidden) else GONE)
            self._failed(chat.conversation)
        except BadRequest as error:
            self._give_up(message, error)
        except RetryAfter as error:
            return asked_for(error)
        except Exception as error:
            if tries.are_many and not isinstance(error, WILL_PASS):
                self._give_up(message, error)
                return 0.0
            # This patient waits for a message: it is tried until it gets through.
            return tries.failed(error)
        else:
            tries.succeeded()
        finally:
            self._sending.discard(chat.conversation)
        return 0.0

    def _give_up(self, message: Message, error: Exception) -> None:
        logger.error("A message cannot be sent to Telegram; the staff are told: %s", where_it_failed(error))
        self._deliveries.give_up(message, f"Telegram: {type(error).__name__}")
        self._failed(message.conversation)


class _Tries:
    """How often in a row a conversation's messages did not get through."""

    def __init__(self) -> None:
        self._backoff = Backoff()
        self._count = 0

    @property
    def are_many(self) -> bool:
        """Whether it is time to doubt that another try will help."""
        return self._count >= MANY_TRIES

    def failed(self, error: Exception) -> float:
        """Note a failure; how many seconds to wait."""
        self._count += 1
        if self._count == MANY_TRIES:
            logger.error("A message does not get through to Telegram: %s", where_it_failed(error))
        return self._backoff.failed(0)

    def succeeded(self) -> None:
        """Begin anew."""
        self._backoff = Backoff()
        self._count = 0
