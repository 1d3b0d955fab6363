"""Hand-off: who may answer in a conversation, and every change of it: bot, waiting, staff, and back to the bot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.call_wish import wishes_call
from bot.content import Content
from bot.expectation import expectation, with_call
from bot.moment import stamp, stamp_now
from bot.red_flags import LEVELS, Level
from bot.replies import say
from bot.reply import Reply
from bot.store import Holder, Store

PATIENT = "patient"
SYSTEM = "system"
RED_FLAG = "red flag"
"""The reason of a request that a sign of danger raised, whether or not the patient asked."""
CANCELLED = "cancelled"
LEFT_OPEN = "left open"
"""The outcome of a request that nobody ended."""
CLOSED, LATE = "the clinic is closed: the bot goes on", "nobody came in time: the bot goes on"
"""Why the bot goes on though its patient did not ask for that."""


class NotYoursError(Exception):
    """A conversation is not held by who wants to act in it."""

    def __init__(self, taken_by: int | None) -> None:
        super().__init__("this conversation is held by someone else")
        self.taken_by = taken_by
        """The account that holds it; None if nobody of the staff does."""


@dataclass(frozen=True)
class Handoff:
    """One request for a person, from asking to its end."""

    id: int
    conversation: str
    reason: str
    level: str | None
    """How urgent the danger is that the reason names; None for another reason."""
    requested_by: str | None
    requested_at: str
    taken_by: int | None
    taken_at: str | None
    ended_at: str | None
    ended_by: str | None
    outcome: str | None
    rating: str | None
    told_position: int | None
    told_late_at: str | None
    told_closed_at: str | None
    reminded_at: str | None
    escalated_at: str | None

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Handoff:
        """The request in a row of the store."""
        return cls(**{name: row[name] for name in cls.__dataclass_fields__})

    @property
    def is_red_flag(self) -> bool:
        """Whether a sign of danger raised it."""
        return self.reason.startswith(RED_FLAG)

    @property
    def is_awaited(self) -> bool:
        """Whether the patient expects somebody and nobody has come yet; after a danger alone nobody was promised."""
        return self.requested_by != SYSTEM and self.taken_by is None and self.ended_at is None


@dataclass(frozen=True)
class Step:
    """One change of who may answer."""

    id: int
    before: Holder
    after: Holder
    by: str
    why: str
    at: str


def by_staff(account: int) -> str:
    """How a member of staff is named as the one who made a change."""
    return f"staff:{account}"


class Handoffs:
    """The state machine. Each change and what it rests on is one transaction, and it leaves a step on record."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._db = store.database

    def open(self, conversation: str) -> Handoff | None:
        """The request that has not ended, or None."""
        rows = self._rows(
            "SELECT * FROM handoffs WHERE conversation = ? AND ended_at IS NULL", [conversation]
        )
        return Handoff.from_row(rows[0]) if rows else None

    def find(self, handoff: int) -> Handoff | None:
        """A request by its number."""
        rows = self._rows("SELECT * FROM handoffs WHERE id = ?", [handoff])
        return Handoff.from_row(rows[0]) if rows else None

    def of(self, conversation: str) -> list[Handoff]:
        """All requests of a conversation, oldest first."""
        rows = self._rows("SELECT * FROM handoffs WHERE conversation = ? ORDER BY id", [conversation])
        return [Handoff.from_row(row) for row in rows]

    def untaken(self) -> list[Handoff]:
        """Requests that nobody has taken, in the order in which they should be: red flags, then by time."""
        rows = self._rows(
            "SELECT * FROM handoffs WHERE ended_at IS NULL AND taken_by IS NULL"
            " ORDER BY reason NOT LIKE ?, requested_at, id",
            [f"{RED_FLAG}%"],
        )
        return [Handoff.from_row(row) for row in rows]

    def taken(self) -> list[Handoff]:
        """Requests that someone of the staff has now, the newest last."""
        rows = self._rows(
            "SELECT * FROM handoffs WHERE ended_at IS NULL AND taken_by IS NOT NULL ORDER BY taken_at", []
        )
        return [Handoff.from_row(row) for row in rows]

    def steps(self, conversation: str) -> list[Step]:
        """Every change of a conversation, oldest first."""
        rows = self._rows("SELECT * FROM handoff_steps WHERE conversation = ? ORDER BY id", [conversation])
        return [Step(**{name: row[name] for name in Step.__dataclass_fields__}) for row in rows]

    def request(self, conversation: str, reason: str, by: str = PATIENT) -> bool:
        """Wait for a person; False if that is so already, or one is there.

        Who has asked before and goes on with the bot meanwhile still does: the wish to be answered stands as well.
        """
        with self._changing(conversation) as holder:
            if holder != "bot":
                return False
            found = self.open(conversation)
            if found is None:
                self._insert(conversation, reason, by)
            self._step(conversation, holder, "waiting", by, reason)
            if found and found.is_awaited:
                self._step(conversation, "waiting", "bot", by, "asked again, and goes on with the bot")
            elif found:
                # A sign of danger raised it; from here on the patient waits as well.
                self._await_anew(found, by)
            return True

    def flag(self, conversation: str, reason: str, level: Level) -> None:
        """Put a conversation before the staff for a sign of danger; the bot goes on with it.

        A request that a danger has raised before names the most urgent one.
        """
        with self._store.writing():
            found = self.open(conversation)
            number = self._insert(conversation, RED_FLAG, SYSTEM) if found is None else found.id
            if found is None or _is_outdone(found, level):
                sql = "UPDATE handoffs SET reason = ?, level = ? WHERE id = ?"
                self._db.execute(sql, [f"{RED_FLAG}: {reason}", level, number])

    def go_on(
        self, conversation: str, by: str = PATIENT, why: str = "goes on with the bot meanwhile"
    ) -> bool:
        """Let the bot answer while the request stays in the queue; False if the patient is not waiting."""
        with self._changing(conversation) as holder:
            if holder != "waiting":
                return False
            self._step(conversation, holder, "bot", by, why)
            return True

    def cancel(self, conversation: str) -> bool:
        """The patient needs nobody any more; False if no request is open, or someone is there already.

        After a sign of danger the bot goes on and the request stays: the staff still have to see to it.
        """
        with self._changing(conversation) as holder:
            found = self.open(conversation)
            if found is None or found.taken_by is not None:
                return False
            if found.is_red_flag:
                # From here on it is as if the danger alone had raised it: the patient waits for nobody.
                sql = "UPDATE handoffs SET requested_by = ? WHERE id = ?"
                self._db.execute(sql, [SYSTEM, found.id])
            else:
                self._end(found, PATIENT, "cancelled by the patient")
            # Where the bot goes on already this ends a wait all the same: another may follow.
            if holder == "waiting" or (found.is_red_flag and found.is_awaited):
                self._step(conversation, holder, "bot", PATIENT, CANCELLED, found.id)
            return True

    def take(self, conversation: str, account: int) -> bool:
        """Take a conversation, asked for or not; False if this account has it already.

        Raises NotYoursError if somebody else was first.
        """
        with self._changing(conversation) as holder:
            found = self.open(conversation)
            if found and found.taken_by is not None:
                if found.taken_by != account:
                    raise NotYoursError(found.taken_by)
                return False
            number = found.id if found else self._insert(conversation, "stepped in", by_staff(account))
            self._give(number, account)
            self._step(conversation, holder, "staff", by_staff(account), "took it", number)
            return True

    def transfer(self, conversation: str, account: int, to: int) -> None:
        """Hand a conversation to a colleague; raises NotYoursError if `account` does not have it."""
        with self._held(conversation, account) as found:
            self._give(found.id, to)
            self._step(conversation, "staff", "staff", by_staff(account), f"handed to {to}", found.id)

    def take_over(self, conversation: str, account: int) -> None:
        """Take a conversation from a colleague, as a lead may; raises NotYoursError if nobody has it."""
        with self._changing(conversation):
            found = self.open(conversation)
            if found is None or found.taken_by is None:
                raise NotYoursError(None)
            why = f"took it over from {found.taken_by}"
            self._give(found.id, account)
            self._step(conversation, "staff", "staff", by_staff(account), why, found.id)

    def release(self, conversation: str, account: int) -> None:
        """Put a conversation back into the queue, in its old place; raises NotYoursError."""
        with self._held(conversation, account) as found:
            self._give(found.id, None)
            # Who has talked to somebody expects somebody, also where a danger alone had raised it.
            self._await_anew(found, PATIENT if found.requested_by == SYSTEM else found.requested_by)
            self._step(conversation, "staff", "waiting", by_staff(account), "put back", found.id)

    def close(self, conversation: str, account: int, outcome: str) -> Handoff:
        """End it and give the conversation back to the bot; raises NotYoursError."""
        with self._held(conversation, account) as found:
            self._end(found, by_staff(account), outcome)
            self._step(conversation, "staff", "bot", by_staff(account), outcome, found.id)
            return found

    def dismiss(self, conversation: str, account: int, outcome: str) -> bool:
        """End a request that nobody took, after a call for example; False if there is none."""
        with self._changing(conversation) as holder:
            found = self.open(conversation)
            if found is None or found.taken_by is not None:
                return False
            self._end(found, by_staff(account), outcome)
            if holder == "waiting":
                self._step(conversation, holder, "bot", by_staff(account), outcome, found.id)
            return True

    def quiet(self, since: datetime) -> list[Handoff]:
        """Open requests in which nobody has written or changed anything since a moment."""
        rows = self._rows(
            "SELECT * FROM handoffs AS asked WHERE ended_at IS NULL AND requested_at < :since"
            " AND NOT EXISTS (SELECT 1 FROM messages WHERE conversation = asked.conversation"
            " AND created_at >= :since AND (sender = 'patient' OR staff IS NOT NULL))"
            " AND NOT EXISTS (SELECT 1 FROM handoff_steps WHERE conversation = asked.conversation"
            " AND by != :system AND at >= :since)",
            {"since": stamp(since), "system": SYSTEM},
        )
        return [Handoff.from_row(row) for row in rows]

    def expire(self, handoff: Handoff) -> Holder | None:
        """End a request that everybody forgot; who held the conversation, None if it has ended meanwhile."""
        with self._changing(handoff.conversation) as holder:
            found = self.open(handoff.conversation)
            if found is None or found.id != handoff.id:
                return None
            self._end(found, SYSTEM, LEFT_OPEN)
            if holder != "bot":
                self._step(handoff.conversation, holder, "bot", SYSTEM, LEFT_OPEN, found.id)
            return holder

    def rate(self, handoff: int, conversation: str, rating: str) -> bool:
        """Note how the patient found the help; False if that was said before."""
        cursor = self._db.execute(
            "UPDATE handoffs SET rating = ? WHERE id = ? AND conversation = ? AND rating IS NULL",
            [rating, handoff, conversation],
        )
        return bool(cursor.rowcount)

    def mark(self, handoff: int, column: str, value: str | int) -> None:
        """Note what the patient or the staff were told of a request."""
        if column not in ("told_position", "told_late_at", "told_closed_at", "reminded_at", "escalated_at"):
            raise ValueError(column)
        self._db.execute(f"UPDATE handoffs SET {column} = ? WHERE id = ?", [value, handoff])  # noqa: S608

    def calm(self, conversation: str) -> None:
        """Take back the reminders of a conversation: its patient was answered."""
        self._db.execute(
            "UPDATE handoffs SET reminded_at = NULL, escalated_at = NULL"
            " WHERE conversation = ? AND ended_at IS NULL",
            [conversation],
        )

    def untold(self, conversation: str | None = None, asked_until: datetime | None = None) -> list[str]:
        """Conversations whose patients have not been told that their request for a person is noted.

        With a moment, what patients asked after it is left out: the answer to it may be on its way.
        """
        rows = self._rows(
            "SELECT DISTINCT conversation FROM handoff_steps WHERE told IS NULL AND after = 'waiting'"
            " AND (:conversation IS NULL OR conversation = :conversation)"
            " AND (:until IS NULL OR by != :patient OR at <= :until)",
            {
                "conversation": conversation,
                "until": stamp(asked_until) if asked_until else None,
                "patient": PATIENT,
            },
        )
        return [row["conversation"] for row in rows]

    def asks_again(self, conversation: str) -> bool:
        """Whether a patient who waits has asked before, and was told so, since the wait began."""
        found = self.open(conversation)
        rows = self._rows(
            "SELECT 1 FROM handoff_steps WHERE handoff = :handoff AND told = 1 AND after = 'waiting' AND by = :patient"
            " AND id > (SELECT coalesce(max(id), 0) FROM handoff_steps WHERE handoff = :handoff"
            " AND (before = 'staff' OR why = :cancelled))",
            {"handoff": found.id if found else None, "patient": PATIENT, "cancelled": CANCELLED},
        )
        return bool(rows)

    def tell(self, conversation: str) -> None:
        """Note that the patient was told of every change so far."""
        self._db.execute(
            "UPDATE handoff_steps SET told = 1 WHERE conversation = ? AND told IS NULL", [conversation]
        )

    def position(self, conversation: str) -> int | None:
        """The place in the queue, from 1; None if the conversation is not in it."""
        waiting = [each.conversation for each in self.untaken()]
        return waiting.index(conversation) + 1 if conversation in waiting else None

    def waits_since(self, handoff: Handoff) -> datetime:
        """Since when nobody is there for a request: since it was made, or since the staff put it back."""
        (row,) = self._rows(
            "SELECT max(at) AS at FROM handoff_steps WHERE handoff = ? AND before = 'staff' AND after = 'waiting'",
            [handoff.id],
        )
        return datetime.fromisoformat(row["at"] or handoff.requested_at)

    def awaited_since(self, handoff: Handoff) -> datetime:
        """Since when the patient waits for somebody: since asking, which may be after a danger, or the putting back."""
        (row,) = self._rows(
            "SELECT min(at) AS at FROM handoff_steps WHERE handoff = :handoff AND after = 'waiting' AND id >="
            " (SELECT coalesce(max(id), 0) FROM handoff_steps WHERE handoff = :handoff"
            " AND (before = 'staff' AND after = 'waiting' OR why = :cancelled))",
            {"handoff": handoff.id, "cancelled": CANCELLED},
        )
        return datetime.fromisoformat(row["at"] or handoff.requested_at)

    def waits(self, since: datetime) -> list[tuple[datetime, float]]:
        """When patients asked since a moment, and how many seconds they waited until someone took it.

        A danger is taken before its turn, and may have been there before its patient asked.
        """
        rows = self._rows(
            "SELECT requested_at, taken_at FROM handoffs WHERE requested_by = ? AND taken_at IS NOT NULL"
            " AND requested_at >= ? AND told_closed_at IS NULL AND reason NOT LIKE ?",
            [PATIENT, stamp(since), f"{RED_FLAG}%"],
        )
        pairs = [
            (datetime.fromisoformat(row["requested_at"]), datetime.fromisoformat(row["taken_at"]))
            for row in rows
        ]
        return [(asked, (taken - asked).total_seconds()) for asked, taken in pairs]

    @contextmanager
    def _changing(self, conversation: str) -> Iterator[Holder]:
        with self._store.writing():
            yield self._store.holder(conversation)

    @contextmanager
    def _held(self, conversation: str, account: int) -> Iterator[Handoff]:
        with self._store.writing():
            found = self.open(conversation)
            if found is None or found.taken_by != account:
                raise NotYoursError(found.taken_by if found else None)
            yield found

    def _insert(self, conversation: str, reason: str, by: str) -> int:
        cursor = self._db.execute(
            "INSERT INTO handoffs (conversation, reason, requested_by, requested_at) VALUES (?, ?, ?, ?)",
            [conversation, reason, by, _now()],
        )
        return int(cursor.lastrowid or 0)

    def _give(self, handoff: int, account: int | None) -> None:
        self._db.execute(
            "UPDATE handoffs SET taken_by = ?, taken_at = coalesce(taken_at, ?), reminded_at = NULL,"
            " escalated_at = NULL WHERE id = ?",
            [account, _now(), handoff],
        )

    def _await_anew(self, handoff: Handoff, by: str | None) -> None:
        """A wait of its own: what was said of an earlier one, or kept from who waited for nobody, is due again."""
        self._db.execute(
            "UPDATE handoffs SET requested_by = ?, told_position = NULL, told_late_at = NULL, told_closed_at = NULL"
            " WHERE id = ?",
            [by, handoff.id],
        )

    def _end(self, handoff: Handoff, by: str, outcome: str) -> None:
        self._db.execute(
            "UPDATE handoffs SET ended_at = ?, ended_by = ?, outcome = ? WHERE id = ?",
            [_now(), by, outcome, handoff.id],
        )

    def _step(
        self, conversation: str, before: Holder, after: Holder, by: str, why: str, handoff: int | None = None
    ) -> None:
        if handoff is None:
            found = self.open(conversation)
            handoff = found.id if found else None
        self._db.execute("UPDATE conversations SET holder = ? WHERE id = ?", [after, conversation])
        self._db.execute(
            "INSERT INTO handoff_steps (conversation, handoff, before, after, by, why, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [conversation, handoff, before, after, by, why, _now()],
        )

    def _rows(self, sql: str, params: list[Any] | dict[str, Any]) -> list[dict[str, Any]]:
        return list(self._db.query(sql, params))


