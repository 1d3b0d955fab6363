"""The transcript: what a patient wrote and what was replied, stored, counted and told to who waits for it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.feed import Feed, Signal, SignalKind
from bot.observer import Observer
from bot.privacy import Redacted, Redactor
from bot.reply import Reply
from bot.store import BOT, Holder, Message, Sender, Store
from bot.typed_text import clean
from bot.written import Written

MAX_STORED_CHARACTERS = 20_000
RECENT = 50
"""Messages that are read back, of both sides: more than the few of a patient's that matter."""


class Transcript:
    """Writes both sides of every conversation down, and reads the last of it back."""

    def __init__(self, store: Store, redactor: Redactor, feed: Feed, observer: Observer) -> None:
        """The `feed` hears of everything that is stored, the `observer` counts it."""
        self._store = store
        self._redactor = redactor
        self._feed = feed
        self._observer = observer

    def known(self, conversation: str, client_id: str | None) -> list[Message]:
        """The message that came under this id before, and the replies to it."""
        return self._store.find_by_client_id(conversation, client_id) if client_id else []

    def is_done(self, known: Sequence[Message]) -> bool:
        """Whether a message came before, and was dealt with; a reply to it may have been but the first."""
        return bool(known) and self._store.is_settled(known[0])

    def is_answered(self, message: Message, said: Sequence[Message]) -> bool:
        """Whether the last of what was to be said to a message is among what was `said` before a crash."""
        return len(said) > len(message.begun)

    def write(self, conversation: str, text: str, client_id: str | None, known: Sequence[Message]) -> Written:
        """Store what the patient typed; a message that is `known` already was stored before the bot was stopped."""
        original = as_typed(text)
        redacted = self._redactor.redact(original)
        stored = known[0] if known else self.add(conversation, redacted.text, client_id)
        return Written(stored, original, redacted)

    def read(self, message: Message) -> Written:
        """A message of which only the stored words are left."""
        return Written(message, message.text, self._redactor.redact(message.text))

    def redacted(self, text: str) -> Redacted:
        """A patient's words as they may be written down."""
        return self._redactor.redact(text)

    def add(self, conversation: str, text: str, client_id: str | None, **about: int) -> Message:
        """Store words of the patient's side that are redacted, or our own: a button's.

        What they are `about` is the store's to name: `edits`, `answers`.
        """
        stored = self._store.add_patient_message(conversation, text, client_id, **about)
        self._observer.message(self._channel(conversation))
        self.tell(conversation, "message", "patient")
        return stored

    def say(self, conversation: str, replies: Sequence[Reply], answers: int | None = None) -> list[Message]:
        """Store the door's own replies, all or none; they are the system's where the bot must be silent."""
        with self._store.writing():
            sender: Sender = "bot" if self._store.holder(conversation) == "bot" else "system"
            stored = [self._store.add_reply(conversation, reply, answers, sender) for reply in replies]
        return self.published(stored)

    def reply(self, message: Message, reply: Reply) -> Message:
        """Store the door's own reply to a message."""
        return self.say(message.conversation, [reply], message.id)[0]

    def begin(self, message: Message, reply: Reply, step: str) -> Message:
        """Store the door's own first reply to a message that is dealt with no further yet; a crash may come now."""
        with self._store.writing():
            self._store.begin(message, step)
            return self.reply(message, reply)

    def reply_if_bots(self, message: Message, reply: Reply) -> list[Message]:
        """Store the bot's reply to a message, unless a person was asked for or came meanwhile."""
        stored = self._store.add_reply_if_held(message, reply, BOT)
        return self.published([stored] if stored else [])

    def published(self, stored: Sequence[Message]) -> list[Message]:
        """Count replies that were stored, and tell who waits for them."""
        for message in stored:
            if message.reply:
                self._observer.reply(self._channel(message.conversation), message.reply.kind)
            self.tell(message.conversation, "message", message.sender)
        return list(stored)

    def told(self, message: Message, stored: Sequence[Message]) -> list[Message]:
        """What a hand-off brought about, published; who may answer may have changed with it."""
        self.tell(message.conversation, "state")
        return self.published(stored)

    def tell(self, conversation: str, kind: SignalKind, sender: str | None = None) -> None:
        """Tell who waits that something happened in a conversation."""
        self._feed.publish(Signal(conversation, kind, sender))

    def alert(self, message: Message, level: str, reason: str) -> None:
        """Put a message before the staff, once: one that is taken up again after a crash has its alert already."""
        if not self._store.has_alert(message, level):
            self._store.add_alert(message, level, reason)
            self._observer.alert(level)

    def leave_to_staff(self, message: Message, error: Exception) -> None:
        """Put a message before the staff that nothing can be done with."""
        self.alert(message, "unanswered", f"could not be dealt with ({type(error).__name__})")
        self.tell(message.conversation, "state")

    def holder(self, message: Message) -> Holder:
        """Who may answer a message: the bot only if it was the bot's when it came and is so now."""
        if message.holder == "staff":
            return "staff"
        return self._store.holder(message.conversation)

    def earlier(self, message: Message) -> list[Message]:
        """The talk right before a message, in order."""
        return [each for each in self.recent(message) if each.seq < message.seq]

    def recent(self, message: Message) -> list[Message]:
        """The last of the talk, the message and what came after it too; a talk of a year is not read for each."""
        return self._store.messages(message.conversation, after=message.seq - RECENT)

    def _channel(self, conversation: str) -> str:
        return self._store.channel(conversation) or "unknown"


def as_typed(text: str) -> str:
    """What a patient typed, as far as it can be stored."""
    return clean(text)[:MAX_STORED_CHARACTERS]
