"""The schema of the store: one small migration for each change, applied in order at every opening."""

from __future__ import annotations

from typing import cast

from sqlite_utils import Database, Migrations
from sqlite_utils.db import Table

migrations = Migrations("clinic_bot")


@migrations()
def create_conversations(db: Database) -> None:
    """Conversations under a random id; `holder` says who may answer."""
    table(db, "conversations").create(
        {"id": str, "channel": str, "created_at": str, "holder": str},
        pk="id",
        not_null={"channel", "created_at", "holder"},
    )


@migrations()
def create_messages(db: Database) -> None:
    """The transcript: `seq` counts within a conversation, `client_id` is the channel's own message id."""
    messages = table(db, "messages").create(
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
    table(db, "choices").create(
        {"token": str, "conversation": str, "payload": str, "label": str, "created_at": str},
        pk="token",
        not_null={"conversation", "payload", "label", "created_at"},
        foreign_keys=[("conversation", "conversations", "id")],
    )


@migrations()
def create_turns(db: Database) -> None:
    """What the custom actions understood and decided."""
    table(db, "turns").create(
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
    table(db, "handoffs").create(
        {"id": int, "conversation": str, "reason": str, "requested_at": str, "ended_at": str},
        pk="id",
        not_null={"conversation", "reason", "requested_at"},
    ).create_index(["conversation"])


@migrations()
def create_alerts(db: Database) -> None:
    """What staff must see: red flags, and questions the assistant could not take."""
    table(db, "alerts").create(
        {"id": int, "conversation": str, "message": int, "level": str, "reason": str, "created_at": str},
        pk="id",
        not_null={"conversation", "level", "reason", "created_at"},
    )


@migrations()
def note_the_notice(db: Database) -> None:
    """Which wording of the privacy notice a conversation began with."""
    table(db, "conversations").add_column("notice", str)


@migrations()
def note_blanking(db: Database) -> None:
    """When a message's words were blanked because they had grown old."""
    table(db, "messages").add_column("blanked_at", str)


@migrations()
def create_contacts(db: Database) -> None:
    """How a patient wants to be called back, encrypted: never part of the transcript."""
    table(db, "contacts").create(
        {"id": int, "conversation": str, "kind": str, "sealed": str, "created_at": str},
        pk="id",
        not_null={"conversation", "kind", "sealed", "created_at"},
        foreign_keys=[("conversation", "conversations", "id")],
    ).create_index(["conversation", "kind"], unique=True)


@migrations()
def create_audit(db: Database) -> None:
    """That something was erased or purged, and when; not whose it was."""
    table(db, "audit").create(
        {"id": int, "event": str, "created_at": str}, pk="id", not_null={"event", "created_at"}
    )


@migrations()
def note_what_is_answered(db: Database) -> None:
    """When a patient's message was dealt with: what is not is answered at the next start."""
    table(db, "messages").add_column("settled_at", str)
    db.execute("UPDATE messages SET settled_at = created_at")
    table(db, "messages").create_index(["sender", "settled_at"])


@migrations()
def create_web_tokens(db: Database) -> None:
    """Hashes of the tokens that browsers hold, each for one conversation."""
    table(db, "web_tokens").create(
        {"hash": str, "conversation": str, "expires_at": str},
        pk="hash",
        not_null={"conversation", "expires_at"},
        foreign_keys=[("conversation", "conversations", "id")],
    ).create_index(["conversation"])


@migrations()
def create_feedback(db: Database) -> None:
    """One rating for each rated message, with what the patient wrote beside it, redacted."""
    table(db, "feedback").create(
        {"message": int, "conversation": str, "rating": str, "comment": str, "created_at": str},
        pk="message",
        not_null={"conversation", "rating", "created_at"},
        foreign_keys=[("message", "messages", "id"), ("conversation", "conversations", "id")],
    ).create_index(["conversation"])


@migrations()
def create_telegram_chats(db: Database) -> None:
    """Which Telegram chat a conversation is held in: the only place where Telegram's ids of people stand."""
    table(db, "telegram_chats").create(
        {"conversation": str, "chat": int, "created_at": str, "blocked_at": str, "erased_at": str},
        pk="conversation",
        not_null={"chat", "created_at"},
    ).create_index(["chat"])


@migrations()
def create_telegram_parts(db: Database) -> None:
    """Under which ids the parts of an outgoing message arrived; without an id, that it never will."""
    table(db, "telegram_parts").create(
        {"message": int, "part": int, "conversation": str, "telegram_id": int, "created_at": str},
        pk=("message", "part"),
        not_null={"conversation", "created_at"},
    ).create_index(["conversation", "telegram_id"])
    table(db, "messages").create_index(["conversation", "sender", "delivered_at"])


def table(db: Database, name: str) -> Table:
    """One table; the schema has no views."""
    return cast(Table, db[name])
