"""The supervisor: the front door, the assistant and the action server, kept up; one that dies is started again."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.backoff import Backoff
from bot.child import Child, Program, start, stop_all
from bot.child_state import ChildState, write_states
from bot.model import made_by_training
from bot.moment import stamp_now
from bot.settings import Settings
from bot.stack import (
    START_SECONDS,
    answering,
    check_disk,
    check_port,
    check_ports,
    programs,
    wait_until_ready,
)
from bot.training import train

WATCH_SECONDS = 0.2
LOOK_EVERY = 5.0
"""Seconds between two looks whether a child still answers."""
SILENT_SECONDS = 60.0
"""A child that has answered and then does not for so long hangs, and is started anew."""


@dataclass
class _Watched:
    """One child, or the gap between two."""

    program: Program
    child: Child
    started: float
    since: str
    backoff: Backoff = field(default_factory=Backoff)
    restarts: int = 0
    again_at: float | None = None
    """When it is started again; None while it is up."""
    answered: float | None = None
    """When it last answered since it was started."""

    def state(self) -> ChildState:
        return ChildState(self.program.name, self.again_at is None, self.restarts, self.since)


class Supervisor:
    """Use as a context manager: all three up on entry, all gone on exit; `watch` in between."""

    def __init__(self, settings: Settings, say: Callable[[str], None]) -> None:
        self._settings = settings
        self._say = say
        self._watched: list[_Watched] = []
        self._looked = time.monotonic()

    def __enter__(self) -> Supervisor:
        try:
            self._start_all()
        except BaseException:
            self._stop_all()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stop_all()

    def watch(self) -> None:
        """Start again what has ended or hangs, when it is time; returns at once."""
        self._look()
        for each in self._watched:
            if each.again_at is None and not each.child.is_running():
                self._note_end(each)
            elif each.again_at is not None and time.monotonic() >= each.again_at:
                self._start_again(each)

    def pids(self) -> dict[str, int]:
        """Process ids by name."""
        return {each.program.name: each.child.process.pid for each in self._watched}

    def _start_all(self) -> None:
        """Raises StackError for what a person has to mend before anything can run."""
        settings = self._settings
        check_disk(settings.data)
        check_port(settings.host, settings.port, "front door", "CLINIC_BOT_PORT")
        check_ports(settings)
        made = made_by_training(settings)
        # They load their libraries beside the training, and wait for what it makes.
        self._watched = [_watched(program, settings, made) for program in programs(settings, made[0])]
        train(settings, self._say)
        self._say("Starting the front door, the action server and the assistant ...")
        self._watched.insert(0, _watched(front_door(settings), settings))
        self._write()
        door, *others = (each.child for each in self._watched)
        wait_until_ready([door])
        self._say(f"The page is at {settings.door_url}/ and takes messages; the assistant is still starting.")
        wait_until_ready(others)

    def _stop_all(self) -> None:
        """The front door first: it ends the turns it is in, for which it needs the others."""
        children = [each.child for each in self._watched]
        if children:
            children[0].stop()
        stop_all(children[1:])
        self._watched.clear()

    def _note_end(self, each: _Watched) -> None:
        wait = each.backoff.failed(time.monotonic() - each.started)
        each.again_at = time.monotonic() + wait
        each.since = stamp_now()
        self._say(
            f"The {each.program.name} ended by itself (code {each.child.process.returncode}; its log is"
            f" {each.child.log.name} in {self._settings.data}). It is started again in {wait:.1f} seconds."
        )
        self._write()

    def _start_again(self, each: _Watched) -> None:
        each.child.stop()
        each.child = start(each.program, self._settings)
        each.restarts += 1
        each.started, each.since = time.monotonic(), stamp_now()
        each.again_at = each.answered = None
        self._write()

    def _look(self) -> None:
        if time.monotonic() - self._looked < LOOK_EVERY:
            return
        answered = answering(each.child for each in self._watched if each.again_at is None)
        self._looked = time.monotonic()
        for each in self._watched:
            if each.child in answered:
                each.answered = self._looked
        for each in self._watched:
            self._end_if_silent(each)

    def _end_if_silent(self, each: _Watched) -> None:
        last, patience = (
            (each.started, START_SECONDS) if each.answered is None else (each.answered, SILENT_SECONDS)
        )
        if each.again_at is None and time.monotonic() - last > patience:
            self._say(f"The {each.program.name} has not answered for {patience:.0f} seconds and is ended.")
            each.child.stop()

    def _write(self) -> None:
        try:
            write_states(self._settings.data, [each.state() for each in self._watched])
        except OSError as error:
            # A full disk must not end what still runs.
            self._say(f"The state of the processes cannot be written: {error.strerror}.")


def _watched(program: Program, settings: Settings, after: Sequence[Path] = ()) -> _Watched:
    return _Watched(program, start(program, settings, after), time.monotonic(), stamp_now())


def front_door(settings: Settings) -> Program:
    """The one process that faces the patients."""
    return Program(
        "front door",
        "bot.channels.server",
        (),
        "front_door.log",
        f"{settings.door_url}/healthz",
        keeps_secrets=True,
    )
