"""Telegram topics: which topic of the staff group stands for which conversation, and which messages are a pair."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.moment import stamp_now
from bot.store import Message, Store

NOTHING_YET = -1
"""In place of a sequence number: the topic does not even have its summary."""


@dataclass(frozen=True)
class StaffTopic:
    """The topic of one conversation."""

    topic: int
    conversation: str
    relayed: int
    """The last sequence number that stands in it."""
    is_closed: bool

    @property
    def is_summed_up(self) -> bool:
        """Whether it has begun with a summary, and goes on from there."""
        return self.relayed != NOTHING_YET


class TelegramTopics:
    """A topic whose conversation was erased stays on record without it, until Telegram has deleted it, too."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._db = store.database

    def of(self, conversation: str) -> StaffTopic | None:
        """The topic of a conversation."""
        return self._find("conversation = ?", conversation)

    def conversation(self, topic: int) -> str | None:
        """The conversation of a topic; None for a topic that is not ours."""
        found = self._find("topic = ? AND conversation IS NOT NULL", topic)
        return found.conversation if found else None

    def unfinished(self) -> list[str]:
        """Conversations whose topic is open, or should be: somebody is wanted and nobody was told."""
        rows = self._db.query(
            "SELECT conversation FROM telegram_topics WHERE conversation IS NOT NULL AND closed = 0"
            " UNION SELECT conversation FROM handoffs WHERE ended_at IS NULL"
        )
        return [row["conversation"] for row in rows]

    def orphans(self) -> list[int]:
        """Topics whose conversations were erased or have grown old."""
        return [
            row["topic"]
            for row in self._db.query("SELECT topic FROM telegram_topics WHERE conversation IS NULL")
        ]

    def is_orphan(self, topic: int) -> bool:
        """Whether the conversation of a topic is gone, and the topic itself not yet."""
        return self._find("topic = ? AND conversation IS NULL", topic) is not None

    def note_undeletable(self, topic: int) -> bool:
        """Note that Telegram refuses to delete an orphan; False if that is known."""
        cursor = self._db.execute(
            "UPDATE telegram_topics SET undeletable_at = ? WHERE topic = ? AND undeletable_at IS NULL",
            [stamp_now(), topic],
        )
        return bool(cursor.rowcount)

    def undeletable(self) -> int:
        """How many topics somebody has to delete by hand."""
        sql = "SELECT count(*) FROM telegram_topics WHERE conversation IS NULL AND undeletable_at IS NOT NULL"
        return int(self._db.execute(sql).fetchone()[0])

    def add(self, conversation: str, topic: int) -> StaffTopic | None:
        """Note a new topic; None if it is an orphan: its conversation was erased while Telegram made it.

        Who writes "delete my data" keeps the conversation and none of its requests, for which there are topics.
        """
        with self._store.writing():
            self._db.execute(
                "INSERT INTO telegram_topics (topic, conversation, relayed, closed, created_at) VALUES (:topic,"
                " (SELECT conversation FROM handoffs WHERE conversation = :conversation LIMIT 1), :relayed, 0, :now)",
                {"topic": topic, "conversation": conversation, "relayed": NOTHING_YET, "now": stamp_now()},
            )
            return self._find("topic = ? AND conversation IS NOT NULL", topic)

    def forget(self, topic: int) -> None:
        """A topic is gone."""
        with self._store.writing():
            self._db.execute("DELETE FROM telegram_pairs WHERE topic = ?", [topic])
            self._db.execute("DELETE FROM telegram_topics WHERE topic = ?", [topic])

    def reopen(self, topic: StaffTopic) -> StaffTopic:
        """Note that a topic was opened again: it begins with another summary."""
        self.set_closed(topic.topic, False)
        return self.set_relayed(replace(topic, is_closed=False), NOTHING_YET)

    def set_relayed(self, topic: StaffTopic, seq: int) -> StaffTopic:
        """Note how far the topic is."""
        self._db.execute("UPDATE telegram_topics SET relayed = ? WHERE topic = ?", [seq, topic.topic])
        return replace(topic, relayed=seq)

    def show_alert(self, topic: int, alert: int) -> None:
        """Note the newest alert whose words stand in a topic now, beside whatever else was written there before."""
        self._db.execute(
            "UPDATE telegram_topics SET alert = :alert, alert_as ="
            " (SELECT coalesce(max(telegram_id), 0) FROM telegram_pairs WHERE topic = :topic)"
            " WHERE topic = :topic AND alert IS NOT :alert",
            {"topic": topic, "alert": alert},
        )

    def seen_alert(self, topic: int, telegram_id: int) -> int:
        """The newest alert that stood in a topic when a member wrote the message with this id; 0 without one.

        Telegram counts the messages of a group, so what is on its way to the bot is told from what came later.
        """
        sql = "SELECT alert FROM telegram_topics WHERE topic = ? AND alert_as < ?"
        rows = list(self._db.query(sql, [topic, telegram_id]))
        return int(rows[0]["alert"]) if rows else 0

    def remind(self, topic: int, moment: str) -> bool:
        """Note that the group is reminded at a moment; False if it was for that moment already."""
        cursor = self._db.execute(
            "UPDATE telegram_topics SET reminded = ? WHERE topic = ? AND reminded IS NOT ?",
            [moment, topic, moment],
        )
        return bool(cursor.rowcount)

    def set_closed(self, topic: int, closed: bool) -> None:
        """Note that a topic was closed or opened again."""
        self._db.execute("UPDATE telegram_topics SET closed = ? WHERE topic = ?", [closed, topic])

    def pair(self, topic: int, message: Message, telegram_id: int, part: int | None = None) -> None:
        """Note under which id a message of the transcript, or a `part` of it, stands in the topic."""
        # Nothing of a conversation that was erased while Telegram took the message.
        self._db.execute(
            "INSERT OR REPLACE INTO telegram_pairs (topic, telegram_id, message, part)"
            " SELECT topic, ?, ?, ? FROM telegram_topics WHERE topic = ? AND conversation IS NOT NULL",
            [telegram_id, message.id, part, topic],
        )

    def pieces(self, topic: int, message: int) -> int | None:
        """How many pieces of a message the bot has written into the topic; None if it stands there as a whole."""
        sql = "SELECT count(*), count(part) FROM telegram_pairs WHERE topic = ? AND message = ?"
        pairs, parts = self._db.execute(sql, [topic, message]).fetchone()
        return int(parts) if pairs == parts else None

    def message(self, topic: int, telegram_id: int) -> int | None:
        """The id of the stored message that stands in a topic under an id of Telegram's."""
        rows = list(
            self._db.query(
                "SELECT message FROM telegram_pairs WHERE topic = ? AND telegram_id = ?", [topic, telegram_id]
            )
        )
        return int(rows[0]["message"]) if rows else None

    def telegram_id(self, topic: int, message: int) -> int | None:
        """Telegram's id of a stored message in a topic."""
        rows = list(
            self._db.query(
                "SELECT telegram_id FROM telegram_pairs WHERE topic = ? AND message = ? ORDER BY rowid LIMIT 1",
                [topic, message],
            )
        )
        return int(rows[0]["telegram_id"]) if rows else None

    def untold_failures(self, topic: int) -> list[tuple[int, int, str]]:
        """What the group wrote and did not reach the patient: message, Telegram's id, and why."""
        rows = self._db.query(
            "SELECT p.message, p.telegram_id, m.failure FROM telegram_pairs p JOIN messages m ON m.id = p.message"
            " WHERE p.topic = ? AND m.failure IS NOT NULL AND m.sender = 'staff' AND p.told IS NULL"
            " AND coalesce(p.part, 0) = 0",
            [topic],
        )
        return [(row["message"], row["telegram_id"], row["failure"]) for row in rows]

    def told(self, topic: int, message: int) -> None:
        """Note that the group was told of a failure."""
        self._db.execute(
            "UPDATE telegram_pairs SET told = 1 WHERE topic = ? AND message = ?", [topic, message]
        )

    def _find(self, which: str, value: object) -> StaffTopic | None:
        rows = list(self._db.query(f"SELECT * FROM telegram_topics WHERE {which}", [value]))  # noqa: S608
        if not rows:
            return None
        row = rows[0]
        return StaffTopic(row["topic"], row["conversation"], row["relayed"], bool(row["closed"]))
