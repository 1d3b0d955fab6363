"""The staff's side of a hand-off: take, write, hand on, close; each change told to the patient in the same step."""

from __future__ import annotations

from bot.answering import Question, answer
from bot.callbacks import Callbacks
from bot.content import Content
from bot.feed import Feed, Signal
from bot.handoff import Handoffs, NotYoursError
from bot.live_content import LiveContent
from bot.notes import Notes
from bot.patient_handoff import rating_choices
from bot.privacy import redactor_for
from bot.replies import say
from bot.reply import Reply
from bot.staff_accounts import Account
from bot.staff_audit import StaffAudit
from bot.store import Message, Store
from bot.typed_text import clean

MOST_CHARACTERS = 5000
"""A member of a Telegram group may write 4096, and a correction has a word before it; beyond it nothing is kept."""
OUTCOMES = ("answered", "called", "appointment", "urgent", "no_reply", "other")
"""How a talk can end, as the staff choose it."""


class EmptyMessageError(Exception):
    """There is nothing to send."""


class TooLongMessageError(Exception):
    """More than MOST_CHARACTERS: refused, because a text that is cut says something else."""


class UnknownConversationError(Exception):
    """There is no such conversation; perhaps the patient has erased it."""


class NewAlertError(Exception):
    """An alert came in that whoever wants to end a talk has not seen: it must not be taken for seen to."""


