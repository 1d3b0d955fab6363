"""The tracker store: Rasa's SQL store on SQLite, with the conversations of the moment kept in memory.

Rasa reads a conversation back from the database at every turn and opens a connection each time, a third of a
turn in all. This assistant is the only process that writes trackers, and takes one message of a conversation at
a time, so a tracker may stay in memory between two turns. Every event is still written before the turn ends.
"""

from __future__ import annotations

import itertools
import json
import logging
import sqlite3
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import StaticPool

from bot.broken_file import is_broken, remove, removed_if_broken
from bot.failure import where_it_failed
from bot.shredder import delete_tracker_events, overwrite_what_is_deleted, rebuild, wipe

logger = logging.getLogger(__name__)

CONVERSATIONS = 500
"""Conversations kept in memory, the last used ones."""


class CachingTrackerStore(SQLTrackerStore):
    """Writes through to the database; reads from it only what it does not have.

    An error never leaves it: Rasa would log it with the patient's words, and keep the talk in a store in memory that
    nobody erases. What cannot be written goes on from memory here, and is written with the next turn. A file that is
    broken is begun anew: what a talk was about is worth less than that talks go on and can be erased.
    """

    engine: Any
    sessionmaker: Any

    def __init__(self, domain: Any = None, db: str = "rasa.db", event_broker: Any = None, **_: Any) -> None:
        self._path = Path(db)
        if self._path.exists():
            with removed_if_broken(self._path), closing(sqlite3.connect(self._path)) as connection:
                connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        super().__init__(domain=domain, dialect="sqlite", db=db, event_broker=event_broker)
        self._use_one_connection()
        self._trackers: OrderedDict[str, DialogueStateTracker] = OrderedDict()
        self._stored: dict[str, int] = {}
        """How many events of a conversation's tracker are in the database."""

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker of a conversation.

        It leaves the memory until it is saved again: a turn that fails in between is read from the database.
        """
        kept = self._trackers.pop(sender_id, None)
        if kept is not None:
            return kept
        try:
            tracker = await super().retrieve(sender_id)
        except Exception as error:
            logger.error("A talk cannot be read, and begins anew: %s", where_it_failed(error))
            self._begin_anew_if_broken(error)
            tracker = None
        self._stored[sender_id] = len(tracker.events) if tracker else 0
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the new events in one statement, and keep the tracker, whether or not they could be written."""
        try:
            await self.stream_events(tracker)
            self._write(tracker)
        except Exception as error:
            logger.error("A talk cannot be written, and goes on from memory: %s", where_it_failed(error))
            self._begin_anew_if_broken(error)
        self._trackers[tracker.sender_id] = tracker
        while len(self._trackers) > CONVERSATIONS:
            oldest, _ = self._trackers.popitem(last=False)
            self._stored.pop(oldest, None)

    @contextmanager
    def session_scope(self) -> Iterator[Any]:
        """One session; Rasa's own ends the process at a row that cannot be read."""
        with self.sessionmaker() as session:
            yield session

    def _write(self, tracker: DialogueStateTracker) -> None:
        with self.session_scope() as session:
            rows = [_row(tracker.sender_id, event) for event in self._additional_events(session, tracker)]
            session.bulk_insert_mappings(self.SQLEvent, rows)
            session.commit()
        self._stored[tracker.sender_id] = len(tracker.events)

    def forget(self, sender_id: str, before: float | None = None) -> int:
        """Delete a conversation's events, all or from before a moment; returns how many.

        What is younger is read from the database again at the next turn.
        """
        self._trackers.pop(sender_id, None)
        self._stored.pop(sender_id, None)
        with self._mending():
            return delete_tracker_events(self._connection(), [sender_id], before)
        return 0

    def wipe(self) -> None:
        """Leave hardly a trace of what was forgotten in the file, at once."""
        with self._mending():
            wipe(self._connection())

    def rebuild(self) -> None:
        """Leave no trace of what was forgotten in the file; no turn is taken meanwhile."""
        with self._mending():
            rebuild(self._connection())

    @contextmanager
    def _mending(self) -> Iterator[None]:
        """In a broken file nothing is left to forget once it is gone."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            if not self._begin_anew_if_broken(error):
                raise

    def _begin_anew_if_broken(self, error: Exception) -> bool:
        """An empty file in place of a broken one; the talks in memory are written into it with their next turns."""
        if not is_broken(error):
            return False
        self.engine.dispose()
        remove(self._path)
        self.Base.metadata.create_all(self.engine)
        self._stored = dict.fromkeys(self._stored, 0)
        return True

    def _connection(self) -> Any:
        return self.engine.raw_connection().driver_connection

    def _additional_events(self, session: Any, tracker: DialogueStateTracker) -> Iterator[Any]:
        stored = self._stored.get(tracker.sender_id)
        if stored is None:
            # Saved without having been retrieved: ask the database, as Rasa does.
            events: Iterator[Any] = super()._additional_events(session, tracker)
            return events
        return itertools.islice(tracker.events, stored, None)

    def _use_one_connection(self) -> None:
        """Rasa's server is one thread: it needs one connection, not one for each session."""
        url = self.engine.url
        self.engine.dispose()
        self.engine = sqlalchemy.create_engine(
            url,
            poolclass=StaticPool,
            connect_args={"check_same_thread": False},
            # What is written are a patient's words: an error must not tell them.
            hide_parameters=True,
        )
        sqlalchemy.event.listen(self.engine, "connect", _tune)
        self.sessionmaker = sessionmaker(bind=self.engine)


def _tune(connection: Any, _record: Any) -> None:
    """One write-ahead log instead of a journal made and deleted at each turn."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    overwrite_what_is_deleted(connection)


def tracker_store_of(agent: Any) -> CachingTrackerStore:
    """Our store within the wrappers that Rasa puts around it; raises TypeError if it runs with another one."""
    store = agent.tracker_store
    while not isinstance(store, CachingTrackerStore):
        if not hasattr(store, "_tracker_store"):
            raise TypeError(f"the tracker store is {type(store).__name__}")
        store = store._tracker_store
    return store


def _row(sender_id: str, event: Any) -> dict[str, Any]:
    """An event in the columns of Rasa's table."""
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }
