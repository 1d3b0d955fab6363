"""How fast is the whole bot through its front door, and does its memory grow? Prints a table.

Run it from the project's root, with a trained model, on a machine that does nothing else (under four minutes, whatever
the machine: what does not fit is not sent, and the table says how much was):

    .venv/bin/python bench/door.py
    .venv/bin/python bench/door.py --seconds 10 --messages 500    (a quick look)

It starts `clinic-bot run` with a temporary data folder on free loopback ports, limits out of the way, and talks to it
as browsers do: each client holds conversations of five messages over HTTP, in 1 and then in 16 conversations at once.
A client sends its next message when it has the replies to the last: the load is what so many patients make who type
without a pause, and no more than the bot answers. The clients run on the same processors as the bot.

- messages a second, p50, p95, worst: one message is a POST to /chat/v1/messages until its replies are back: stored,
  redacted, screened, understood, answered, stored. One conversation goes before, untimed.
- memory: resident, of each process, after the first 500 messages and after the last.

The run stops with an error at the first reply that is no answer (an apology, a problem), when the store holds another
number of messages than were sent, or when a process was started anew meanwhile.

Exit code: 0 measured, 2 the measurement failed.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import math
import os
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import httpx
import psutil

from bot.settings import ROOT, Settings
from bot.stack import on_free_ports

CLIENTS = (1, 16)
WARM = 500
"""Messages after which memory is looked at first: caches are filled by then."""
START_SECONDS = 120
IN_ALL = 200.0
"""Seconds after which nothing more is sent."""
LIMITS = (
    "MESSAGES_PER_MINUTE",
    "ADDRESS_MESSAGES_PER_MINUTE",
    "ADDRESS_REQUESTS_PER_MINUTE",
    "CONVERSATIONS_PER_HOUR",
)
MODULES = {
    "bot.channels.server": "front door",
    "bot.channels.rasa_server": "assistant",
    "actions.server": "action server",
}
QUESTIONS = (
    "how long does kyphoplasty take?",
    "and will I be awake",
    "what are the risks of vertebroplasty",
    "can the cement leak?",
    "when can I drive again",
)


class MeasurementError(Exception):
    """The run cannot be trusted; the message says why."""


@dataclass
class Load:
    """What so many clients saw."""

    clients: int
    seconds: float
    times: list[float]

    def row(self) -> str:
        """Its line in the table."""
        times = sorted(self.times)
        p95 = times[int(len(times) * 0.95)]
        rate = len(times) / self.seconds
        return (
            f"{self.clients:7d} {len(times):9d} {rate:11.1f} {statistics.median(times) * 1000:8.0f}"
            f" {p95 * 1000:8.0f} {times[-1] * 1000:9.0f}"
        )


class Client:
    """One browser after another."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http
        self._ids = itertools.count()

    async def talk(self) -> list[float]:
        """One conversation; how long each message took."""
        begun = await self._post("/conversations", {}, {})
        headers = {"Authorization": f"Bearer {begun['token']}"}
        times = []
        for question in QUESTIONS:
            began = time.perf_counter()
            body = {"text": question, "client_id": f"b-{next(self._ids)}"}
            answer = await self._post("/messages", body, headers)
            times.append(time.perf_counter() - began)
            kinds = {message.get("kind") for message in answer["messages"][1:]}
            if kinds != {"answer"}:
                raise MeasurementError(f"{question!r} was met with {kinds}")
        return times

    async def _post(self, path: str, body: dict[str, str], headers: dict[str, str]) -> dict[str, list]:
        response = await self._http.post(path, json=body, headers=headers)
        if response.status_code not in (200, 201):
            raise MeasurementError(f"{path}: {response.status_code} {response.text[:200]}")
        return response.json()


async def load(url: str, clients: int, seconds: float, messages: float = math.inf) -> Load:
    """Let clients talk for so many seconds, but for no more than so many messages in all."""
    times: list[float] = []
    began = time.perf_counter()

    async def one(http: httpx.AsyncClient) -> None:
        client = Client(http)
        while len(times) < messages and time.perf_counter() - began < seconds:
            times.extend(await client.talk())

    limits = httpx.Limits(max_connections=clients)
    async with httpx.AsyncClient(
        base_url=f"{url}/chat/v1", trust_env=False, timeout=60, limits=limits
    ) as http:
        await asyncio.gather(*(one(http) for _ in range(clients)))
    return Load(clients, time.perf_counter() - began, times)


@contextmanager
def running(folder: Path) -> Iterator[tuple[Settings, int]]:
    """The bot, ready; its settings and the supervisor's process id."""
    # A turn that takes too long shall stand in the table, and not end the run.
    settings = replace(on_free_ports(Settings.from_environment()), data=folder, assistant_timeout=60.0)
    env = {**os.environ, **settings.as_environment()}
    env |= {f"CLINIC_BOT_{name}": "100000" for name in LIMITS}
    env["CLINIC_BOT_ADDRESS_CHARACTERS_PER_MINUTE"] = "100000000"
    log = folder.with_suffix(".log")
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "run"], cwd=ROOT, env=env, stdout=output, stderr=output
        )
    try:
        until = time.monotonic() + START_SECONDS
        while "Ready:" not in log.read_text():
            if process.poll() is not None or time.monotonic() > until:
                raise MeasurementError(f"the bot does not start: {log.read_text()}")
            time.sleep(0.2)
        yield settings, process.pid
    except MeasurementError as error:
        logs = (folder / name for name in ("front_door.log", "assistant.log", "actions.log"))
        last = [line for log in logs if log.exists() for line in log.read_text().splitlines()[-3:]]
        raise MeasurementError("\n  ".join([str(error), *last])) from error
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(40)


@dataclass(frozen=True)
class Memory:
    """What the processes took after so many messages."""

    messages: int
    megabytes: dict[str, float]
    pids: dict[str, int]


def memory(pid: int, messages: int) -> Memory:
    """Look at each process of the bot."""
    found = {
        name: child
        for child in psutil.Process(pid).children()
        for module, name in MODULES.items()
        if module in child.cmdline()
    }
    sizes = {name: child.memory_info().rss / 1e6 for name, child in found.items()}
    return Memory(messages, sizes, {name: child.pid for name, child in found.items()})


def measure(seconds: float, messages: int) -> None:
    """Measure and print."""
    until = time.monotonic() + IN_ALL
    print(
        f"{os.cpu_count()} processors, load before the start {os.getloadavg()[0]:.1f} (0: nothing else runs)"
    )
    with (
        tempfile.TemporaryDirectory(prefix="clinic-bot-door-") as folder,
        running(Path(folder) / "data") as (settings, pid),
    ):
        talk = partial(_talk, settings.door_url, until)
        loads = [talk(1, messages=1), *(talk(clients, seconds) for clients in CLIENTS)]
        loads.append(talk(CLIENTS[-1], messages=WARM - _sent(loads)))
        before = memory(pid, _sent(loads))
        loads.append(talk(CLIENTS[-1], messages=messages - _sent(loads)))
        after = memory(pid, _sent(loads))
        _check(settings, before, after)
    print_tables([*loads[1 : 1 + len(CLIENTS)], loads[-1]], before, after)


def _talk(
    url: str, until: float, clients: int, seconds: float = math.inf, messages: float = math.inf
) -> Load:
    """Load, for as long as there is time left."""
    return asyncio.run(load(url, clients, min(seconds, until - time.monotonic()), messages))


def _sent(loads: Iterable[Load]) -> int:
    return sum(len(each.times) for each in loads)


def _check(settings: Settings, before: Memory, after: Memory) -> None:
    """Raises MeasurementError if what was measured is not what happened."""
    if before.pids != after.pids or len(after.pids) != len(MODULES):
        raise MeasurementError(f"a process was started anew: {before.pids}, then {after.pids}")
    with closing(sqlite3.connect(settings.store)) as store:
        stored = store.execute("SELECT count(*) FROM messages WHERE sender = 'patient'").fetchone()[0]
    if stored != after.messages:
        raise MeasurementError(f"{after.messages} messages were sent, and {stored} are stored")


def print_tables(loads: Iterable[Load], before: Memory, after: Memory) -> None:
    """Speed, then memory."""
    print("\nclients  messages  a second   p50 ms   p95 ms  worst ms")
    print("\n".join(each.row() for each in loads if each.times))
    print(f"\nprocess         MB after {before.messages} messages   after {after.messages}")
    for name, megabytes in before.megabytes.items():
        print(f"{name:15s} {megabytes:20.0f} {after.megabytes[name]:13.0f}")


def main() -> int:
    """Read the arguments and measure; returns the exit code."""
    parser = argparse.ArgumentParser(description="Speed and memory of the whole bot through its front door.")
    parser.add_argument("--seconds", type=float, default=20, help="of load for each number of clients")
    parser.add_argument("--messages", type=int, default=3000, help="in all at most, for memory")
    options = parser.parse_args()
    try:
        measure(options.seconds, options.messages)
    except MeasurementError as error:
        print(f"bench/door.py: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