class StaffDesk:
    """What one of the staff does; the console and a staff chat call it, so both share one state."""

    def __init__(self, store: Store, content: LiveContent, feed: Feed) -> None:
        self._store = store
        self._content = content
        self._feed = feed
        self._redactor = redactor_for(content.current().clinic.country)
        self.handoffs = Handoffs(store)
        self.callbacks = Callbacks(store)
        self.notes = Notes(store)
        self.audit = StaffAudit(store)

    def take(self, conversation: str, account: Account) -> bool:
        """Take a conversation, asked for or not; False if it is theirs already. Raises NotYoursError."""
        self._must_exist(conversation)
        with self._store.writing():
            asked = self._store.has_open_handoff(conversation)
            if not self.handoffs.take(conversation, account.id):
                return False
            self._tell(conversation, "handoff.joined" if asked else "handoff.joined_unasked", account)
            self.audit.note(account.id, "took" if asked else "stepped in", conversation)
        self._changed(conversation)
        return True

    def take_over(self, conversation: str, account: Account) -> None:
        """Take a conversation from a colleague, as leads may; raises NotYoursError."""
        with self._store.writing():
            self.handoffs.take_over(conversation, account.id)
            self._tell(conversation, "handoff.transferred", account)
            self.audit.note(account.id, "took over", conversation)
        self._changed(conversation)

    def say(
        self,
        conversation: str,
        account: Account,
        text: str,
        client_id: str,
        *,
        answers: int | None = None,
        edits: int | None = None,
    ) -> Message:
        """Write to the patient; the same `client_id` again stores nothing.

        Raises NotYoursError, EmptyMessageError or TooLongMessageError.
        `answers` is the patient's message that it replies to, `edits` the staff's own that it corrects.
        """
        words = _whole(text)
        with self._store.writing():
            known = self._store.find_by_client_id(conversation, client_id)
            if known:
                return known[0]
            self._must_hold(conversation, account)
            message = self._store.add_staff_message(
                conversation, words, account.id, client_id, answers=answers, edits=edits
            )
            self._answered(conversation)
            self.audit.note(account.id, "wrote", conversation)
        self._feed.publish(Signal(conversation, "message", "staff"))
        return message

    def say_answer(
        self, conversation: str, account: Account, answer_id: str, procedure: str | None, client_id: str
    ) -> Message:
        """Send the clinic's approved answer as the bot's; raises NotYoursError."""
        with self._store.writing():
            known = self._store.find_by_client_id(conversation, client_id)
            if known:
                return known[0]
            self._must_hold(conversation, account)
            reply = approved_answer(self._content.current(), answer_id, procedure)
            message = self._store.add_reply(conversation, reply, staff=account.id, client_id=client_id)
            self._answered(conversation)
            self.audit.note(account.id, "sent an approved answer", conversation, answer_id)
        self._feed.publish(Signal(conversation, "message", "bot"))
        return message

    def types(self, conversation: str, account: Account) -> None:
        """Show the patient that someone is typing."""
        found = self.handoffs.open(conversation)
        if found and found.taken_by == account.id:
            self._feed.publish(Signal(conversation, "typing", "staff"))

    def transfer(self, conversation: str, account: Account, to: Account) -> None:
        """Hand a conversation to a colleague; raises NotYoursError."""
        with self._store.writing():
            self.handoffs.transfer(conversation, account.id, to.id)
            self._tell(conversation, "handoff.transferred", to)
            self.audit.note(account.id, "handed on", conversation, to.name)
        self._changed(conversation)

    def release(self, conversation: str, account: Account) -> None:
        """Put a conversation back into the queue; raises NotYoursError."""
        with self._store.writing():
            self.handoffs.release(conversation, account.id)
            self._tell(conversation, "handoff.released", account)
            self.audit.note(account.id, "put back", conversation)
        self._changed(conversation)

    def close(self, conversation: str, account: Account, outcome: str, seen: int = 0) -> None:
        """End the talk, give the patient back to the bot and ask how it was; raises NotYoursError.

        `seen` is the newest alert that was in view; raises NewAlertError, and ends nothing, if there is a newer one.
        """
        if outcome not in OUTCOMES:
            raise ValueError(outcome)
        with self._store.writing():
            ended = self.handoffs.close(conversation, account.id, outcome)
            content = self._content.current()
            reply = say(content, "handoff.ended", "handoff").with_choices(*rating_choices(content, ended.id))
            self._add(conversation, reply)
            self._see_to_all_alerts(conversation, account, seen)
            if outcome == "called":
                self.callbacks.done(conversation, account.id)
            self.audit.note(account.id, "closed", conversation, outcome)
        self._changed(conversation)

    def dismiss(self, conversation: str, account: Account, outcome: str, seen: int = 0) -> bool:
        """End a request without a talk in the chat, after a call for example; False if there is none.

        `seen` is the newest alert that was in view; raises NewAlertError, and ends nothing, if there is a newer one.
        """
        if outcome not in OUTCOMES:
            raise ValueError(outcome)
        with self._store.writing():
            found = self.handoffs.open(conversation)
            waited = found is not None and found.is_awaited
            done = self.handoffs.dismiss(conversation, account.id, outcome)
            if done and waited:
                self._tell(conversation, "handoff.dismissed", account)
            self._see_to_all_alerts(conversation, account, seen)
            self.callbacks.done(conversation, account.id)
            self.audit.note(account.id, "closed without a talk", conversation, outcome)
        self._changed(conversation)
        return done

    def note(self, conversation: str, account: Account, text: str) -> None:
        """Keep a note for colleagues, redacted as what patients write is.

        Raises EmptyMessageError or TooLongMessageError.
        """
        words = self._redactor.redact(_whole(text)).text
        self._must_exist(conversation)
        self.notes.add(conversation, account.id, words)
        self.audit.note(account.id, "noted", conversation)
        self._feed.publish(Signal(conversation, "state"))

    def handle_alerts(self, conversation: str, account: Account, seen: int) -> None:
        """Note that someone has seen to the alerts of a conversation, up to the newest that was in view."""
        with self._store.writing():
            self._store.handle_alerts(conversation, account.id, seen)
            self.audit.note(account.id, "saw to the alerts", conversation)
        self._changed(conversation)

    def _see_to_all_alerts(self, conversation: str, account: Account, seen: int) -> None:
        """Part of what ends a talk, and of its transaction: an alert that comes later finds no open request."""
        if self._store.has_alert_after(conversation, seen):
            raise NewAlertError
        self._store.handle_alerts(conversation, account.id, seen)

    def _must_exist(self, conversation: str) -> None:
        if not self._store.has_conversation(conversation):
            raise UnknownConversationError

    def _must_hold(self, conversation: str, account: Account) -> None:
        found = self.handoffs.open(conversation)
        if found is None or found.taken_by != account.id:
            raise NotYoursError(found.taken_by if found else None)

    def _answered(self, conversation: str) -> None:
        """Whoever has answered needs no reminder any more."""
        self.handoffs.calm(conversation)

    def _tell(self, conversation: str, key: str, account: Account) -> None:
        self._add(conversation, say(self._content.current(), key, "handoff", name=account.shown_as))

    def _add(self, conversation: str, reply: Reply) -> None:
        self._store.add_reply(conversation, reply, sender="system")
        self.handoffs.tell(conversation)

    def _changed(self, conversation: str) -> None:
        self._feed.publish(Signal(conversation, "message", "system"))
        self._feed.publish(Signal(conversation, "state"))


def _whole(text: str) -> str:
    """What was typed, all of it; a browser ends its lines with two characters."""
    words = clean(text.replace("\r\n", "\n"))
    if not words:
        raise EmptyMessageError
    if len(words) > MOST_CHARACTERS:
        raise TooLongMessageError
    return words


def approved_answer(content: Content, answer_id: str, procedure: str | None) -> Reply:
    """The clinic's answer as the bot would give it; raises KeyError for one that does not exist."""
    if answer_id not in content.questions:
        raise KeyError(answer_id)
    reply = answer(content, [Question(answer_id, (procedure,) if procedure else ())], procedure)
    # Its buttons would go to the bot, which is silent while the staff are there.
    return Reply(**{**reply.__dict__, "choices": ()})
