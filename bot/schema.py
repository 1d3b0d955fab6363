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


@migrations()
def create_staff(db: Database) -> None:
    """Who may use the staff console: a password's hash, a sealed secret for one-time codes, a role."""
    table(db, "staff").create(
        {
            "id": int,
            "name": str,
            "shown_as": str,
            "role": str,
            "password": str,
            "must_change": int,
            "totp_sealed": str,
            "totp_used": int,
            "created_at": str,
            "disabled_at": str,
        },
        pk="id",
        not_null={"name", "shown_as", "role", "password", "created_at"},
        defaults={"must_change": 0, "totp_used": 0},
    ).create_index(["name"], unique=True)


@migrations()
def create_staff_sessions(db: Database) -> None:
    """Who is signed in: the hash of a random token, never the token."""
    table(db, "staff_sessions").create(
        {
            "id": int,
            "token_hash": str,
            "staff": int,
            "device": str,
            "needs_code": int,
            "created_at": str,
            "seen_at": str,
            "ended_at": str,
        },
        pk="id",
        not_null={"token_hash", "staff", "created_at", "seen_at"},
        foreign_keys=[("staff", "staff", "id")],
    ).create_index(["token_hash"], unique=True)


@migrations()
def create_sign_in_failures(db: Database) -> None:
    """Failed sign-ins in a row, for an account's name or an address, both hashed."""
    table(db, "sign_in_failures").create(
        {"key": str, "failures": int, "last_at": str}, pk="key", not_null={"failures", "last_at"}
    )


@migrations()
def create_staff_audit(db: Database) -> None:
    """What the staff looked at and changed."""
    table(db, "staff_audit").create(
        {"id": int, "at": str, "staff": int, "action": str, "conversation": str, "detail": str},
        pk="id",
        not_null={"at", "action"},
    ).create_index(["conversation"])


@migrations()
def follow_handoffs(db: Database) -> None:
    """Who asked, who took it, how it ended, what was told meanwhile, and how the patient found it."""
    handoffs = table(db, "handoffs")
    for name, kind in (
        ("requested_by", str),
        ("taken_by", int),
        ("taken_at", str),
        ("ended_by", str),
        ("outcome", str),
        ("told_position", int),
        ("told_late_at", str),
        ("told_closed_at", str),
        ("reminded_at", str),
        ("escalated_at", str),
        ("rating", str),
    ):
        handoffs.add_column(name, kind)
    db.execute("CREATE UNIQUE INDEX one_open_handoff ON handoffs (conversation) WHERE ended_at IS NULL")


@migrations()
def create_handoff_steps(db: Database) -> None:
    """Each change of who may answer: from whom to whom, by whom, why, when, and whether the patient was told."""
    table(db, "handoff_steps").create(
        {
            "id": int,
            "conversation": str,
            "handoff": int,
            "before": str,
            "after": str,
            "by": str,
            "why": str,
            "at": str,
            "told": int,
        },
        pk="id",
        not_null={"conversation", "before", "after", "by", "why", "at"},
        foreign_keys=[("conversation", "conversations", "id")],
    ).create_index(["conversation"])


@migrations()
def follow_messages(db: Database) -> None:
    """Who held the conversation when it came, who of the staff wrote it, what it changes, why it failed."""
    messages = table(db, "messages")
    for name, kind in (("holder", str), ("staff", int), ("edits", int), ("failed_at", str), ("failure", str)):
        messages.add_column(name, kind)


@migrations()
def handle_alerts(db: Database) -> None:
    """Who of the staff has dealt with an alert."""
    alerts = table(db, "alerts")
    alerts.add_column("handled_at", str)
    alerts.add_column("handled_by", int)


@migrations()
def create_callbacks(db: Database) -> None:
    """When a patient wants to be called, and about what; the number itself is a sealed contact."""
    table(db, "callbacks").create(
        {"conversation": str, "time": str, "topic": str, "created_at": str, "done_at": str, "done_by": int},
        pk="conversation",
        not_null={"created_at"},
        foreign_keys=[("conversation", "conversations", "id")],
    )


