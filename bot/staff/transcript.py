"""The transcript as the staff read it: who wrote, what the bot made of it, and whether it arrived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.notes import Note
from bot.reply import CONTENT_LANGUAGE, Reply
from bot.staff.console import Console
from bot.staff.queue import topic_words
from bot.staff.wording import sureness
from bot.store import Message

DECISIONS = {
    "answer": "Answered",
    "suggest": "Offered questions",
    "out_of_scope": "Turned away kindly",
    "fallback": "Did not understand",
    "handoff": "Asked for a person",
    "smalltalk": "Small talk",
    "emergency": "Told to get help",
    "system": "Told how it stands",
}


@dataclass(frozen=True)
class Line:
    """One entry of the transcript: a message, or a note between the staff."""

    seq: int
    who: str
    """patient, bot, staff, system or note: how it looks."""
    name: str
    text: str
    at: str
    choices: tuple[str, ...] = ()
    answer: str = ""
    """Which approved answer it is."""
    level: str | None = None
    understood: str = ""
    decided: str = ""
    edits: bool = False
    is_comment: bool = False
    """Whether the patient wrote it as a comment on a reply; it is a message because it names a danger."""
    rating: str = ""
    comment: str = ""
    """What the patient wrote beside thumbs up or down."""
    delivery: str = ""
    """delivered, waiting or failed; empty for what patients wrote."""
    delivery_at: str | None = None
    failure: str = ""
    is_blank: bool = False
    language: str = ""
    """What the text is in, where that is known."""


def transcript(console: Console, conversation: str) -> list[Line]:
    """Every message of a conversation, with the notes where they belong in time."""
    messages = console.store.messages(conversation)
    turns = _turns_by_message(messages, console.store.turns(conversation))
    lines = _with_comments(
        console, conversation, [_line(console, each, turns.get(each.id)) for each in messages]
    )
    notes = [_note(console, each) for each in console.desk.notes.of(conversation)]
    return sorted([*lines, *notes], key=lambda line: line.at)


def _with_comments(console: Console, conversation: str, lines: Sequence[Line]) -> list[Line]:
    """The lines, each with what the patient wrote about it; without a word a thumb is a matter of counts."""
    said = {seq: thumb for seq, thumb in console.feedback.of(conversation).items() if thumb.comment}
    return [replace(line, **vars(said[line.seq])) if line.seq in said else line for line in lines]


def _turns_by_message(
    messages: Sequence[Message], turns: Sequence[dict[str, Any]]
) -> dict[int, dict[str, Any]]:
    """Which turn belongs to which message: the patient's last one before it."""
    spoken = [each for each in messages if each.sender == "patient"]
    found = {}
    for turn in turns:
        before = [each for each in spoken if each.created_at <= turn["created_at"]]
        if before:
            found[before[-1].id] = turn
    return found


def _line(console: Console, message: Message, turn: dict[str, Any] | None) -> Line:
    reply = message.reply
    delivery = ""
    if message.sender != "patient":
        delivery = "failed" if message.failure else "delivered" if message.delivered_at else "waiting"
    return Line(
        seq=message.seq,
        who=message.sender,
        name=_name(console, message),
        text=message.text,
        at=message.created_at,
        choices=tuple(choice.label for choice in reply.choices) if reply else (),
        answer=_answer(console, reply),
        level=reply.level if reply else None,
        understood=_understood(console, turn) if turn else "",
        decided=DECISIONS.get(turn["kind"], "") if turn else "",
        edits=message.edits is not None,
        is_comment=message.sender == "patient" and console.store.answered_by(message) is not None,
        delivery=delivery,
        delivery_at=message.delivered_at,
        failure=message.failure or "",
        is_blank=not message.text,
        language=_language(message),
    )


def _language(message: Message) -> str:
    """Of what people write nobody has said which language it is in."""
    if message.sender in ("patient", "staff"):
        return ""
    return (message.reply.language if message.reply else None) or CONTENT_LANGUAGE


def _name(console: Console, message: Message) -> str:
    if message.sender == "staff":
        return console.name_of(message.staff)
    if message.sender == "bot" and message.staff is not None:
        return f"Bot, sent by {console.name_of(message.staff)}"
    return {"patient": "Patient", "bot": "Bot", "system": "Notice"}[message.sender]


def _answer(console: Console, reply: Reply | None) -> str:
    if reply is None or not reply.answer_ids:
        return ""
    words = "; ".join(topic_words(console.now_content, each) for each in reply.answer_ids)
    return f"{words} ({reply.procedure})" if reply.procedure else words


def _understood(console: Console, turn: dict[str, Any]) -> str:
    content = console.now_content
    first = topic_words(content, turn["intent"])
    said = f"{first} ({sureness(turn['confidence'])})" if turn["confidence"] is not None else first
    if turn["runner_up"] and turn["runner_up_confidence"] is not None:
        percent = round(turn["runner_up_confidence"] * 100)
        # What nobody would have meant need not be read.
        if percent == 0:
            return said
        said += f", else {topic_words(content, turn['runner_up'])} ({percent}%)"
    return said


def _note(console: Console, note: Note) -> Line:
    name = f"Note by {console.name_of(note.staff)}"
    return Line(seq=0, who="note", name=name, text=note.text, at=note.created_at, is_blank=not note.text)
