"""The queue as the staff see it: signs of danger on top, then who waits, mine, and colleagues'."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot import red_flags
from bot.callbacks import CallbackRequest
from bot.content import Content, topic_of
from bot.handoff import Handoff
from bot.patient_handoff import is_command_for_person
from bot.replies import human_choice
from bot.staff.console import Console
from bot.staff.wording import channel_name, name_of_patient, sureness
from bot.staff_accounts import Account
from bot.store import Holder, Message

RED: Sequence[str] = red_flags.LEVELS
"""The levels of danger, the most urgent first."""
LEVELS = {
    "emergency_now": "Emergency: told to call the emergency number",
    "crisis": "Crisis: told to call the crisis line",
    "same_day": "Told to call the clinic today",
    "unanswered": "The bot could not answer",
    "erase": "Asked for deletion, which failed",
    "undelivered": "A message could not be delivered",
}
OTHER_THINGS = {
    "request.human": "A wish for a person",
    "request.more": "A wish to hear more",
    "request.something_else": "A wish for other questions",
    "request.repeat": "A wish to hear it again",
    "followup": "A question on what was said before",
    "boundary.diagnosis": "A question for a diagnosis",
    "boundary.scan": "A question on a scan",
    "boundary.medicine": "A question whether to take a medicine, or how much",
    "out_of_scope.medical": "Another medical question",
    "out_of_scope.other": "Nothing about the procedures",
    "other_language": "Another language",
    "red_flag": "A sign of danger",
    "nlu_fallback": "Nothing for sure",
    "smalltalk": "Small talk",
}
"""What a message can be about beside the questions that have answers."""
REACHED_BY = {"phone": "a phone number", "email": "an e-mail address"}


@dataclass(frozen=True)
class Danger:
    """A sign of danger that nobody of the staff has seen to."""

    what: str
    """What it may be, and what the patient was told."""
    at: str
    words: str
    """What the patient wrote; empty if the words have been deleted."""


@dataclass(frozen=True)
class Row:
    """One conversation in the queue."""

    conversation: str
    patient: str
    channel: str
    holder: Holder
    since: str
    reason: str
    is_awaited: bool
    """Whether the patient asked for a person and nobody has come yet, whoever answers meanwhile."""
    alert: str | None
    """What has to be looked at beside dangers."""
    alert_at: str | None
    """When the last danger was met, or what has to be looked at came up."""
    dangers: tuple[Danger, ...]
    """The most urgent first."""
    urgency: tuple[int, str]
    """How soon to see to the dangers: by the most urgent, then by who wrote first."""
    topic: str
    understood: str
    language: str
    last_words: str
    last_at: str
    last_seq: int
    unread: bool
    taken_by: int | None
    taken_name: str
    callback: str
    left: frozenset[str]
    """The kinds of what the patient left to be reached by for this request: `phone`, `email`."""
    reminded: bool
    escalated: bool

    @property
    def left_words(self) -> str:
        """What the patient left to be reached by, as the staff read it."""
        names = [name for kind, name in REACHED_BY.items() if kind in self.left]
        return f"Left {' and '.join(names)}" if names else ""

    @property
    def is_red(self) -> bool:
        """Whether there is a danger to see to."""
        return bool(self.dangers)

    @property
    def last_is_danger(self) -> bool:
        """Whether the last words are those of a danger, which stand there already."""
        return any(each.words == self.last_words for each in self.dangers)


@dataclass(frozen=True)
class Queue:
    """Everything that is open, in the order in which it should be seen to."""

    red: list[Row]
    waiting: list[Row]
    mine: list[Row]
    colleagues: list[Row]
    unanswered: list[Row]

    @property
    def awaited(self) -> int:
        """How many wait for a person, with those above whom a danger put on top."""
        return len(self.waiting) + sum(row.is_awaited for row in self.red)

    @property
    def rows(self) -> Iterable[Row]:
        """All of them."""
        return [*self.red, *self.waiting, *self.mine, *self.colleagues, *self.unanswered]


def queue_for(console: Console, account: Account, channel: str = "", only: str = "") -> Queue:
    """The queue of one of the staff, filtered by channel, or to `red`, `callback` or `late`."""
    untaken = {each.conversation: each for each in console.desk.handoffs.untaken()}
    taken = {each.conversation: each for each in console.desk.handoffs.taken()}
    alerts = console.store.open_alerts()
    by_conversation: dict[str, list[dict[str, Any]]] = {}
    for alert in alerts:
        by_conversation.setdefault(alert["conversation"], []).append(alert)
    names = dict.fromkeys([*untaken, *taken, *by_conversation])
    rows = [
        _row(console, each, untaken.get(each) or taken.get(each), by_conversation.get(each, []))
        for each in names
    ]
    return _sorted([row for row in rows if _is_wanted(row, channel, only)], account)


def alarms(queue: Queue, account: Account) -> list[str]:
    """What should be heard: each key rings once. They name no patient, only what happened."""
    keys = [
        f"red {row.conversation} {row.alert_at}" for row in queue.red if row.taken_by in (None, account.id)
    ]
    for row in queue.waiting:
        keys.append(f"new {row.conversation} {row.since}")
    for row in queue.rows:
        if row.reminded and row.taken_by in (None, account.id):
            keys.append(f"late {row.conversation} {row.since}")
        if row.escalated and account.leads:
            keys.append(f"lead {row.conversation} {row.since}")
    keys += [f"mine {row.conversation} {row.last_seq}" for row in queue.mine if row.unread]
    return sorted(set(keys))


def topic_words(content: Content, answer_id: str | None) -> str:
    """What a message was about, in the words of the question that an answer stands for."""
    if not answer_id:
        return ""
    for names in (content.questions, OTHER_THINGS):
        found = names.get(answer_id) or names.get(topic_of(answer_id))
        if found:
            return found
    return answer_id.replace(".", ": ").replace("_", " ").capitalize()


def callback_words(content: Content, callback: CallbackRequest | None) -> str:
    """A wish to be called: `in the morning, about an appointment`."""
    if callback is None or callback.done_at:
        return ""
    labels = [
        content.replies.get(f"choice.callback.{kind}.{value}", "")
        for kind, value in (("time", callback.time), ("topic", callback.topic))
        if value
    ]
    return "; ".join(label for label in labels if label) or "Wants to be called"


def _row(console: Console, conversation: str, handoff: Handoff | None, alerts: list[dict[str, Any]]) -> Row:
    content = console.now_content
    messages = console.store.messages(conversation)
    spoken = [each for each in messages if each.sender == "patient"]
    last = spoken[-1] if spoken else messages[-1]
    told = next((each for each in reversed(spoken) if _tells_something(console, each)), last)
    turn = _last_question(_turns_on(told, spoken, console.store.turns(conversation)))
    red = [each for each in alerts if each["level"] in RED]
    alert = next(reversed(red or alerts), None)
    answered = max((each.seq for each in messages if each.staff is not None), default=0)
    asked = handoff.taken_at if handoff and handoff.taken_by is not None else None
    # What was left for a request that has ended is no wish to be called for this one.
    begun = min([*([handoff.requested_at] if handoff else []), *(each["created_at"] for each in alerts)])
    return Row(
        conversation=conversation,
        patient=name_of_patient(conversation),
        channel=channel_name(console.store.channel(conversation) or ""),
        holder=console.store.holder(conversation),
        since=handoff.requested_at if handoff else alert["created_at"] if alert else last.created_at,
        reason=console.reason(handoff.reason) if handoff else "",
        is_awaited=handoff is not None and handoff.is_awaited,
        alert=LEVELS.get(alert["level"], alert["level"]) if alert and not red else None,
        alert_at=alert["created_at"] if alert else None,
        dangers=_dangers(red, messages),
        urgency=min((RED.index(each["level"]), red[0]["created_at"]) for each in red)
        if red
        else (len(RED), ""),
        topic=topic_words(content, turn["intent"]) if turn else "",
        understood=sureness(turn["confidence"]) if turn else "",
        language=console.language_of([each.text for each in spoken]),
        last_words=told.text,
        last_at=told.created_at,
        last_seq=last.seq,
        unread=bool(spoken)
        and last.seq > answered
        and (not asked or last.created_at >= asked or not answered),
        taken_by=handoff.taken_by if handoff else None,
        taken_name=console.name_of(handoff.taken_by) if handoff and handoff.taken_by else "",
        callback=callback_words(content, console.desk.callbacks.of(conversation)),
        left=frozenset(console.store.contacts_since(conversation, begun)),
        reminded=bool(handoff and handoff.reminded_at),
        escalated=bool(handoff and handoff.escalated_at),
    )


def _tells_something(console: Console, message: Message) -> bool:
    """Whether a message is the patient's own words or question: no button like 'Talk to a person', and no command."""
    if is_command_for_person(message.text) or message.text == human_choice(console.now_content).label:
        return False
    pressed = console.store.payload(message.conversation, message.text)
    return pressed is None or (pressed.startswith("/") and topic_of(pressed[1:]) != "request")


