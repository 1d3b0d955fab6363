"""A child: one process of the bot, started so that it never outlives its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.awaited_files import waiting_for
from bot.model import FAST, quiet_environment
from bot.settings import ROOT, Settings, is_secret

STOP_SECONDS = 10.0
MOST_LOG_BYTES = 10_000_000
"""A log that is longer at a start begins anew; the one before is kept beside it."""


@dataclass(frozen=True)
class Program:
    """What a child is: a Python module with its arguments."""

    name: str
    module: str
    arguments: tuple[str, ...]
    log: str
    """Its file in the data folder."""
    ready_url: str
    keeps_secrets: bool = False
    """Whether it is given keys and tokens; only the front door has a use for them."""


@dataclass(frozen=True)
class Child:
    """A program that was started."""

    program: Program
    process: subprocess.Popen[bytes]
    log: Path
    log_start: int
    """Bytes in the log when this child started."""

    @property
    def name(self) -> str:
        """What it is called."""
        return self.program.name

    def is_running(self) -> bool:
        """Whether it has not ended yet."""
        return self.process.poll() is None

    def said(self) -> list[str]:
        """The lines it has written to its log."""
        with self.log.open("rb") as log:
            log.seek(self.log_start)
            return [line.strip() for line in log.read().decode(errors="replace").split("\n") if line.strip()]

    def ask_to_stop(self) -> None:
        """Tell it to stop; returns at once."""
        if self.is_running():
            self.process.send_signal(signal.SIGTERM)

    def stop(self) -> None:
        """Tell it to stop, and end it if it does not."""
        self.ask_to_stop()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdin:
            self.process.stdin.close()


def start(program: Program, settings: Settings, after: Sequence[Path] = ()) -> Child:
    """Start a program, with its output in its log; one that needs the files `after` waits for them."""
    path = settings.data / program.log
    if path.exists() and path.stat().st_size > MOST_LOG_BYTES:
        path.replace(path.with_suffix(".log.1"))
    with open(path, "ab", opener=_for_us_alone) as output:
        log_start = output.tell()
        process = subprocess.Popen(  # noqa: S603 - our own commands
            [sys.executable, "-m", "bot.with_parent", program.module, *program.arguments],
            cwd=ROOT,
            env=_environment(program, settings) | waiting_for(after),
            # A pipe that nothing is written to: it ends when we do, however that comes (bot.with_parent).
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            # Ctrl-C is for us: we stop the children in order.
            start_new_session=True,
            # Logs and databases are for the bot's user alone.
            umask=0o077,
        )
    return Child(program, process, path, log_start)


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def stop_all(children: Sequence[Child]) -> None:
    """Stop children, each by its own process id, the last started first."""
    for child in reversed(children):
        child.ask_to_stop()
    for child in reversed(children):
        child.stop()


def _environment(program: Program, settings: Settings) -> dict[str, str]:
    env = {**os.environ, **settings.as_environment(), **quiet_environment(), **FAST}
    if program.keeps_secrets:
        return env
    # These children see redacted words alone and have no use for a key.
    return {name: value for name, value in env.items() if not is_secret(name)}
