"""The store: one SQLite file with every conversation, message, turn, hand-off and alert.

SQL stands only in the modules that keep records, each named after what it keeps: what a talk consists of is here, the
rest in `handoff.py`, `notes.py`, `staff_accounts.py` and so on; some read the messages as well. What the tables are
is in `schema.py`, how rows of any table are forgotten in `shredder.py`. `tests/test_architecture.py` holds the list.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, cast

from sqlite_utils import Database
from sqlite_utils.db import NotFoundError

from bot import shredder
from bot.file_lock import alone
from bot.moment import stamp, stamp_now
from bot.reply import Choice, Reply
from bot.schema import migrations, table
from bot.shredder import Counts

Sender = Literal["patient", "bot", "staff", "system"]
Holder = Literal["bot", "waiting", "staff"]
"""Who may answer: the bot, nobody until the staff come, the staff."""
BOT: frozenset[Holder] = frozenset({"bot"})
WAITING: frozenset[Holder] = frozenset({"waiting"})


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
    holder: str | None = field(default=None, compare=False)
    """Who was to answer when it came: bot, waiting or staff."""
    staff: int | None = field(default=None, compare=False)
    """Who of the staff wrote it, or sent it as the bot's."""
    edits: int | None = field(default=None, compare=False)
    """The earlier message of which this is the changed wording."""
    delivered_at: str | None = field(default=None, compare=False)
    failure: str | None = field(default=None, compare=False)
    """Why it could not be delivered."""
    client_id: str | None = None
    """The channel's own id of a patient's message."""
    begun: tuple[str, ...] = field(default=(), compare=False)
    """What was said to a patient's message before all of it was dealt with, a word for each such reply."""


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

    def __init__(self, path: Path, busy_seconds: float = 5.0) -> None:
        """Open or create the file with owner-only rights and bring its schema up to date.

        Another process's write is waited for as long as `busy_seconds`.
        """
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _create_for_owner_alone(path)
        self.path = path
        self._db = Database(path)
        self._db.execute(f"PRAGMA busy_timeout = {busy_seconds * 1000:.0f}")
        with alone(path.with_suffix(".lock")):
            self._db.enable_wal()
            migrations.apply(self._db)
        self._db.execute("PRAGMA foreign_keys = ON")
        shredder.overwrite_what_is_deleted(self._db.conn)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @property
    def database(self) -> Database:
        """The connection, for the modules that keep records of their own."""
        return self._db

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction that holds the file from its start: what is read in it still holds when it is written."""
        if self._db.conn.in_transaction:
            yield
            return
        self._db.execute("BEGIN IMMEDIATE")
        with self._db.conn:
            yield

    def holder(self, conversation: str) -> Holder:
        """Who may answer in a conversation; the bot, if there is no such conversation."""
        rows = self._rows("SELECT holder FROM conversations WHERE id = ?", [conversation])
        return cast(Holder, rows[0]["holder"]) if rows else "bot"

    def check_writable(self) -> None:
        """Raise sqlite3.Error if nothing can be written now: another process has the file, or the disk is full."""
        with self.writing():
            self._db.execute("UPDATE conversations SET holder = holder WHERE id = ''")

    def add_conversation(self, channel: str, notice: str | None = None) -> str:
        """Start a conversation under a `notice`'s version; returns its random id (128 bits)."""
        # In hex digits, so that an id can be read out and given to a command: none begins with a dash.
        conversation = secrets.token_hex(16)
        row = {
            "id": conversation,
            "channel": channel,
            "created_at": _now(),
            "holder": "bot",
            "notice": notice,
        }
        table(self._db, "conversations").insert(row)
        return conversation

    def notice(self, conversation: str) -> str | None:
        """The version of the privacy notice that a conversation began with."""
        rows = self._rows("SELECT notice FROM conversations WHERE id = ?", [conversation])
        return rows[0]["notice"] if rows else None

    def has_conversation(self, conversation: str) -> bool:
        """Whether this conversation exists."""
        return bool(self._rows("SELECT 1 FROM conversations WHERE id = ?", [conversation]))

    def channel(self, conversation: str) -> str | None:
        """The channel a conversation came in by."""
        rows = self._rows("SELECT channel FROM conversations WHERE id = ?", [conversation])
        return rows[0]["channel"] if rows else None

    def add_patient_message(
        self,
        conversation: str,
        text: str,
        client_id: str | None,
        edits: int | None = None,
        answers: int | None = None,
    ) -> Message:
        """Store what the patient wrote, before anything is done with it.

        `edits` is the message it changes, `answers` the one that it is a comment on.
        """
        return self._add_message(
            conversation, "patient", text, client_id=client_id, edits=edits, answers=answers
        )

    def add_reply(
        self,
        conversation: str,
        reply: Reply,
        answers: int | None = None,
        sender: Sender = "bot",
        *,
        staff: int | None = None,
        client_id: str | None = None,
    ) -> Message:
        """Store a reply before it is sent, its choices under opaque tokens; `answers` is the message's id."""
        with self.writing():
            choices = tuple(self._add_choice(conversation, choice) for choice in reply.choices)
            stored = Reply(**{**reply.__dict__, "choices": choices})
            return self._add_message(
                conversation,
                sender,
                reply.text,
                reply=stored,
                answers=answers,
                staff=staff,
                client_id=client_id,
            )

    def add_reply_if_held(
        self, message: Message, reply: Reply, holders: frozenset[Holder], sender: Sender = "bot"
    ) -> Message | None:
        """Store a reply if one of `holders` still has the conversation; else nothing, and it stays unanswered.

        Who holds it is read in the transaction that writes the reply, so nobody can take it in between.
        """
        with self.writing():
            if self.holder(message.conversation) in holders:
                return self.add_reply(message.conversation, reply, message.id, sender)
            return None

    def add_staff_message(
        self,
        conversation: str,
        text: str,
        staff: int,
        client_id: str,
        *,
        answers: int | None = None,
        edits: int | None = None,
    ) -> Message:
        """Store what one of the staff wrote to the patient."""
        return self._add_message(
            conversation, "staff", text, staff=staff, client_id=client_id, answers=answers, edits=edits
        )

    def answered_by(self, message: Message) -> int | None:
        """The id of the message that a message is a reply to."""
        rows = self._rows("SELECT answers FROM messages WHERE id = ?", [message.id])
        return rows[0]["answers"] if rows else None

    def mark_failed(self, message: Message, reason: str) -> None:
        """Note why a message could not be delivered, for the staff to see."""
        self._db.execute(
            "UPDATE messages SET failed_at = ?, failure = ?"
            " WHERE id = ? AND conversation = ? AND delivered_at IS NULL",
            [_now(), reason, message.id, message.conversation],
        )

    def settle(self, message: Message) -> None:
        """Note that a patient's message has been dealt with, whether or not there was something to reply."""
        with self.writing():
            sql = "UPDATE messages SET settled_at = ? WHERE id = ? AND settled_at IS NULL"
            self._db.execute(sql, [_now(), message.id])

    def begin(self, message: Message, step: str) -> None:
        """Note that the reply just stored is not all that is to be said to a patient's message."""
        sql = "UPDATE messages SET begun = coalesce(begun || ' ', '') || ? WHERE id = ?"
        self._db.execute(sql, [step, message.id])

    def is_settled(self, message: Message) -> bool:
        """Whether a patient's message has been dealt with."""
        return bool(
            self._rows("SELECT 1 FROM messages WHERE id = ? AND settled_at IS NOT NULL", [message.id])
        )

    def unsettled(self, since: datetime) -> list[Message]:
        """Patients' messages since a moment that nothing was done with yet, oldest first."""
        rows = self._rows(
            "SELECT * FROM messages WHERE sender = 'patient' AND settled_at IS NULL AND created_at >= ?"
            " ORDER BY id",
            [stamp(since)],
        )
        return [_message(row) for row in rows]

    def mark_delivered(self, messages: Iterable[Message]) -> bool:
        """Note that these messages reached the channel; whether one of them had not before.

        The number of one that was erased on its way may be another conversation's by then.
        """
        news = 0
        with self.writing():
            for message in messages:
                news += self._db.execute(
                    "UPDATE messages SET delivered_at = ?, failed_at = NULL, failure = NULL"
                    " WHERE id = ? AND conversation = ? AND delivered_at IS NULL",
                    [_now(), message.id, message.conversation],
                ).rowcount
        return news > 0

    def find_by_client_id(self, conversation: str, client_id: str) -> list[Message]:
        """The message the channel sent under this id and the replies to it, or nothing."""
        rows = self._rows(
            "SELECT * FROM messages WHERE conversation = :conversation AND (client_id = :client_id OR answers ="
            " (SELECT id FROM messages WHERE conversation = :conversation AND client_id = :client_id))"
            " ORDER BY seq",
            {"conversation": conversation, "client_id": client_id},
        )
        return [_message(row) for row in rows]

    def replies_to(self, message: Message) -> list[Message]:
        """What was replied to a patient's message."""
        rows = self._rows("SELECT * FROM messages WHERE answers = ? ORDER BY seq", [message.id])
        return [_message(row) for row in rows]

    def comment_before_staff(self, rated: Message, text: str) -> Message | None:
        """The message of a comment on a reply, in these words, to which the staff were alerted and not yet saw."""
        rows = self._rows(
            "SELECT * FROM messages AS said WHERE answers = ? AND sender = 'patient' AND text = ? AND EXISTS"
            " (SELECT 1 FROM alerts WHERE message = said.id AND handled_at IS NULL) ORDER BY id DESC LIMIT 1",
            [rated.id, text],
        )
        return _message(rows[0]) if rows else None

    def messages(self, conversation: str, after: int = 0) -> list[Message]:
        """The transcript after a sequence number, in order."""
        rows = self._rows(
            "SELECT * FROM messages WHERE conversation = ? AND seq > ? ORDER BY seq", [conversation, after]
        )
        return [_message(row) for row in rows]

    def message(self, conversation: str, seq: int) -> Message | None:
        """One message by its number, or None."""
        rows = self._rows("SELECT * FROM messages WHERE conversation = ? AND seq = ?", [conversation, seq])
        return _message(rows[0]) if rows else None

    def last_shown(self, conversation: str) -> Message | None:
        """What the patient has on the screen last that somebody else wrote: the bot, the system or the staff."""
        rows = self._rows(
            "SELECT * FROM messages WHERE conversation = ? AND sender != 'patient' ORDER BY seq DESC LIMIT 1",
            [conversation],
        )
        return _message(rows[0]) if rows else None

    def choice(self, conversation: str, token: str) -> tuple[str, str] | None:
        """The label and payload behind a button of this conversation."""
        rows = self._rows(
            "SELECT label, payload FROM choices WHERE token = ? AND conversation = ?", [token, conversation]
        )
        return (rows[0]["label"], rows[0]["payload"]) if rows else None

    def payload(self, conversation: str, label: str) -> str | None:
        """What the newest button with this label stands for."""
        sql = "SELECT payload FROM choices WHERE conversation = ? AND label = ? ORDER BY rowid DESC LIMIT 1"
        rows = self._rows(sql, [conversation, label])
        return rows[0]["payload"] if rows else None

    def add_turn(self, turn: Turn) -> None:
        """Log what an action did."""
        row = {**turn.__dict__, "created_at": _now()}
        for key in ("procedures", "answer_ids", "versions"):
            row[key] = json.dumps(row[key])
        table(self._db, "turns").insert(row)

    def turns(self, conversation: str) -> list[dict[str, Any]]:
        """The turns of a conversation, oldest first."""
        return self._rows("SELECT * FROM turns WHERE conversation = ? ORDER BY id", [conversation])

    def open_handoffs(self) -> list[dict[str, Any]]:
        """Requests for a person that nobody has ended, oldest first."""
        return self._rows("SELECT * FROM handoffs WHERE ended_at IS NULL ORDER BY id", [])

    def has_open_handoff(self, conversation: str) -> bool:
        """Whether this patient is waiting for a person."""
        sql = "SELECT 1 FROM handoffs WHERE conversation = ? AND ended_at IS NULL"
        return bool(self._rows(sql, [conversation]))

    def is_before_staff(self, message: Message) -> bool:
        """Whether the staff will look at this message: a person was asked for, or an alert points to it."""
        sql = "SELECT 1 FROM alerts WHERE message = ?"
        return self.has_open_handoff(message.conversation) or bool(self._rows(sql, [message.id]))

    def set_contact(self, conversation: str, kind: str, sealed: str) -> None:
        """Keep a sealed contact; a newer one of the same kind takes its place."""
        with self.writing():
            self._db.execute(
                "INSERT INTO contacts (conversation, kind, sealed, created_at) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (conversation, kind) DO UPDATE SET sealed = excluded.sealed,"
                " created_at = excluded.created_at",
                [conversation, kind, sealed, _now()],
            )

    def contacts(self, conversation: str) -> list[tuple[str, str]]:
        """Kind and seal of what a patient left to be called back by."""
        rows = self._rows(
            "SELECT kind, sealed FROM contacts WHERE conversation = ? ORDER BY id", [conversation]
        )
        return [(row["kind"], row["sealed"]) for row in rows]

    def contacts_since(self, conversation: str, moment: str) -> set[str]:
        """The kinds of what a patient left from this moment on."""
        sql = "SELECT kind FROM contacts WHERE conversation = ? AND created_at >= ?"
        return {row["kind"] for row in self._rows(sql, [conversation, moment])}

    def erase(self, conversation: str, event: str, keep: Message | None = None) -> Counts:
        """Delete all that is known of a conversation; the audit keeps the `event` and nothing more.

        With `keep`, the message that asked for it, the conversation itself stays as well, to be answered in.
        """
        with self.writing():
            counts = shredder.delete_conversation(self._db.conn, conversation, keep.id if keep else None)
            self._note(event)
        return counts

    def first_messages(self) -> dict[str, int]:
        """The sequence number of each conversation's first message."""
        rows = self._rows("SELECT conversation, min(seq) AS seq FROM messages GROUP BY conversation", [])
        return {row["conversation"]: row["seq"] for row in rows}

    def conversations_to_blank(self, before: datetime) -> list[str]:
        """Those with words from before a moment, unless a request for a person is open."""
        return shredder.conversations_to_blank(self._db.conn, stamp(before))

    def blank(self, before: datetime, event: str) -> Counts:
        """Blank what is older than a moment, unless a request for a person is open; the counts stay."""
        with self.writing():
            counts = shredder.blank(self._db.conn, stamp(before), _now())
            if any(counts.values()):
                self._note(event)
        return counts

    def rebuild(self) -> bool:
        """Leave no trace of what was deleted in the file; False if another process uses it all the time.

        Nobody else can write meanwhile, a second or so for each 60 MB: once a day, never at a patient's wish.
        """
        return shredder.rebuild(self._db.conn)

    def audit(self) -> list[dict[str, Any]]:
        """What was erased or purged, and when, oldest first."""
        return self._rows("SELECT event, created_at FROM audit ORDER BY id", [])

    def back_up(self, path: Path) -> None:
        """Copy the whole database, in one state, while it is in use (SQLite's online backup)."""
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with closing(sqlite3.connect(path)) as copy:
            self._db.conn.backup(copy)
            # A copy is one file: a log beside it would be forgotten when it is moved.
            copy.execute("PRAGMA journal_mode = DELETE")

    def reachable(self) -> list[str]:
        """Conversations whose patients left a contact, oldest first."""
        rows = self._rows("SELECT conversation FROM contacts GROUP BY conversation ORDER BY min(id)", [])
        return [row["conversation"] for row in rows]

    def _note(self, event: str) -> None:
        self._db.execute("INSERT INTO audit (event, created_at) VALUES (?, ?)", [event, _now()])

    def add_alert(self, message: Message, level: str, reason: str) -> None:
        """Put a message before the staff, unless it has been erased meanwhile."""
        with self.writing():
            self._db.execute(
                "INSERT INTO alerts (conversation, message, level, reason, created_at)"
                " SELECT conversation, id, ?, ?, ? FROM messages WHERE id = ? AND conversation = ?",
                [level, reason, _now(), message.id, message.conversation],
            )

    def has_alert(self, message: Message, level: str) -> bool:
        """Whether a message was put before the staff for this reason already."""
        sql = "SELECT 1 FROM alerts WHERE message = ? AND level = ?"
        return bool(self._rows(sql, [message.id, level]))

    def alerts(self) -> list[dict[str, Any]]:
        """Every alert, oldest first."""
        return self._rows("SELECT * FROM alerts ORDER BY id", [])

    def open_alerts(self) -> list[dict[str, Any]]:
        """Alerts that nobody of the staff has seen to, oldest first."""
        return self._rows("SELECT * FROM alerts WHERE handled_at IS NULL ORDER BY id", [])

    def alerts_of(self, conversation: str) -> list[dict[str, Any]]:
        """Every alert of a conversation, oldest first."""
        return self._rows("SELECT * FROM alerts WHERE conversation = ? ORDER BY id", [conversation])

    def newest_alert(self, conversation: str) -> int:
        """The id of the newest alert of a conversation; 0 without one."""
        sql = "SELECT coalesce(max(id), 0) AS id FROM alerts WHERE conversation = ?"
        return int(self._rows(sql, [conversation])[0]["id"])

    def has_alert_after(self, conversation: str, alert: int) -> bool:
        """Whether there is an alert, newer than this one, that nobody of the staff has seen to."""
        sql = "SELECT 1 FROM alerts WHERE conversation = ? AND id > ? AND handled_at IS NULL"
        return bool(self._rows(sql, [conversation, alert]))

    def handle_alerts(self, conversation: str, account: int, newest: int) -> None:
        """Note who of the staff has seen to the alerts of a conversation, up to the `newest` that was in view."""
        self._db.execute(
            "UPDATE alerts SET handled_at = ?, handled_by = ?"
            " WHERE conversation = ? AND id <= ? AND handled_at IS NULL",
            [_now(), account, conversation, newest],
        )

    def _add_choice(self, conversation: str, choice: Choice) -> Choice:
        token = secrets.token_urlsafe(12)
        row = {
            "token": token,
            "conversation": conversation,
            "payload": choice.value,
            "label": choice.label,
            "created_at": _now(),
        }
        table(self._db, "choices").insert(row)
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
        staff: int | None = None,
        edits: int | None = None,
    ) -> Message:
        row = {
            "conversation": conversation,
            "sender": sender,
            "text": text,
            "client_id": client_id,
            "answers": answers,
            "reply": json.dumps(reply.as_dict()) if reply else None,
            "created_at": _now(),
            "staff": staff,
            "edits": edits,
        }
        # One statement finds the next number and takes it, so two writers cannot get the same.
        with self.writing():
            cursor = self._db.execute(
                "INSERT INTO messages (conversation, seq, sender, text, client_id, answers, reply, created_at,"
                " staff, edits, holder)"
                " SELECT :conversation, coalesce(max(seq), 0) + 1, :sender, :text, :client_id, :answers, :reply,"
                " :created_at, :staff, :edits, (SELECT holder FROM conversations WHERE id = :conversation)"
                " FROM messages WHERE conversation = :conversation",
                row,
            )
        try:
            return _message(table(self._db, "messages").get(cast(int, cursor.lastrowid)))
        except NotFoundError as error:  # pragma: no cover - the row was written a line above
            raise RuntimeError("the message just written is gone") from error

    def _rows(self, sql: str, params: list[Any] | dict[str, Any]) -> list[dict[str, Any]]:
        return list(self._db.query(sql, params))


def _create_for_owner_alone(path: Path) -> None:
    """Create the file unless it is there.

    A file that is there must not even be opened: closing it again would drop every lock that this process holds on
    it (POSIX), another process would then take itself for the last one and remove the log that we still write to.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def is_sound(path: Path) -> int | None:
    """Open a copy of the store and check every page of it; the number of its messages, or None if it is broken."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
            if copy.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                return None
            return int(copy.execute("SELECT count(*) FROM messages").fetchone()[0])
    except sqlite3.DatabaseError:
        return None


def _message(row: dict[str, Any]) -> Message:
    return Message(
        id=row["id"],
        conversation=row["conversation"],
        seq=row["seq"],
        sender=row["sender"],
        text=row["text"],
        reply=Reply.from_dict(json.loads(row["reply"])) if row["reply"] else None,
        created_at=row["created_at"],
        holder=row["holder"],
        staff=row["staff"],
        edits=row["edits"],
        delivered_at=row["delivered_at"],
        failure=row["failure"],
        client_id=row["client_id"],
        begun=tuple((row["begun"] or "").split()),
    )


def _now() -> str:
    """The store's clock, which tests put forward and back."""
    return stamp_now()