def request_person(
    store: Store,
    content: Content,
    conversation: str,
    reason: str,
    now: datetime,
    *,
    can_call_back: bool,
    text: str = "",
) -> Reply:
    """Record the request and tell the patient what to expect by the clinic's hours.

    It never says that someone is there: nobody has taken the request yet. A call that its `text` asks for is met too.
    """
    handoffs = Handoffs(store)
    again = store.has_open_handoff(conversation) and not _raised_by_danger(handoffs, conversation)
    handoffs.request(conversation, reason)
    if store.holder(conversation) == "staff":
        return say(content, "handoff.with_staff", "handoff")
    told = told_what_to_expect(store, content, conversation, now, can_call_back=can_call_back, again=again)
    return with_call(content, told, now, can_call_back=can_call_back) if wishes_call(text) else told


def told_what_to_expect(
    store: Store,
    content: Content,
    conversation: str,
    now: datetime,
    *,
    can_call_back: bool,
    again: bool = False,
) -> Reply:
    """What a patient who waits is told; the position is noted, so that only news is told later.

    While the clinic is closed the bot goes on: nobody should be left without an answer until the morning.
    """
    handoffs = Handoffs(store)
    if not content.clinic.hours.closes(now):
        handoffs.go_on(conversation, SYSTEM, CLOSED)
    found = handoffs.open(conversation)
    position = handoffs.position(conversation)
    if found and position:
        handoffs.mark(found.id, "told_position", position)
    return expectation(
        content,
        position,
        handoffs.waits,
        now,
        can_call_back=can_call_back,
        again=again,
        bot_goes_on=store.holder(conversation) == "bot",
    )


def _is_outdone(found: Handoff, level: Level) -> bool:
    """Whether a danger of this level is more urgent than what the request names; a wish that staff meet stays one."""
    if not found.is_red_flag:
        return found.taken_by is None
    return found.level not in LEVELS or LEVELS.index(level) < LEVELS.index(found.level)


def _raised_by_danger(handoffs: Handoffs, conversation: str) -> bool:
    found = handoffs.open(conversation)
    return bool(found and found.requested_by == SYSTEM)


def _now() -> str:
    """Of its own, because tests set its clock."""
    return stamp_now()
