"""How long do other patients wait while a conversation is erased? Prints a table.

Run it from the project's root:

    .venv/bin/python bench/erasing.py              (a store of 60 MB)
    .venv/bin/python bench/erasing.py --mb 200

One line for what an erasure does and one for the daily rebuild, beside which another patient writes all the time:
how long it took, how many messages were stored meanwhile, how many refused, the slowest, and the longest stop of
the event loop, in which nobody is served.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sqlite3
import tempfile
import time
from collections.abc import Awaitable
from contextlib import closing
from pathlib import Path

from bot.channels.door import BUSY_SECONDS
from bot.cleaning import Cleaning
from bot.store import Store

WORDS = [f"word{number}" for number in range(3000)]
PAUSE = 0.01


def fill(store: Store, megabytes: float) -> None:
    """Conversations of twenty messages with many words, until the file is as large as wanted."""
    while store.path.stat().st_size < megabytes * 1e6:
        with store.writing():
            for _ in range(20):
                conversation = store.add_conversation("web")
                for _ in range(20):
                    store.add_patient_message(conversation, " ".join(random.choices(WORDS, k=120)), None)
        store.database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


async def beside(store: Store, work: Awaitable[object]) -> str:
    """The line of the table on one kind of work."""
    conversation, stored, refused, slowest, stop = store.add_conversation("web"), 0, 0, 0.0, 0.0
    task = asyncio.ensure_future(work)
    began = time.perf_counter()
    while not task.done():
        before = time.perf_counter()
        try:
            store.add_patient_message(conversation, "I cannot breathe", None)
            stored += 1
        except sqlite3.OperationalError:
            refused += 1
        slowest = max(slowest, time.perf_counter() - before)
        await asyncio.sleep(PAUSE)
        stop = max(stop, time.perf_counter() - before - PAUSE)
    took, done = time.perf_counter() - began, task.result()
    words = "" if done else "  (not finished)"
    return f"{took:8.2f} s {stored:8d} {refused:8d} {slowest * 1000:8.0f} ms {stop * 1000:8.0f} ms{words}"


def rebuilt(path: Path) -> bool:
    """What the daily purge does, with a connection of its own."""
    with closing(Store(path)) as store:
        return store.rebuild()


def main() -> None:
    """Fill a store and measure both."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--mb", type=float, default=60.0, help="size of the store")
    megabytes = options.parse_args().mb
    random.seed(7)
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Store(Path(folder) / "clinic.db", BUSY_SECONDS)) as store,
    ):
        fill(store, megabytes)
        (erased,) = store.database.execute("SELECT id FROM conversations LIMIT 1").fetchone()
        print(
            f"{store.path.stat().st_size / 1e6:.0f} MB        took   stored  refused     slowest  longest stop"
        )
        store.erase(erased, "erased by patient")
        print("erasure  ", asyncio.run(beside(store, Cleaning(store.path).clean())))
        print("rebuild  ", asyncio.run(beside(store, asyncio.to_thread(rebuilt, store.path))))


if __name__ == "__main__":
    main()
