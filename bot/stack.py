"""The stack: the assistant and its action server as child processes, started, watched and stopped."""

from __future__ import annotations

import errno
import shutil
import socket
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import SystemRandom
from types import TracebackType

import httpx

from bot.child import Child, Program, start, stop_all
from bot.model import made_by_training
from bot.settings import ROOT, Settings
from bot.training import train

START_SECONDS = 120.0
FREE_MEGABYTES = 200
"""Below this much free disk the stack does not start: a message that cannot be stored is a lost one."""
PORTS = range(20_000, 32_000)
"""Outgoing connections take theirs from 32768 on, on Linux, and from higher ones elsewhere."""

NO_MODEL = "Could not load model"
SERVER = "bot.channels.rasa_server"
ENDPOINTS = ROOT / "endpoints.yml"


class StackError(Exception):
    """The stack cannot run; the message is one plain line for the person at the terminal."""


class Stack:
    """Use as a context manager: ready on entry, all children gone on exit."""

    def __init__(
        self,
        settings: Settings,
        say: Callable[[str], None],
        server: str = SERVER,
        endpoints: Path = ENDPOINTS,
    ) -> None:
        """`server` is the module that serves the assistant; Rasa's own, `rasa`, does not wait for its model."""
        self.settings = settings
        self._say = say
        self._server = server
        self._endpoints = endpoints
        self._children: list[Child] = []

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
        self.begin()
        self.wait()

    def begin(self) -> None:
        """Start both processes and train what is not current; raises StackError."""
        check_disk(self.settings.data)
        check_ports(self.settings)
        made = made_by_training(self.settings)
        # They load their libraries beside the training, and wait for what it makes.
        for program in programs(self.settings, made[0], self._server, self._endpoints):
            self._children.append(start(program, self.settings, made))
        train(self.settings, self._say)
        self._say("Starting the action server and the assistant ...")

    def wait(self) -> None:
        """Wait until both answer; raises StackError."""
        wait_until_ready(self._children)

    def stop(self) -> None:
        """Stop the children, each by its own process id, the last started first."""
        stop_all(self._children)
        self._children.clear()

    def fallen(self) -> str | None:
        """The name of a child that ended by itself, or None."""
        return next((child.name for child in self._children if not child.is_running()), None)

    def pids(self) -> dict[str, int]:
        """Process ids by name."""
        return {child.name: child.process.pid for child in self._children}


def programs(
    settings: Settings, model: Path, server: str = SERVER, endpoints: Path = ENDPOINTS
) -> tuple[Program, Program]:
    """The action server and the assistant, in the order to start them."""
    actions = ("--actions", "actions", "--port", str(settings.actions_port))
    where = ("--interface", "127.0.0.1", "--port", str(settings.assistant_port))
    assistant = ("run", "--model", str(model), *where, "--endpoints", str(endpoints))
    ready = f"{settings.assistant_url}/webhooks/clinic/ready"
    return (
        Program("action server", "actions.server", actions, "actions.log", f"{settings.actions_url}/health"),
        Program("assistant", server, assistant, "assistant.log", ready),
    )


def wait_until_ready(children: Iterable[Child]) -> None:
    """Wait until children answer; raises StackError as soon as it is plain that one will not."""
    until = time.monotonic() + START_SECONDS
    waiting = list(children)
    while waiting:
        for child in waiting:
            check_start(child)
        ready = answering(waiting)
        waiting = [child for child in waiting if child not in ready]
        if waiting and time.monotonic() > until:
            raise StackError(f"The {waiting[0].name} was not ready within {START_SECONDS:.0f} seconds.")
        time.sleep(0.1)


def answering(children: Iterable[Child]) -> list[Child]:
    """Those that answer that all is well."""
    with httpx.Client(trust_env=False, timeout=2.0) as client:
        return [child for child in children if _answers(client, child.program.ready_url)]


def on_free_ports(settings: Settings) -> Settings:
    """The same settings on ports that nothing listens on.

    From below those that systems give to outgoing connections: one of these could take a port before it is used.
    """
    drawn = SystemRandom().sample(PORTS, len(PORTS))
    assistant, actions, door = islice(filter(_is_free, drawn), 3)
    return replace(settings, assistant_port=assistant, actions_port=actions, port=door)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def check_ports(settings: Settings) -> None:
    """Raise StackError if a port of the assistant's or the action server's is taken."""
    check_port("127.0.0.1", settings.actions_port, "action server", "CLINIC_BOT_ACTIONS_PORT")
    check_port("127.0.0.1", settings.assistant_port, "assistant", "CLINIC_BOT_ASSISTANT_PORT")


def check_port(host: str, port: int, name: str, setting: str) -> None:
    """Raise StackError, with whose port it would be and the setting that changes it, if it cannot be opened."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise StackError(f"Port {port} for the {name} cannot be opened: {error.strerror}.") from error
            raise StackError(
                f"Port {port} for the {name} is taken: is the bot running already? Or set {setting}."
            ) from error


def check_disk(folder: Path) -> None:
    """Raise StackError if the data folder cannot be used or the disk is full."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        free = shutil.disk_usage(folder).free // 1_000_000
    except OSError as error:
        raise StackError(f"The data folder {folder} cannot be used: {error.strerror}.") from error
    if free < FREE_MEGABYTES:
        raise StackError(f"The disk is full: {free} MB free at {folder}, and {FREE_MEGABYTES} MB are needed.")


def check_start(child: Child) -> None:
    """Raise StackError as soon as it is plain that a child will not become ready."""
    if not child.is_running():
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
