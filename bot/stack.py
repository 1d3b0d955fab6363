"""The stack: the assistant and its action server as child processes, started, watched and stopped."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

import httpx

from bot.model import quiet_environment, train
from bot.settings import CONTACT_KEY, ROOT, Settings

START_SECONDS = 120.0
STOP_SECONDS = 10.0
FREE_MEGABYTES = 200
"""Below this much free disk the stack does not start: a message that cannot be stored is a lost one."""

ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""A message's matrices are small: sharing one among threads costs more than it saves."""
NO_MODEL = "Could not load model"


class StackError(Exception):
    """The stack cannot run; the message is one plain line for the person at the terminal."""


@dataclass(frozen=True)
class _Child:
    name: str
    process: subprocess.Popen[bytes]
    log: Path
    log_start: int
    """Bytes in the log when this child started."""
    ready_url: str

    def said(self) -> list[str]:
        """The lines it has written to its log."""
        with self.log.open("rb") as log:
            log.seek(self.log_start)
            return [line.strip() for line in log.read().decode(errors="replace").split("\n") if line.strip()]


class Stack:
    """Use as a context manager: up on entry, all children gone on exit."""

    def __init__(
        self,
        settings: Settings,
        say: Callable[[str], None],
        server: str = "bot.channels.rasa_server",
        endpoints: Path = ROOT / "endpoints.yml",
    ) -> None:
        """`server` is the module that serves the assistant; Rasa's own is `rasa`."""
        self.settings = settings
        self._say = say
        self._server = server
        self._endpoints = endpoints
        self._children: list[_Child] = []

    def __enter__(self) -> Stack:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Train if needed, start both processes and wait until they answer; raises StackError."""
        _check_disk(self.settings.data)
        _check_port(self.settings.actions_port, "action server", "CLINIC_BOT_ACTIONS_PORT")
        _check_port(self.settings.assistant_port, "assistant", "CLINIC_BOT_ASSISTANT_PORT")
        model = train(self.settings, self._say)
        self._say("Starting the action server and the assistant ...")
        self._start_actions()
        self._start_assistant(model)
        self._wait()

    def stop(self) -> None:
        """Stop the children, each by its own process id, the last started first."""
        for child in reversed(self._children):
            if child.process.poll() is None:
                child.process.send_signal(signal.SIGTERM)
        for child in reversed(self._children):
            try:
                child.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()
        self._children.clear()

    def fallen(self) -> str | None:
        """The name of a child that ended by itself, or None."""
        return next((child.name for child in self._children if child.process.poll() is not None), None)

    def pids(self) -> dict[str, int]:
        """Process ids by name."""
        return {child.name: child.process.pid for child in self._children}

    def _start_actions(self) -> None:
        port = self.settings.actions_port
        command = ["-m", "rasa_sdk", "--actions", "actions", "--port", str(port)]
        self._spawn("action server", command, "actions.log", f"{self.settings.actions_url}/health")

    def _start_assistant(self, model: Path) -> None:
        command = ["-m", self._server, "run", "--model", str(model), "--interface", "127.0.0.1"]
        command += ["--port", str(self.settings.assistant_port), "--endpoints", str(self._endpoints)]
        ready = f"{self.settings.assistant_url}/webhooks/clinic/ready"
        self._spawn("assistant", command, "assistant.log", ready)

    def _spawn(self, name: str, command: list[str], log: str, ready_url: str) -> None:
        env = {**os.environ, **self.settings.as_environment(), **quiet_environment(), **ONE_THREAD}
        # The children see redacted words alone and have no use for it.
        env.pop(CONTACT_KEY, None)
        path = self.settings.data / log
        with path.open("ab") as output:
            log_start = output.tell()
            process = subprocess.Popen(  # noqa: S603 - our own commands
                [sys.executable, *command],
                cwd=ROOT,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                # Ctrl-C is for us: we stop the children in order.
                start_new_session=True,
                # Logs and Rasa's database are for the bot's user alone.
                umask=0o077,
            )
        self._children.append(_Child(name, process, path, log_start, ready_url))

    def _wait(self) -> None:
        until = time.monotonic() + START_SECONDS
        waiting = list(self._children)
        with httpx.Client(trust_env=False, timeout=2.0) as client:
            while waiting:
                for child in waiting:
                    _check_start(child)
                waiting = [child for child in waiting if not _answers(client, child.ready_url)]
                if time.monotonic() > until:
                    raise StackError(
                        f"The {waiting[0].name} was not ready within {START_SECONDS:.0f} seconds."
                    )
                time.sleep(0.1)


def on_free_ports(settings: Settings) -> Settings:
    """The same settings on two ports that nothing listens on."""
    with socket.socket() as first, socket.socket() as second:
        for each in (first, second):
            each.bind(("127.0.0.1", 0))
        return replace(settings, assistant_port=first.getsockname()[1], actions_port=second.getsockname()[1])


def _check_port(port: int, name: str, setting: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise StackError(f"Port {port} for the {name} cannot be opened: {error.strerror}.") from error
            raise StackError(
                f"Port {port} for the {name} is taken: is the bot running already? Or set {setting}."
            ) from error


def _check_disk(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        free = shutil.disk_usage(folder).free // 1_000_000
    except OSError as error:
        raise StackError(f"The data folder {folder} cannot be used: {error.strerror}.") from error
    if free < FREE_MEGABYTES:
        raise StackError(f"The disk is full: {free} MB free at {folder}, and {FREE_MEGABYTES} MB are needed.")


def _check_start(child: _Child) -> None:
    """Raise StackError as soon as it is plain that a child will not become ready."""
    if child.process.poll() is not None:
        last = next(reversed(child.said()), "it said nothing")
        raise StackError(f"The {child.name} ended while starting: {last}")
    # Rasa stays up without a model, and would never become ready.
    refusal = next((line for line in child.said() if NO_MODEL in line), None)
    if refusal:
        raise StackError(f"The {child.name} cannot load its model: {refusal}")


def _answers(client: httpx.Client, url: str) -> bool:
    try:
        return client.get(url).status_code == 200
    except httpx.HTTPError:
        return False