def _turns_on(
    message: Message, spoken: Sequence[Message], turns: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """What the bot made of a message; what it made of an older one tells nothing about this one."""
    later = next((each.created_at for each in spoken if each.seq > message.seq), None)
    return [
        turn
        for turn in turns
        if message.created_at <= turn["created_at"] and (later is None or turn["created_at"] < later)
    ]


def _last_question(turns: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """What was last asked about; that a person is wanted, or thanks were said, tells nobody what it is about."""
    about = (
        each for each in reversed(turns) if topic_of(each["intent"] or "") not in ("request", "smalltalk")
    )
    return next(about, None)


def _dangers(red: Sequence[Mapping[str, Any]], messages: Sequence[Message]) -> tuple[Danger, ...]:
    """Each danger once, with the last words that were taken for it."""
    # An older version alerted to a comment by the bot's own message that it was about.
    words = {each.id: each.text for each in messages if each.sender == "patient"}
    newest = {(each["level"], each["reason"]): each for each in red}
    return tuple(
        Danger(
            what=f"{each['reason'].partition(': ')[2] or each['reason']}. {LEVELS[each['level']]}",
            at=each["created_at"],
            words=words.get(each["message"], ""),
        )
        for each in sorted(newest.values(), key=lambda each: RED.index(each["level"]))
    )


def _is_wanted(row: Row, channel: str, only: str) -> bool:
    is_to_be_called = bool(row.callback) or "phone" in row.left
    wanted = {"red": row.is_red, "callback": is_to_be_called, "late": row.reminded}
    return (not channel or row.channel == channel_name(channel)) and wanted.get(only, True)


def _sorted(rows: list[Row], account: Account) -> Queue:
    free = [row for row in rows if row.taken_by is None]
    return Queue(
        red=sorted((row for row in rows if row.is_red), key=lambda row: row.urgency),
        waiting=sorted((row for row in free if not row.is_red and row.reason), key=lambda row: row.since),
        mine=[row for row in rows if row.taken_by == account.id and not row.is_red],
        colleagues=[row for row in rows if row.taken_by not in (None, account.id) and not row.is_red],
        unanswered=[row for row in free if not row.is_red and not row.reason],
    )
