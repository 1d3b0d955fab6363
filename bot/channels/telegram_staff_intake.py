"""What the staff write in their Telegram group: to the patient, to each other, or to end a talk."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from telegram import Message, Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.channels.telegram_staff import StaffGroup
from bot.channels.telegram_text import from_first_seen
from bot.channels.telegram_topic import TopicGoneError
from bot.handoff import NotYoursError
from bot.staff_accounts import StaffAccounts
from bot.staff_desk import EmptyMessageError, NewAlertError, TooLongMessageError, UnknownConversationError
from bot.store import Store

logger = logging.getLogger(__name__)

Context = ContextTypes.DEFAULT_TYPE
Aside = Callable[[Coroutine[Any, Any, None]], None]
ONLY_TEXT = "Only text is passed on to patients. This was not sent."
TOO_LONG = "This is too long. Nothing of it was kept or sent: please write it in two messages."
NEW_ALERT = (
    "This was not closed: there is an alert that may not have stood here yet. Please read the patient's last messages, "
    "then close again."
)
GONE = "The patient has deleted this conversation. This was not sent."


class StaffIntake:
    """Handlers for the configured group and no other; they return once the store has what was written."""

    def __init__(self, staff: StaffGroup, store: Store, aside: Aside) -> None:
        """`aside` runs what nothing depends on."""
        self._staff = staff
        self._store = store
        self._desk = staff.desk
        self._accounts = StaffAccounts(store)
        self._aside = aside

    async def message(self, update: Update, context: Context) -> None:
        """A message in one of the topics; what stands elsewhere in the group is nobody's business here."""
        message, conversation = self._in_topic(update)
        if message is None:
            return
        if conversation is None:
            self._tell_if_erased(message)
        elif message.forum_topic_closed:
            self._do(message, lambda: self._close(conversation, message))
        elif message.forum_topic_reopened:
            self._do(message, lambda: self._take(conversation))
        elif message.text:
            self._do(message, lambda: self._text(conversation, message))
        elif not message.is_topic_message or _is_service(message):
            return
        else:
            self._tell(message, ONLY_TEXT)

    async def edit(self, update: Update, context: Context) -> None:
        """A message that a member changed: the patient gets the new wording, marked as one."""
        message, conversation = self._in_topic(update)
        if message is None or conversation is None or not message.text:
            return
        original = self._staff.topics.message(message.message_thread_id or 0, message.message_id)
        if original is not None:
            self._do(message, lambda: self._correct(conversation, message, original))

    def _in_topic(self, update: Update) -> tuple[Message | None, str | None]:
        """The message and its conversation, if a member wrote it: no other bot, and no channel's copy."""
        message = update.effective_message
        if message is None or message.chat_id != self._staff.group or not message.message_thread_id:
            return None, None
        is_member = message.from_user is not None and not message.from_user.is_bot
        is_admin = message.sender_chat is not None and message.sender_chat.id == self._staff.group
        if not (is_member or is_admin) or message.is_automatic_forward:
            return None, None
        return message, self._staff.topics.conversation(message.message_thread_id)

    def _tell_if_erased(self, message: Message) -> None:
        """A topic may outlive its conversation for as long as Telegram does not let the bot delete it."""
        if not _is_service(message) and self._staff.topics.is_orphan(message.message_thread_id or 0):
            self._tell(message, GONE)

    def _do(self, message: Message, action: Callable[[], None]) -> None:
        """Do it, and tell the topic what went wrong."""
        try:
            action()
        except NotYoursError as error:
            holder = self._accounts.numbered(error.taken_by) if error.taken_by is not None else None
            who = f"{holder.shown_as} has this conversation, in the console" if holder else "Nobody has it"
            self._tell(message, f"{who}. This was not sent.")
        except NewAlertError:
            self._tell(message, NEW_ALERT)
        except UnknownConversationError:
            self._tell(message, GONE)
        except EmptyMessageError:
            self._tell(message, "There was nothing to keep.")
        except TooLongMessageError:
            self._tell(message, TOO_LONG)

    def _text(self, conversation: str, message: Message) -> None:
        # A mark that nobody sees, pasted or put in by a keyboard, must not make a patient's message of a note.
        command, *words = from_first_seen(message.text or "").split(maxsplit=1) or [""]
        name, rest = command.partition("@")[0].lower(), words[0] if words else ""
        if name == "/silent":
            self._desk.note(conversation, self._staff.account, rest)
        elif name == "/close":
            self._close(conversation, message)
        elif name == "/back":
            self._desk.release(conversation, self._staff.account)
        elif name.startswith("/"):
            self._tell(message, "There is no such command. It was not sent to the patient.")
        else:
            self._say(conversation, message)

    def _say(self, conversation: str, message: Message) -> None:
        topic = message.message_thread_id or 0
        self._desk.take(conversation, self._staff.account)
        replied = message.reply_to_message.message_id if message.reply_to_message else None
        answers = self._staff.topics.message(topic, replied) if replied else None
        stored = self._desk.say(
            conversation,
            self._staff.account,
            message.text or "",
            f"staff tg {message.message_id}",
            answers=answers,
        )
        self._staff.topics.pair(topic, stored, message.message_id)

    def _correct(self, conversation: str, message: Message, original: int) -> None:
        edited = int(message.edit_date.timestamp()) if message.edit_date else 0
        stored = self._desk.say(
            conversation,
            self._staff.account,
            f"Correction: {message.text}",
            f"staff tg {message.message_id} at {edited}",
            edits=original,
        )
        # It stands in the topic already, in a message that has its pair: no id of its own, and no second copy.
        self._staff.topics.pair(message.message_thread_id or 0, stored, -stored.id)

    def _take(self, conversation: str) -> None:
        self._desk.take(conversation, self._staff.account)

    def _close(self, conversation: str, message: Message) -> None:
        if not self._desk.handoffs.open(conversation):
            return
        seen = self._staff.topics.seen_alert(message.message_thread_id or 0, message.message_id)
        # Whoever ends what nobody has taken has seen to it; where it may not be ended it is not taken either.
        with self._store.writing():
            self._desk.take(conversation, self._staff.account)
            self._desk.close(conversation, self._staff.account, "answered", seen)

    def _tell(self, message: Message, text: str) -> None:
        self._aside(self._say_in_topic(message.message_thread_id or 0, text, message.message_id))

    async def _say_in_topic(self, topic: int, text: str, answers: int) -> None:
        with suppress(TelegramError, TopicGoneError):
            await self._staff.say(topic, text, answers)


def _is_service(message: Message) -> bool:
    return bool(
        message.forum_topic_created
        or message.forum_topic_edited
        or message.forum_topic_closed
        or message.forum_topic_reopened
        or message.pinned_message
    )
