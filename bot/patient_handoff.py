"""The patient's side of a hand-off: asking, waiting, cancelling, going on meanwhile, being called back, rating."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.after_danger import reminded, welcomed
from bot.beside_request import CANNOT_WAIT, STANDS, UNSURE
from bot.callbacks import TIMES, TOPICS, Callbacks
from bot.content import Content
from bot.danger_so_far import DangerSoFar
from bot.expectation import CALL_ME, CANCEL, GO_ON, offers
from bot.foreign_request import language_of_request, note_in
from bot.handoff import Handoffs, request_person, told_what_to_expect
from bot.moment import utc_now
from bot.red_flags import RedFlag
from bot.replies import HUMAN, choice, human_choice, say
from bot.reply import Choice, Reply
from bot.standing_danger import Standing
from bot.store import BOT, WAITING, Holder, Message, Sender, Store
from bot.taken_back import takes_back, wants_again
from bot.transcript import RECENT

REQUEST, RATE, TIME, TOPIC = "handoff.request.", "handoff.rate.", "callback.time.", "callback.topic."
"""What the other buttons begin with."""
UP, DOWN = "up", "down"
ASKED, NOT_UNDERSTOOD, RATED_DOWN = "asked", "not understood", "thumbs down"
"""Why a person is wanted, in the words that the staff read."""
REMIND_AFTER = timedelta(minutes=5)
"""Who writes while waiting is told what that means, and within this time only shortly."""
CANCELLED = "handoff.cancelled"
"""That nobody comes now."""
KEPT, KEPT_AGAIN = "handoff.kept", "handoff.kept_again"
"""What is said of a message that is kept for the staff, where the bot answers nothing."""
KEPT_MEANWHILE, KEPT_TOO = "handoff.kept_meanwhile", "handoff.kept_too"
"""The same, where the bot goes on until they come."""

_ASKS = re.compile(
    r"\b(?:(?:talk|speak|chat|connect me|put me through|get through)(?: \w+){0,2}? (?:to|with)"
    r"|(?:want|need|get|give) (?:me )?) ?(?:an?|the|some|your|real|actual|live|\s)*"
    r"(?:person|human|nurse|someone|somebody|doctor|staff|people|receptionist|agent)\b"
)
_COMMAND = re.compile(r"/+(?:human|person|nurse|staff|help_me|handoff)\w*(?:@\w+)?\s*")


def request_choice(content: Content, reason: str) -> Choice:
    """'Talk to a person', with the reason that the staff will read."""
    return choice(content, "human", f"{REQUEST}{reason}")


def is_command_for_person(text: str) -> bool:
    """Whether a message is the command that asks for a person."""
    return bool(_COMMAND.fullmatch(text.lower()))


def asks_for_person(text: str) -> bool:
    """Whether a message plainly asks for a person in English."""
    return is_command_for_person(text) or bool(_ASKS.search(" ".join(text.lower().split())))


def is_notice(reply: Reply) -> bool:
    """Whether a reply says that a request is noted, and what to expect; a note in another language says less."""
    return reply.kind == "handoff" and reply.language is None


class PatientHandoff:
    """Replies at the door, so that it works with Rasa stopped."""

    def __init__(
        self,
        store: Store,
        can_call_back: bool,
        now: Callable[[], datetime] | None = None,
        danger: DangerSoFar | None = None,
    ) -> None:
        """`can_call_back` says whether there is a key to seal a phone number with; `now` is the clock.

        What is said in reply to a message begins with the `danger` before it.
        """
        self._store = store
        self._handoffs = Handoffs(store)
        self._callbacks = Callbacks(store)
        self._can_call_back = can_call_back
        self._danger = danger
        self._now = now or utc_now

    def presses(self, payload: str) -> bool:
        """Whether a button is one of ours."""
        ours = (REQUEST, RATE, TIME, TOPIC)
        return payload in (HUMAN, CANCEL, GO_ON, CALL_ME) or payload.startswith(ours)

    def press(self, content: Content, message: Message, payload: str) -> list[Message]:
        """What a press on one of our buttons brings about, stored."""
        if payload == HUMAN or payload.startswith(REQUEST):
            return self.request(content, message, payload.removeprefix(REQUEST))
        with self._store.writing():
            reply = self._reply_to(content, message, payload)
            if payload == CANCEL:
                # Nobody comes now, so whoever was in danger needs the number all the more.
                reply = self._reminded(content, message, reply)
            # That it can be asked now is the bot's own word: what comes next is meant for it.
            sender: Sender = "bot" if payload == GO_ON and self._is_bots(message) else "system"
            return [self._add(message, reply, sender)]

    def is_taken_back(self, message: Message, text: str) -> bool:
        """Whether the message takes back the patient's own request; one who was in danger is not taken at that word."""
        is_open = self.may_be_taken_back(message)
        return is_open and takes_back(text, is_waiting=self.waits(message), is_open=is_open)

    def is_given_up(self, message: Message, text: str) -> bool:
        """Whether one who was in danger names the person who is not wanted any more; the staff look all the same."""
        return self.is_awaited(message.conversation) and takes_back(text, is_waiting=False)

    def is_renewed(self, content: Content, message: Message, text: str) -> bool:
        """Whether the patient, told a moment ago that nobody comes now, wants a person after all."""
        said = self._said_before(message)
        cancelled = self._say(content, CANCELLED).text
        return bool(said and said.text.endswith(cancelled) and wants_again(text))

    def waits(self, message: Message) -> bool:
        """Whether the patient waits for the staff, and is not in talk with the bot meanwhile.

        Who was just answered by the bot may mean the bot; who was told of the request or the wait means the staff, and
        so does whoever was told to get help.
        """
        holder = self._store.holder(message.conversation)
        if holder != "bot" or not self.is_awaited(message.conversation):
            return holder == "waiting"
        said = self._said_before(message)
        if said is None or said.reply is None:
            return True
        return said.sender != "bot" or said.reply.kind in ("system", "emergency")

    def is_awaited(self, conversation: str) -> bool:
        """Whether the patient expects somebody of the staff and nobody has come yet, whoever answers meanwhile."""
        found = self._handoffs.open(conversation)
        return found is not None and found.is_awaited

    def holder_as_seen(self, conversation: str) -> Holder:
        """Who the patient is with: one who waits for the staff waits, though the bot goes on meanwhile."""
        holder = self._store.holder(conversation)
        return "waiting" if holder == "bot" and self.is_awaited(conversation) else holder

    def may_be_taken_back(self, message: Message) -> bool:
        """Whether there is a request that the patient made; one for a danger is the staff's to end."""
        found = self._handoffs.open(message.conversation)
        return found is not None and not found.is_red_flag

    def request(self, content: Content, message: Message, reason: str, text: str = "") -> list[Message]:
        """Ask for a person, in these words; the change and the word about it are one transaction."""
        if reason == HUMAN:
            reason = self._reason(message)
        with self._store.writing():
            reply = request_person(
                self._store,
                content,
                message.conversation,
                reason,
                self._now(),
                can_call_back=self._can_call_back,
                text=text,
            )
            reply = self._reminded(content, message, reply)
            return [self._announce(message.conversation, reply, message.id)]

    def request_in_words(self, content: Content, message: Message, text: str) -> list[Message]:
        """Ask for a person if `text` plainly does, in any language; used where the assistant cannot be asked."""
        code = language_of_request(content, text)
        if code is None:
            return self.request(content, message, ASKED, text) if asks_for_person(text) else []
        with self._store.writing():
            # Whoever asks in another language may not be able to read the English word about it.
            noted = self.announce(message, self._reminded(content, message, note_in(content, code)))
            return [*([noted] if noted else []), *self.request(content, message, ASKED)]

    def cancel(self, content: Content, conversation: str) -> Message:
        """End the patient's own request, or say that there is none to end, or that the staff still look."""
        with self._store.writing():
            reply = self._cancel(content, conversation)
            standing = self._danger.standing_now(conversation, self._now()) if self._danger else None
            reply = reminded(content, reply, standing) if standing else reply
            return self._announce(conversation, reply, None)

    def is_told(self, conversation: str) -> bool:
        """Whether the patient has asked for a person and was told so, by whoever was first."""
        return self.is_awaited(conversation) and not self._handoffs.untold(conversation)

    def announce(self, message: Message, reply: Reply) -> Message | None:
        """Store what the action said of a request it recorded, unless somebody took it meanwhile."""
        with self._store.writing():
            stored = self._store.add_reply_if_held(message, reply, BOT | WAITING, "system")
            if stored:
                self._handoffs.tell(message.conversation)
            return stored

    def announce_untold(
        self, content: Content, conversation: str, message: Message | None = None
    ) -> list[Message]:
        """Tell a patient of a request that was recorded by an action whose reply to `message` never came back."""
        with self._store.writing():
            if not self._handoffs.untold(conversation):
                return []
            if not self.is_awaited(conversation):
                self._handoffs.tell(conversation)
                return []
            reply = told_what_to_expect(
                self._store,
                content,
                conversation,
                self._now(),
                can_call_back=self._can_call_back,
                again=self._handoffs.asks_again(conversation),
            )
            if message is None:
                return [self._announce(conversation, reply, None)]
            return [self._add(message, self._reminded(content, message, reply))]

    def raise_flag(self, message: Message, red_flag: RedFlag) -> None:
        """Put a patient in danger on top of the queue."""
        self._handoffs.flag(message.conversation, red_flag.reason, red_flag.level)

    def take(self, content: Content, message: Message, *, asks: bool) -> list[Message]:
        """What a patient who waits, or talks to the staff, is told of a message: that it is kept.

        Soon after such a notice only what `asks` something gets a word: people tell things in pieces. If anything else
        was said since, silence would read as a bot that is broken, and where a danger stands nobody is left without
        a word.
        """
        with self._store.writing():
            keys = (KEPT_MEANWHILE, KEPT_TOO) if self._is_bots(message) else (KEPT, KEPT_AGAIN)
            notices = tuple(self._say_of_kept(content, key).text for key in keys)
            lately = [each for each in self._said_lately(message) if each.text.endswith(notices)]
            last = self._said_before(message)
            is_just_said = bool(lately and last and last.id == lately[-1].id)
            standing = self._standing(message)
            if is_just_said and not asks and (standing is None or standing.is_taken_back):
                return []
            reply = self._reminded(content, message, self._say_of_kept(content, keys[bool(lately)]))
            stored = self._store.add_reply_if_held(message, reply, BOT | WAITING, "system")
            return [stored] if stored else []

    def welcome(self, content: Content, message: Message) -> list[Message]:
        """What a patient who waits, and thanks, is told: silence would be unkind."""
        with self._store.writing():
            standing = self._standing(message)
            if standing and (standing.is_helped or standing.level == "crisis"):
                reply = welcomed(content, standing)
            else:
                reply = self._reminded(content, message, say(content, "handoff.welcome", "handoff"))
            stored = self._store.add_reply_if_held(message, reply, BOT | WAITING, "system")
            return [stored] if stored else []

    def leave_to_staff(self, content: Content, message: Message) -> list[Message]:
        """What a patient who has asked for a person is told of a question that the bot has no sure answer to."""
        with self._store.writing():
            reply = self._say(content, UNSURE)
            reply = replace(reply, text=f"{reply.text} {self._say(content, CANNOT_WAIT).text}")
            reply = self._reminded(content, message, reply)
            stored = self._store.add_reply_if_held(message, reply, BOT, "system")
            # It may have been taken for one more request.
            self._handoffs.tell(message.conversation)
            return [stored] if stored else []

    def says_it_stands(self, content: Content, message: Message) -> bool:
        """Whether it is time to say beside an answer that the request stands: not each time."""
        said = (self.stands(content), self._say(content, "handoff.going_on").text)
        return not any(each.text.endswith(said) for each in self._said_lately(message, with_replies=True))

    def stands(self, content: Content) -> str:
        """That the request stands, and the number that is answered now: what is asked may not wait till morning."""
        return f"{self._say(content, STANDS).text} {self._say(content, CANNOT_WAIT).text}"

    def number(self, content: Content) -> str:
        """The number that is answered now."""
        return content.clinic.number_at(self._now())

    def expect(self, content: Content, message: Message) -> list[Message]:
        """What a patient who asks about the wait is told: what to expect, as when the request was made.

        It holds for one who goes on with the bot meanwhile too, but not where a danger alone put the talk before staff.
        """
        with self._store.writing():
            found = self._handoffs.open(message.conversation)
            if found is None or not found.is_awaited:
                return []
            reply = told_what_to_expect(
                self._store, content, message.conversation, self._now(), can_call_back=self._can_call_back
            )
            reply = self._reminded(content, message, reply)
            return [self._announce(message.conversation, reply, message.id)]

    def offers_to_go_on(self, content: Content, reply: Message) -> bool:
        """Whether a reply said that a message is kept, and that the bot could answer meanwhile."""
        return self._is_notice(content, reply, (KEPT, KEPT_AGAIN, KEPT_MEANWHILE))

    def says_it_is_kept(self, content: Content, reply: Message) -> bool:
        """Whether a reply said nothing but that a message is kept for the staff."""
        return self._is_notice(content, reply, (KEPT, KEPT_AGAIN, KEPT_MEANWHILE, KEPT_TOO))

    def _is_notice(self, content: Content, reply: Message, keys: tuple[str, ...]) -> bool:
        # A reminder of a danger may stand before it.
        notices = tuple(self._say_of_kept(content, key).text for key in keys)
        return reply.sender == "system" and reply.text.endswith(notices)

    def _say_of_kept(self, content: Content, key: str) -> Reply:
        goes_on = key in (KEPT_MEANWHILE, KEPT_TOO)
        return self._say(content, key).with_choices(*offers(content, call_me=False, go_on=not goes_on))

    def _say(self, content: Content, key: str) -> Reply:
        """A reply of the hand-off, with the number that is answered now."""
        return say(content, key, "handoff", call=self.number(content))

    def _is_bots(self, message: Message) -> bool:
        return self._store.holder(message.conversation) == "bot"

    def _reminded(self, content: Content, message: Message, reply: Reply) -> Reply:
        """The reply, begun with the danger that the patient wrote of a moment ago: the clinic may be closed."""
        standing = self._standing(message)
        return reminded(content, reply, standing) if standing else reply

    def _standing(self, message: Message) -> Standing | None:
        if self._danger is None:
            return None
        return self._danger.met_since(message, self._now()) or self._danger.standing(message, message.text)

    def _reply_to(self, content: Content, message: Message, payload: str) -> Reply:
        if payload == CANCEL:
            return self._cancel(content, message.conversation)
        if payload == GO_ON:
            return self._go_on(content, message)
        if payload == CALL_ME:
            return self._call_me(content, message)
        if payload.startswith(RATE):
            return self._rate(content, message, payload.removeprefix(RATE))
        if payload.startswith(TIME):
            self._callbacks.set_time(message.conversation, payload.removeprefix(TIME))
            return say(content, "callback.topic", "handoff").with_choices(*_choices(content, TOPIC, TOPICS))
        self._callbacks.set_topic(message.conversation, payload.removeprefix(TOPIC))
        return self._say(content, "callback.done")

    def _cancel(self, content: Content, conversation: str) -> Reply:
        with self._store.writing():
            if not self._handoffs.cancel(conversation):
                # An old button may be pressed when somebody of the staff has joined.
                is_with_staff = self._store.holder(conversation) == "staff"
                key = "handoff.with_staff" if is_with_staff else "handoff.none"
            elif self._handoffs.open(conversation):
                key = "handoff.still_looked_at"
            else:
                key = CANCELLED
                # Nobody should ring who needs nobody, nor when a person is asked for another time.
                self._callbacks.withdraw(conversation)
        return self._say(content, key)

    def _go_on(self, content: Content, message: Message) -> Reply:
        if self._store.holder(message.conversation) == "staff":
            return say(content, "handoff.with_staff", "handoff")
        self._handoffs.go_on(message.conversation)
        key = "handoff.going_on" if self._handoffs.open(message.conversation) else "handoff.none"
        return say(content, key, "handoff")

    def _call_me(self, content: Content, message: Message) -> Reply:
        # Whoever wants a call wants a person: an old button may be pressed after the request ended.
        if self._store.holder(message.conversation) == "bot" and not self.is_awaited(message.conversation):
            self._handoffs.request(message.conversation, "call back")
        if not self._can_call_back:
            return self._say(content, "callback.no_key")
        self._callbacks.begin(message.conversation)
        if any(kind == "phone" for kind, _ in self._store.contacts(message.conversation)):
            return say(content, "callback.when", "handoff").with_choices(*time_choices(content))
        return say(content, "callback.ask", "handoff")

    def _rate(self, content: Content, message: Message, rating: str) -> Reply:
        thumb, _, handoff = rating.partition(".")
        self._handoffs.rate(int(handoff), message.conversation, thumb)
        reply = say(content, f"handoff.rated_{thumb}", "handoff")
        return reply if thumb == UP else reply.with_choices(human_choice(content))

    def _reason(self, message: Message) -> str:
        """Why 'Talk to a person' was pressed: it stood under what the bot had not understood, or elsewhere."""
        earlier = [each for each in self._store.messages(message.conversation) if each.seq < message.seq]
        last = next((each.reply for each in reversed(earlier) if each.reply), None)
        return NOT_UNDERSTOOD if last and last.kind in ("fallback", "suggest") else ASKED

    def _said_before(self, message: Message) -> Message | None:
        """The last word to the patient before a message."""
        talk = self._store.messages(message.conversation, after=message.seq - RECENT)
        return next(
            (each for each in reversed(talk) if each.seq < message.seq and each.sender != "patient"), None
        )

    def _said_lately(self, message: Message, *, with_replies: bool = False) -> list[Message]:
        """What was said to the patient so shortly before a message that it need not be said in full again.

        And perhaps what was said to the message itself.
        """
        since = datetime.fromisoformat(message.created_at) - REMIND_AFTER
        talk = self._store.messages(message.conversation, after=message.seq - RECENT)
        return [
            each
            for each in talk
            if each.sender != "patient"
            and (with_replies or each.seq < message.seq)
            and datetime.fromisoformat(each.created_at) >= since
        ]

    def _announce(
        self, conversation: str, reply: Reply, answers: int | None, sender: Sender = "system"
    ) -> Message:
        stored = self._store.add_reply(conversation, reply, answers, sender)
        self._handoffs.tell(conversation)
        return stored

    def _add(self, message: Message, reply: Reply, sender: Sender = "system") -> Message:
        return self._announce(message.conversation, reply, message.id, sender)


def time_choices(content: Content) -> tuple[Choice, ...]:
    """When to be called back."""
    return _choices(content, TIME, TIMES)


def rating_choices(content: Content, handoff: int) -> tuple[Choice, ...]:
    """How the help of the staff was: one tap."""
    return tuple(choice(content, f"rate_{thumb}", f"{RATE}{thumb}.{handoff}") for thumb in (UP, DOWN))


def _choices(content: Content, prefix: str, names: tuple[str, ...]) -> tuple[Choice, ...]:
    return tuple(choice(content, f"{prefix}{name}", f"{prefix}{name}") for name in names)
