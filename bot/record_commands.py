"""Commands on patients' records: purge, erase, backup, requests and key."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime

from bot.assistant import Assistant, AssistantUnavailableError
from bot.backup import back_up
from bot.contacts import Contacts, SealError, new_key
from bot.counting import counted
from bot.erasure import Eraser, UnknownConversationError
from bot.problems import CommandError
from bot.retention import Purged, Retention
from bot.settings import Settings
from bot.staff_sessions import StaffSessions
from bot.store import Store
from bot.trackers import Trackers


def purge(options: argparse.Namespace, settings: Settings) -> int:
    """Blank what is older than the age limit."""
    try:
        print(asyncio.run(purge_now(settings, datetime.now(UTC))))
    except AssistantUnavailableError as error:
        raise CommandError(f"Nothing was blanked: the assistant could not forget ({error}).") from error
    return 0


def erase(options: argparse.Namespace, settings: Settings) -> int:
    """Delete all that is known of one conversation, and print the receipt."""
    try:
        print("\n".join(asyncio.run(_erase(settings, options.conversation))))
    except UnknownConversationError as error:
        raise CommandError("There is no conversation with this id.") from error
    except AssistantUnavailableError as error:
        raise CommandError(f"Nothing was deleted: the assistant could not forget ({error}).") from error
    return 0


def backup(options: argparse.Namespace, settings: Settings) -> int:
    """Copy the database while it is in use, and open the copy to verify it."""
    with _store(settings) as store:
        made = back_up(store, options.folder or settings.data / "backups", datetime.now(UTC))
    print(f"{made.path}: {counted(made.messages, 'messages')}, verified.")
    return 0


def requests(options: argparse.Namespace, settings: Settings) -> int:
    """List who waits for a person, with what they left to be called back by."""
    with _store(settings) as store:
        lines = list(_requests(store, Contacts(store, settings.contact_key)))
    print("\n".join(lines) if lines else "Nobody is waiting.")
    return 0


def key(options: argparse.Namespace, settings: Settings) -> int:
    """Make a new key for CLINIC_BOT_CONTACT_KEY."""
    print(new_key())
    return 0


async def purge_now(settings: Settings, now: datetime) -> Purged:
    """One purge with connections of its own; raises AssistantUnavailableError."""
    assistant = Assistant(settings.assistant_url, settings.assistant_timeout)
    try:
        with _store(settings) as store:
            StaffSessions(store).forget_old()
            trackers = Trackers(assistant, settings.tracker_store)
            return await Retention(store, trackers, settings.retention_days).purge(now)
    finally:
        await assistant.close()


async def _erase(settings: Settings, conversation: str) -> list[str]:
    assistant = Assistant(settings.assistant_url, settings.assistant_timeout)
    try:
        with _store(settings) as store:
            eraser = Eraser(store, Trackers(assistant, settings.tracker_store))
            return (await eraser.erase(conversation, "erased by staff")).lines()
    finally:
        await assistant.close()


def _requests(store: Store, contacts: Contacts) -> Iterator[str]:
    waiting = {row["conversation"]: row for row in store.open_handoffs()}
    for conversation in [*waiting, *(each for each in store.reachable() if each not in waiting)]:
        row = waiting.get(conversation)
        yield f"{conversation}  " + (f"{row['requested_at']}  {row['reason']}" if row else "left a contact")
        yield from (f"  {line}" for line in _contact_lines(contacts, conversation))


def _contact_lines(contacts: Contacts, conversation: str) -> list[str]:
    try:
        return [f"{contact.kind}: {contact.value}" for contact in contacts.of(conversation)]
    except SealError as error:
        return [str(error)]


@contextmanager
def _store(settings: Settings) -> Iterator[Store]:
    with closing(Store(settings.store)) as store:
        yield store
