"""The store: one SQLite file with every conversation, message, turn, hand-off and alert. All SQL is here."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, cast

from sqlite_utils import Database, Migrations
from sqlite_utils.db import NotFoundError, Table

from bot.file_lock import alone
from bot.reply import Choice, Reply

Sender = Literal["patient", "bot", "staff", "system"]

migrations = Migrations("clinic_bot")


@migrations()
def create_conversations(db: Database) -> None:
    """Conversations under a random id; `holder` says who may answer."""
    _table(db, "conversations").create(
        {"id": str, "channel": str, "created_at": str, "holder": str},
        pk="id",
        not_null={"channel", "created_at", "holder"},
    )


@migrations()
def create_messages(db: Database) -> None:
    """The transcript: `seq` counts within a conversation, `client_id` is the channel's own message id."""
    messages = _table(db, "messages").create(
        {
            "id": int,
            "conversation": str,
            "seq": int,
            "sender": str,
            "client_id": str,
            "answers": int,
            "text": str,
            "reply": str,
            "created_at": str,
            "delivered_at": str,
        },
        pk="id",
        not_null={"conversation", "seq", "sender", "text", "created_at"},
        foreign_keys=[("conversation", "conversations", "id"), ("answers", "messages", "id")],
    )
    messages.create_index(["conversation", "seq"], unique=True)
    messages.create_index(["conversation", "client_id"], unique=True)


@migrations()
def create_choices(db: Database) -> None:
    """What each button stands for: the browser sees the token, never the payload."""
    _table(db, "choices").create(
        {"token": str, "conversation": str, "payload": str, "label": str, "created_at": str},
        pk="token",
        not_null={"conversation", "payload", "label", "created_at"},
        foreign_keys=[("conversation", "conversations", "id")],
    )


@migrations()
def create_turns(db: Database) -> None:
    """What the custom actions understood and decided."""
    _table(db, "turns").create(
        {
            "id": int,
            "conversation": str,
            "created_at": str,
            "action": str,
            "intent": str,
            "confidence": float,
            "runner_up": str,
            "runner_up_confidence": float,
            "procedures": str,
            "kind": str,
            "answer_ids": str,
            "versions": str,
            "milliseconds": float,
        },
        pk="id",
        not_null={"conversation", "created_at", "action", "kind"},
    ).create_index(["conversation"])


@migrations()
def create_handoffs(db: Database) -> None:
    """Requests for a person, from asking to the end."""
    _table(db, "handoffs").create(
        {"id": int, "conversation": str, "reason": str, "requested_at": str, "ended_at": str},
        pk="id",
        not_null={"conversation", "reason", "requested_at"},
    ).create_index(["conversation"])


@migrations()
def create_alerts(db: Database) -> None:
    """What staff must see: red flags, and questions the assistant could not take."""
    _table(db, "alerts").create(
        {"id": int, "conversation": str, "message": int, "level": str, "reason": str, "created_at": str},
        pk="id",
        not_null={"conversation", "level", "reason", "created_at"},
    )


@dataclass(frozen=True)
class Message:
    """One stored message."""

    id: int
    conversation: str
    seq: int
    sender: Sender
    text: str
    reply: Reply | None
    created_at: str


@dataclass(frozen=True)
class Turn:
    """What one custom action understood, decided and how long it took."""

    conversation: str
    action: str
    intent: str | None
    confidence: float | None
    runner_up: str | None
    runner_up_confidence: float | None
    procedures: tuple[str, ...]
    kind: str
    answer_ids: tuple[str, ...]
    versions: tuple[str, ...]
    milliseconds: float | None
    """From the message's arrival at the door to the decision."""


class Store:
    """The bot's database. Open one for each process; SQLite's WAL mode lets them share the file."""

    def __init__(self, path: Path) -> None:
        """Open or create the file with owner-only rights and bring its schema up to date."""
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        self._db = Database(path)
        # Wait for another process's write instead of failing at once.
        self._db.execute("PRAGMA busy_timeout = 5000")
        with alone(path.with_suffix(".lock")):
            self._db.enable_wal()
            migrations.apply(self._db)
        self._db.execute("PRAGMA foreign_keys = ON")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def add_conversation(self, channel: str) -> str:
        """Start a conversation; returns its random id (128 bits)."""
        conversation = secrets.token_urlsafe(16)
        row = {"id": conversation, "channel": channel, "created_at": _now(), "holder": "bot"}
        _table(self._db, "conversations").insert(row)
        return conversation

    def has_conversation(self, conversation: str) -> bool:
        """Whether this conversation exists."""
        return bool(self._rows("SELECT 1 FROM conversations WHERE id = ?", [conversation]))

    def add_patient_message(self, conversation: str, text: str, client_id: str | None) -> Message:
        """Store what the patient wrote, before anything is done with it."""
        return self._add_message(conversation, "patient", text, client_id=client_id)

    def add_reply(self, conversation: str, reply: Reply, answers: int | None = None) -> Message:
        """Store a reply before it is sent, its choices under opaque tokens; `answers` is the message's id."""
        choices = tuple(self._add_choice(conversation, choice) for choice in reply.choices)
        stored = Reply(**{**reply.__dict__, "choices": choices})
        return self._add_message(conversation, "bot", reply.text, reply=stored, answers=answers)

    def mark_delivered(self, messages: Iterable[Message]) -> None:
        """Note that these messages reached the channel."""
        with self._db.conn:
            for message in messages:
                self._db.execute(
                    "UPDATE messages SET delivered_at = ? WHERE id = ? AND delivered_at IS NULL",
                    [_now(), message.id],
                )

    def find_by_client_id(self, conversation: str, client_id: str) -> list[Message]:
        """The message the channel sent under this id and the replies to it, or nothing."""
        rows = self._rows(
            "SELECT * FROM messages WHERE conversation = :conversation AND (client_id = :client_id OR answers ="
            " (SELECT id FROM messages WHERE conversation = :conversation AND client_id = :client_id))"
            " ORDER BY seq",
            {"conversation": conversation, "client_id": client_id},
        )
        return [_message(row) for row in rows]

    def messages(self, conversation: str, after: int = 0) -> list[Message]:
        """The transcript after a sequence number, in order."""
        rows = self._rows(
            "SELECT * FROM messages WHERE conversation = ? AND seq > ? ORDER BY seq", [conversation, after]
        )
        return [_message(row) for row in rows]

    def choice(self, conversation: str, token: str) -> tuple[str, str] | None:
        """The label and payload behind a button of this conversation."""
        rows = self._rows(
            "SELECT label, payload FROM choices WHERE token = ? AND conversation = ?", [token, conversation]
        )
        return (rows[0]["label"], rows[0]["payload"]) if rows else None

    def add_turn(self, turn: Turn) -> None:
        """Log what an action did."""
        row = {**turn.__dict__, "created_at": _now()}
        for key in ("procedures", "answer_ids", "versions"):
            row[key] = json.dumps(row[key])
        _table(self._db, "turns").insert(row)

    def turns(self, conversation: str) -> list[dict[str, Any]]:
        """The turns of a conversation, oldest first."""
        return self._rows("SELECT * FROM turns WHERE conversation = ? ORDER BY id", [conversation])

    def request_handoff(self, conversation: str, reason: str) -> bool:
        """Record that a person is wanted; False if that was already noted and is still open."""
        with self._db.conn:
            cursor = self._db.execute(
                "INSERT INTO handoffs (conversation, reason, requested_at) SELECT ?, ?, ? WHERE NOT EXISTS"
                " (SELECT 1 FROM handoffs WHERE conversation = ? AND ended_at IS NULL)",
                [conversation, reason, _now(), conversation],
            )
        return bool(cursor.rowcount)

    def open_handoffs(self) -> list[dict[str, Any]]:
        """Requests for a person that nobody has ended, oldest first."""
        return self._rows("SELECT * FROM handoffs WHERE ended_at IS NULL ORDER BY id", [])

    def add_alert(self, message: Message, level: str, reason: str) -> None:
        """Put a message before the staff."""
        row = {
            "conversation": message.conversation,
            "message": message.id,
            "level": level,
            "reason": reason,
            "created_at": _now(),
        }
        _table(self._db, "alerts").insert(row)

    def alerts(self) -> list[dict[str, Any]]:
        """Every alert, oldest first."""
        return self._rows("SELECT * FROM alerts ORDER BY id", [])

    def _add_choice(self, conversation: str, choice: Choice) -> Choice:
        token = secrets.token_urlsafe(12)
        row = {
            "token": token,
            "conversation": conversation,
            "payload": choice.value,
            "label": choice.label,
            "created_at": _now(),
        }
        _table(self._db, "choices").insert(row)
        return Choice(choice.label, token, choice.topic)

    def _add_message(
        self,
        conversation: str,
        sender: Sender,
        text: str,
        *,
        client_id: str | None = None,
        reply: Reply | None = None,
        answers: int | None = None,
    ) -> Message:
        row = {
            "conversation": conversation,
            "sender": sender,
            "text": text,
            "client_id": client_id,
            "answers": answers,
            "reply": json.dumps(reply.as_dict()) if reply else None,
            "created_at": _now(),
        }
        # One statement finds the next number and takes it, so two writers cannot get the same.
        with self._db.conn:
            cursor = self._db.execute(
                "INSERT INTO messages (conversation, seq, sender, text, client_id, answers, reply, created_at)"
                " SELECT :conversation, coalesce(max(seq), 0) + 1, :sender, :text, :client_id, :answers, :reply,"
                " :created_at FROM messages WHERE conversation = :conversation",
                row,
            )
        try:
            return _message(_table(self._db, "messages").get(cast(int, cursor.lastrowid)))
        except NotFoundError as error:  # pragma: no cover - the row was written a line above
            raise RuntimeError("the message just written is gone") from error

    def _rows(self, sql: str, params: list[Any] | dict[str, Any]) -> list[dict[str, Any]]:
        return list(self._db.query(sql, params))


def _table(db: Database, name: str) -> Table:
    return cast(Table, db[name])


def _message(row: dict[str, Any]) -> Message:
    return Message(
        id=row["id"],
        conversation=row["conversation"],
        seq=row["seq"],
        sender=row["sender"],
        text=row["text"],
        reply=Reply.from_dict(json.loads(row["reply"])) if row["reply"] else None,
        created_at=row["created_at"],
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
