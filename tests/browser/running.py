"""The running bot of the browser tests: real processes, which a test may end and mend."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import httpx

from bot.settings import Settings
from bot.store import Store
from bot.supervisor import Supervisor

MEND_SECONDS = 90.0


class Running:
    """The supervisor's children; one that is ended stays down until the test mends it."""

    def __init__(self, supervisor: Supervisor, settings: Settings) -> None:
        self._supervisor = supervisor
        self._settings = settings

    @property
    def url(self) -> str:
        """The front door's address."""
        return self._settings.door_url

    def end(self, name: str) -> None:
        """End a child as a crash would, and wait until it is gone."""
        pid = self._supervisor.pids()[name]
        os.kill(pid, signal.SIGKILL)
        until = time.monotonic() + 10
        while time.monotonic() < until and _is_there(pid):
            time.sleep(0.05)

    def mend(self, name: str) -> None:
        """Let the supervisor start it again, and wait until the front door says that all is well."""
        before = self._supervisor.pids()[name]
        until = time.monotonic() + MEND_SECONDS
        while time.monotonic() < until:
            self._supervisor.watch()
            if self._supervisor.pids()[name] != before and self._is_ready():
                self.warm()
                return
            time.sleep(0.1)
        raise AssertionError(f"the {name} did not come back within {MEND_SECONDS:.0f} seconds")

    def warm(self) -> None:
        """Ask once, so that no test waits for what the assistant does at its first message only."""
        with httpx.Client(base_url=f"{self.url}/chat/v1", trust_env=False, timeout=90.0) as client:
            token = client.post("/conversations", json={}).json()["token"]
            bearer = {"Authorization": f"Bearer {token}"}
            question = {"text": "what is kyphoplasty", "client_id": "warm"}
            client.post("/messages", json=question, headers=bearer).raise_for_status()
            client.delete("/conversations/current", headers=bearer)

    def patient_texts(self) -> list[str]:
        """What patients' messages are stored, in order."""
        return self._column("SELECT text FROM messages WHERE sender = 'patient' ORDER BY id")

    def feedback(self) -> list[str]:
        """What was said of answers."""
        return self._column("SELECT rating || ':' || coalesce(comment, '') FROM feedback ORDER BY created_at")

    def forget_tokens(self) -> None:
        """Let every browser's token be unknown, as if it had expired."""
        with closing(sqlite3.connect(self._settings.store)) as store, store:
            store.execute("DELETE FROM web_tokens")

    def staff_writes(self, text: str) -> None:
        """The staff write into the newest conversation, of which its page is not told: it has to ask."""
        (conversation,) = self._column("SELECT id FROM conversations ORDER BY rowid DESC LIMIT 1")
        with closing(Store(self._settings.store)) as store:
            store.add_staff_message(conversation, text, 1, "staff 1")

    def _column(self, sql: str) -> list[str]:
        with closing(sqlite3.connect(self._settings.store)) as store:
            return [row[0] for row in store.execute(sql)]

    def _is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz", trust_env=False, timeout=2.0).status_code == 200
        except httpx.HTTPError:
            return False


def _is_there(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits to be collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
