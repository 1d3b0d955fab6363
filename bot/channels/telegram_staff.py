"""The staff group on Telegram: one topic for each hand-off, kept up to date with the transcript."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable

from telegram.error import BadRequest, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.backoff import Backoff
from bot.channels.telegram_connection import asked_for
from bot.channels.telegram_limiter import Urgency
from bot.channels.telegram_orphans import Orphans
from bot.channels.telegram_rights import tell_missing_rights
from bot.channels.telegram_summary import sum_up
from bot.channels.telegram_text import plain
from bot.channels.telegram_topic import TopicGoneError, is_gone, say_in
from bot.failure import where_it_failed
from bot.feed import EVERY, Feed
from bot.handoff import Handoff
from bot.live_content import LiveContent
from bot.staff_accounts import StaffAccounts
from bot.staff_desk import StaffDesk
from bot.store import Message, Store
from bot.telegram_topics import StaffTopic, TelegramTopics

logger = logging.getLogger(__name__)

SHOWN_AS = "A member of the staff"
"""What patients read of whoever answers from the group: its members have no accounts."""
PIECE = 2000
"""UTF-16 units of a long message that stand together; Telegram takes 4096."""
LOOK_EVERY = 60.0
HOW = (
    "Write here to answer the patient; the first message takes the conversation.\n"
    "/silent and a text: a note for colleagues. /close: end it. /back: put it back into the queue."
)


class ErasedError(Exception):
    """The conversation of a topic was erased while Telegram was busy with something else in it."""


class StaffGroup:
    """The outgoing side. The console and the group work on the same state: what one takes, the other shows as taken."""

    def __init__(
        self, bot: ExtBot[Urgency], group: int, store: Store, content: LiveContent, feed: Feed
    ) -> None:
        self._bot = bot
        self.store = self._store = store
        self._feed = feed
        self._accounts = StaffAccounts(store)
        self._pending: dict[str, None] = {}
        self._some = asyncio.Event()
        self.group = group
        self.desk = StaffDesk(store, content, feed)
        self.topics = TelegramTopics(store)
        self.account = self._accounts.for_group(SHOWN_AS)
        self._orphans = Orphans(bot, group, self.topics, self.say)

    async def run(self) -> None:
        """Keep all topics up to date until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(tell_missing_rights(self._bot, self.group))
            tasks.create_task(self._listen())
            tasks.create_task(self._look())
            tasks.create_task(self._work())
            tasks.create_task(self._orphans.run())

    def wake(self, conversation: str) -> None:
        """Something changed in a conversation."""
        self._pending[conversation] = None
        self._some.set()

    async def say(self, topic: int, text: str, answers: int | None = None) -> int:
        """Write into a topic, opening it again if somebody closed it; raises TopicGoneError if it is gone."""
        return await say_in(self._bot, self.group, topic, text, answers)

    async def _listen(self) -> None:
        with self._feed.subscribe() as signals:
            async for signal in signals:
                if signal.conversation == EVERY:
                    self._wake_all()
                elif signal.kind == "erased":
                    self._orphans.wake()
                elif signal.kind != "typing":
                    self.wake(signal.conversation)

    async def _look(self) -> None:
        """Now and then look for what nobody told of, and for topics whose patients are forgotten."""
        while True:
            self._wake_all()
            await asyncio.sleep(LOOK_EVERY)

    def _wake_all(self) -> None:
        for conversation in self.topics.unfinished():
            self.wake(conversation)
        self._orphans.wake()

    async def _work(self) -> None:
        backoff, has_failed = Backoff(), False
        while True:
            while not self._pending:
                self._some.clear()
                await self._some.wait()
            conversation = next(iter(self._pending))
            # Taken off first: what changes from here on is looked at again.
            del self._pending[conversation]
            try:
                await self._bring_up_to_date(conversation)
            except (TelegramError, OSError, sqlite3.Error) as error:
                if not has_failed:
                    # Bot not an administrator, group gone, no network: the console works all the same.
                    logger.error("The staff group cannot be reached: %s", where_it_failed(error))
                has_failed = True
                self.wake(conversation)
                wait = asked_for(error) if isinstance(error, RetryAfter) else backoff.failed(0)
                await asyncio.sleep(wait)
            else:
                backoff, has_failed = Backoff(), False

    async def _bring_up_to_date(self, conversation: str) -> None:
        if not self._store.has_conversation(conversation):
            return
        try:
            await self._follow_anew(conversation)
        except ErasedError:
            self._orphans.wake()

    async def _follow_anew(self, conversation: str) -> None:
        """Follow it, in a new topic if somebody has deleted the one there was."""
        try:
            await self._follow(conversation)
        except TopicGoneError:
            topic = self.topics.of(conversation)
            if topic:
                self.topics.forget(topic.topic)
            await self._follow(conversation)

    async def _follow(self, conversation: str) -> None:
        handoff, topic = self.desk.handoffs.open(conversation), self.topics.of(conversation)
        if handoff:
            topic = await self._brought_up(handoff, topic)
        elif topic is None:
            return
        if topic.is_summed_up and not topic.is_closed:
            await self._relay(topic)
        await self._tell_failures(topic)
        if handoff and handoff.reminded_at and handoff.taken_by in (None, self.account.id):
            await self._remind(topic, handoff.reminded_at)
        if handoff is None and not topic.is_closed:
            await self._end(topic)

    async def _brought_up(self, handoff: Handoff, topic: StaffTopic | None) -> StaffTopic:
        """The topic of a hand-off, open and with a summary: made only now, or opened again."""
        if topic is None:
            topic = await self._begin(handoff)
        elif topic.is_closed:
            await self._tolerate(self._bot.reopen_forum_topic, topic)
            topic = self.topics.reopen(topic)
        return topic if topic.is_summed_up else await self._summarize(topic, handoff)

    async def _begin(self, handoff: Handoff) -> StaffTopic:
        """A topic is named by the pseudonym that the console shows."""
        name = f"Patient {handoff.conversation[:6].upper()}"
        made = await self._bot.create_forum_topic(self.group, name)
        topic = self.topics.add(handoff.conversation, made.message_thread_id)
        if topic is None:
            raise ErasedError
        return topic

    async def _write(self, topic: StaffTopic, text: str, answers: int | None = None) -> int:
        """Write of a conversation into its topic; raises ErasedError if there is no such conversation any more."""
        if self.topics.conversation(topic.topic) is None:
            raise ErasedError
        return await self.say(topic.topic, text, answers)

    async def _summarize(self, topic: StaffTopic, handoff: Handoff) -> StaffTopic:
        # Looked at again: while Telegram made the topic it may have been erased, and somebody asked for anew.
        handoff = self.desk.handoffs.open(topic.conversation) or handoff
        channel = self._store.channel(topic.conversation) or "unknown"
        heading = f"{handoff.reason.capitalize()}. By {channel}."
        messages = self._store.messages(topic.conversation)
        summary = sum_up(messages, self._words, lambda each: not self._missing(topic, each))
        await self._write(topic, "\n\n".join(part for part in (heading, summary.text, HOW) if part))
        return self.topics.set_relayed(topic, summary.covered)

    async def _relay(self, topic: StaffTopic) -> None:
        # Read before the messages: the words of a later alert may not be among them.
        alert = self._store.newest_alert(topic.conversation)
        for message in self._store.messages(topic.conversation, topic.relayed):
            await self._pass_on(topic, message)
            self.topics.set_relayed(topic, message.seq)
        self.topics.show_alert(topic.topic, alert)

    async def _pass_on(self, topic: StaffTopic, message: Message) -> None:
        answers = self._answers(topic, message)
        for number, piece in self._missing(topic, message):
            sent = await self._write(topic, piece, answers)
            self.topics.pair(topic.topic, message, sent, number)

    def _missing(self, topic: StaffTopic, message: Message) -> list[tuple[int, str]]:
        """The pieces of a message that do not stand in the topic yet, with their numbers."""
        there = self.topics.pieces(topic.topic, message.id)
        pieces = [each.text for each in plain(self._words(message)).split(PIECE)]
        return [] if there is None else list(enumerate(pieces))[there:]

    def _answers(self, topic: StaffTopic, message: Message) -> int | None:
        """What a message points to in the topic: its older wording, or what it replies to."""
        for earlier in (message.edits, self._store.answered_by(message)):
            telegram_id = self.topics.telegram_id(topic.topic, earlier) if earlier else None
            if telegram_id and telegram_id > 0:
                return telegram_id
        return None

    def _words(self, message: Message) -> str:
        if not message.text:
            return ""
        return f"{self._who(message)}: {message.text}"

    def _who(self, message: Message) -> str:
        if message.sender == "patient":
            return "Patient, changed" if message.edits else "Patient"
        if message.staff == self.account.id:
            return SHOWN_AS
        if message.staff is not None:
            account = self._accounts.numbered(message.staff)
            return f"{account.shown_as if account else 'Staff'}, in the console"
        return {"bot": "Bot", "system": "Notice"}.get(message.sender, "Staff")

    async def _tell_failures(self, topic: StaffTopic) -> None:
        for message, telegram_id, failure in self.topics.untold_failures(topic.topic):
            await self._write(topic, f"Not delivered: {failure}.", telegram_id)
            self.topics.told(topic.topic, message)

    async def _remind(self, topic: StaffTopic, moment: str) -> None:
        if self.topics.remind(topic.topic, moment):
            await self._write(topic, "This patient has been waiting too long for an answer.")

    async def _end(self, topic: StaffTopic) -> None:
        await self._write(topic, "The talk has ended. If the patient asks again, this topic opens again.")
        await self._tolerate(self._bot.close_forum_topic, topic)
        self.topics.set_closed(topic.topic, True)

    async def _tolerate(self, change: Callable[[int, int], Awaitable[bool]], topic: StaffTopic) -> None:
        """Open or close a topic that may be so already."""
        try:
            await change(self.group, topic.topic)
        except BadRequest as error:
            if is_gone(error):
                raise TopicGoneError from error
            if "not_modified" not in str(error).lower():
                raise
