"""`clinic-bot run` in a test, and a browser at its front door."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import psutil

from bot.settings import ROOT, Settings

CLINIC_BOT = Path(sys.executable).with_name("clinic-bot")
READY_SECONDS = 120
STOP_SECONDS = 25
MODULES = {
    "front door": "bot.channels.server",
    "assistant": "bot.channels.rasa_server",
    "action server": "actions.server",
}


class Run:
    """`clinic-bot run` with a data folder of its own."""

    def __init__(self, settings: Settings, log: Path, **environment: str) -> None:
        self.settings = settings
        self.log = log
        with log.open("w") as output:
            self.process = subprocess.Popen(
                [CLINIC_BOT, "run"],
                env={**os.environ, **settings.as_environment(), **environment},
                cwd=ROOT,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def wait_for(self, word: str, seconds: float = READY_SECONDS) -> None:
        """Wait until it says something."""
        until = time.monotonic() + seconds
        while word not in self.log.read_text():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < until, self.log.read_text()
            time.sleep(0.1)

    def pid(self, name: str) -> int:
        """The process id of one of its children."""
        children = psutil.Process(self.process.pid).children()
        return next(child.pid for child in children if MODULES[name] in _command(child))

    def kill(self, name: str) -> None:
        """End one of its children as a crash would."""
        os.kill(self.pid(name), signal.SIGKILL)

    def readiness(self) -> dict[str, Any]:
        """What /readyz says."""
        response = httpx.get(f"{self.settings.door_url}/readyz", trust_env=False, timeout=10)
        body: dict[str, Any] = response.json()
        assert response.status_code == (200 if body["ready"] else 503)
        return body

    def child(self, name: str) -> dict[str, Any]:
        """What /readyz says of one process."""
        return next(child for child in self.readiness()["children"] if child["name"] == name)

    def wait_until_ready(self) -> None:
        """Wait until every part is ready."""
        wait_until(lambda: bool(self.readiness()["ready"]), READY_SECONDS)

    def stop(self) -> int:
        """Press Ctrl-C; returns the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


class Visitor:
    """A browser that begins a conversation at the front door and sends a message again until it is taken."""

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(base_url=f"{url}/chat/v1", trust_env=False, timeout=60)
        begun = self.again_and_again(lambda: self._client.post("/conversations", json={}))
        self.token = begun["token"]
        self.headers = {"Authorization": f"Bearer {self.token}"}
        self._ids = itertools.count(1)

    def ask(self, text: str, client_id: str | None = None) -> list[dict[str, Any]]:
        """The stored message and its replies, however often it has to be sent."""
        body = {"text": text, "client_id": client_id or f"id-{next(self._ids)}"}
        messages: list[dict[str, Any]] = self.again_and_again(
            lambda: self._client.post("/messages", json=body, headers=self.headers)
        )["messages"]
        return messages

    def transcript(self) -> list[dict[str, Any]]:
        """Everything that is stored."""
        messages: list[dict[str, Any]] = self.again_and_again(
            lambda: self._client.get("/messages", headers=self.headers)
        )["messages"]
        return messages

    def close(self) -> None:
        """Close the browser."""
        self._client.close()

    @staticmethod
    def again_and_again(call: Callable[[], httpx.Response]) -> dict[str, Any]:
        """The answer, as soon as there is a server that gives one."""
        until = time.monotonic() + 60
        while True:
            try:
                response = call()
                if response.status_code < 500:
                    break
            except httpx.TransportError:
                pass
            assert time.monotonic() < until, "the front door does not come back"
            time.sleep(0.1)
        assert response.is_success, response.text
        body: dict[str, Any] = response.json()
        return body


def _command(process: psutil.Process) -> list[str]:
    """How a process was started; nothing of one that has just ended and is not yet waited for."""
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:
        return []


def wait_until(is_so: Callable[[], bool], seconds: float) -> None:
    """Wait until something is so."""
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.1)