@migrations()
def create_notes(db: Database) -> None:
    """What staff write for each other; never shown to patients."""
    table(db, "notes").create(
        {"id": int, "conversation": str, "staff": int, "text": str, "created_at": str, "blanked_at": str},
        pk="id",
        not_null={"conversation", "staff", "text", "created_at"},
        foreign_keys=[("conversation", "conversations", "id")],
    ).create_index(["conversation"])


@migrations()
def index_words(db: Database) -> None:
    """Full text of the redacted messages; triggers let it follow every change and deletion."""
    db.execute(
        "CREATE VIRTUAL TABLE message_words USING fts5"
        " (text, content='messages', content_rowid='id', tokenize='unicode61 remove_diacritics 2')"
    )
    db.execute("INSERT INTO message_words (message_words) VALUES ('rebuild')")
    forget = "INSERT INTO message_words (message_words, rowid, text) VALUES ('delete', old.id, old.text);"
    learn = "INSERT INTO message_words (rowid, text) VALUES (new.id, new.text);"
    db.execute(f"CREATE TRIGGER words_come AFTER INSERT ON messages BEGIN {learn} END")
    db.execute(f"CREATE TRIGGER words_go AFTER DELETE ON messages BEGIN {forget} END")
    db.execute(f"CREATE TRIGGER words_change AFTER UPDATE OF text ON messages BEGIN {forget} {learn} END")


@migrations()
def create_telegram_topics(db: Database) -> None:
    """The staff group's topics, each for one conversation; without one when that was erased."""
    table(db, "telegram_topics").create(
        {
            "topic": int,
            "conversation": str,
            "relayed": int,
            "closed": int,
            "reminded": str,
            "created_at": str,
        },
        pk="topic",
        not_null={"relayed", "closed", "created_at"},
    ).create_index(["conversation"], unique=True)


@migrations()
def create_telegram_pairs(db: Database) -> None:
    """Which message of a topic is which message of the transcript."""
    pairs = table(db, "telegram_pairs").create(
        {"topic": int, "telegram_id": int, "message": int, "told": int},
        pk=("topic", "telegram_id"),
        not_null={"message"},
    )
    pairs.create_index(["message"])


@migrations()
def note_undeletable_topics(db: Database) -> None:
    """Since when Telegram refuses to delete a topic whose conversation is gone."""
    table(db, "telegram_topics").add_column("undeletable_at", str)


@migrations()
def count_pieces_in_topics(db: Database) -> None:
    """Which piece of a long message it is; none for what stands in the topic as a whole."""
    table(db, "telegram_pairs").add_column("part", int)


@migrations()
def note_what_is_begun(db: Database) -> None:
    """Which replies to a patient's message were but the first of what was to be said."""
    table(db, "messages").add_column("begun", str)


@migrations()
def name_one_reason_once(db: Database) -> None:
    """A request that an action recorded had another name for the same reason than one recorded at the door."""
    db.execute("UPDATE handoffs SET reason = 'asked' WHERE reason = 'patient asked'")
    db.execute("UPDATE handoff_steps SET why = 'asked' WHERE why = 'patient asked'")


@migrations()
def note_how_urgent_a_request_is(db: Database) -> None:
    """The level of the danger that a request names: a more urgent one takes its place."""
    table(db, "handoffs").add_column("level", str)


@migrations()
def note_alerts_in_topics(db: Database) -> None:
    """The newest alert whose words stand in a topic, and Telegram's id of what was the last there by then."""
    topics = table(db, "telegram_topics")
    topics.add_column("alert", int)
    topics.add_column("alert_as", int)


@migrations()
def number_alerts_once(db: Database) -> None:
    """No alert gets the number of an erased one: whoever has that one in view has not seen the new one."""
    numbered = table(db, "alerts").schema.replace("PRIMARY KEY", "PRIMARY KEY AUTOINCREMENT")
    db.execute("ALTER TABLE alerts RENAME TO alerts_before")
    db.execute(numbered)
    db.execute("INSERT INTO alerts SELECT * FROM alerts_before")
    db.execute("DROP TABLE alerts_before")


def table(db: Database, name: str) -> Table:
    """One table; the schema has no views."""
    return cast(Table, db[name])
