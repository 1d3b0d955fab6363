"""The whole bot, with parts of it dying in mid-conversation: nothing is lost, nothing is doubled."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import httpx
import psutil
import pytest

from bot.settings import ROOT
from bot.stack import on_free_ports

from .door import STOP_SECONDS, Run, Visitor, wait_until
from .talk import settings_in

pytestmark = pytest.mark.stack

ST = ROOT / ".venv-fuzz" / "bin" / "st"
FUZZ_CONFIG = Path(__file__).with_name("schemathesis.toml")
PLENTY = {
    f"CLINIC_BOT_{name}": "100000"
    for name in ("MESSAGES_PER_MINUTE", "ADDRESS_MESSAGES_PER_MINUTE", "ADDRESS_REQUESTS_PER_MINUTE")
} | {
    "CLINIC_BOT_ADDRESS_CHARACTERS_PER_MINUTE": "100000000",
    "CLINIC_BOT_CONVERSATIONS_PER_HOUR": "100000",
}
"""Limits that a fuzzer does not reach."""
CANARY = "zebrafinch4711"
"""A word that stands in what patients write here and nowhere else."""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """The bot, started by its command; each test leaves it ready for the next."""
    folder = tmp_path_factory.mktemp("door")
    # A busy machine's first turn after a start may take long; the time limit is not what is tested here.
    settings = replace(settings_in(folder), assistant_timeout=40.0)
    run = Run(settings, folder / "run.log", **PLENTY)
    try:
        yield run
    finally:
        run.stop()


@pytest.fixture(scope="module")
def visitor(run: Run) -> Iterator[Visitor]:
    """One patient who stays through it all."""
    run.wait_for("takes messages")
    visitor = Visitor(run.settings.door_url)
    yield visitor
    visitor.close()


def in_store(run: Run, sql: str) -> int:
    """A count from the file on disk."""
    with closing(sqlite3.connect(run.settings.store)) as file:
        return int(file.execute(sql).fetchone()[0])


def assert_whole(visitor: Visitor, asked: list[str]) -> None:
    """Every message is there once, in its order, with a reply; the numbers have no gap."""
    messages = visitor.transcript()
    assert [message["seq"] for message in messages] == list(range(1, len(messages) + 1))
    assert [message["text"] for message in messages if message["sender"] == "patient"] == asked
    replies = sum(message["sender"] in ("bot", "system") for message in messages)
    assert replies >= len(asked) + 2


# In the order of the story: each test goes on where the one before left off.


def test_messages_are_taken_while_the_assistant_starts(run: Run, visitor: Visitor) -> None:
    """The patient hears at once whom to call; a sign of danger is met; the question is put before staff."""
    assert not run.readiness()["ready"]
    assert run.readiness()["takes_messages"]
    apology = visitor.ask(f"how long does kyphoplasty take? {CANARY}")[1]
    assert (apology["kind"], "+1 555 010 01" in apology["text"]) == ("system", True)
    assert visitor.ask(f"my chest hurts and I cannot breathe {CANARY}")[1]["level"] == "emergency_now"
    assert in_store(run, "SELECT count(*) FROM alerts WHERE level = 'unanswered'") == 1


def test_ready_line_says_where_the_page_is(run: Run, visitor: Visitor) -> None:
    """And the page is there."""
    run.wait_for("Ready:")
    run.wait_until_ready()
    assert f"Ready: the page is at {run.settings.door_url}/" in run.log.read_text()
    assert visitor.ask("how long does kyphoplasty take?")[1]["topics"] == ["duration"]


@pytest.mark.parametrize(
    "operations",
    [["--exclude-operation-id", "eraseConversation"], ["--include-operation-id", "eraseConversation"]],
)
def test_every_operation_keeps_to_its_document(run: Run, visitor: Visitor, operations: list[str]) -> None:
    """Schemathesis finds no answer that the OpenAPI document does not describe."""
    assert ST.exists(), "schemathesis is missing: run scripts/setup-fuzz, as scripts/test does"
    guest = Visitor(run.settings.door_url)
    guest.close()
    command = [
        ST,
        "--config-file",
        FUZZ_CONFIG,
        "--no-color",
        "run",
        f"{run.settings.door_url}/chat/v1/openapi.json",
    ]
    command += ["--header", f"Authorization: Bearer {guest.token}", "--exclude-operation-id", "openSocket"]
    done = subprocess.run(
        [*command, *operations], cwd=run.log.parent, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stdout[-5000:]


def test_assistant_that_dies_comes_back(run: Run, visitor: Visitor) -> None:
    """An apology meanwhile, /readyz tells of it, and the next message works as soon as it is back."""
    run.kill("assistant")
    wait_until(lambda: not run.readiness()["ready"], 10)
    assert visitor.ask(f"what are the risks? {CANARY}")[1]["kind"] == "system"
    assert_comes_back(run, visitor, "assistant")


def test_action_server_that_dies_comes_back(run: Run, visitor: Visitor) -> None:
    """So does the process that needs a second only."""
    run.kill("action server")
    assert_comes_back(run, visitor, "action server")


def assert_comes_back(run: Run, visitor: Visitor, name: str) -> None:
    """It is started again, once, and the talk goes on where it was."""
    wait_until(lambda: run.child(name)["restarts"] == 1, 15)
    run.wait_until_ready()
    reply = visitor.ask("how long does it take?")[1]
    log = (run.settings.data / "front_door.log").read_text()
    assert (reply["kind"], reply["procedure"]) == ("answer", "kyphoplasty"), log[-500:]


def test_front_door_that_is_killed_loses_and_doubles_nothing(run: Run, visitor: Visitor) -> None:
    """Killed again and again while a patient writes: every message is stored once and answered."""
    asked = [message["text"] for message in visitor.transcript() if message["sender"] == "patient"]
    stop = threading.Event()

    def kill_often() -> None:
        # Once it answers, in the middle of whatever it does then; before that there is nothing to lose. Three
        # times: each time it is waited for twice as long.
        left = 3
        while left and not stop.wait(0.2):
            try:
                run.readiness()
                run.kill("front door")
                left -= 1
            except (StopIteration, psutil.Error, ProcessLookupError, httpx.TransportError):
                continue

    killer = threading.Thread(target=kill_often)
    killer.start()
    try:
        for number in range(6):
            text = f"what are the risks? {number}"
            visitor.ask(text, f"killed-{number}")
            asked.append(text)
            time.sleep(0.3)
    finally:
        stop.set()
        killer.join()
    run.wait_until_ready()
    assert_whole(visitor, asked)
    assert run.child("front door")["restarts"] == 3


def test_message_left_behind_is_answered_at_the_next_start(run: Run, visitor: Visitor) -> None:
    """The front door is killed after a message was stored and before it was answered; nobody sends it again."""
    os.kill(run.pid("assistant"), signal.SIGSTOP)
    asking = threading.Thread(target=_ask_and_be_cut_off, args=(visitor, "who is it for?"))
    asking.start()
    left = "SELECT count(*) FROM messages WHERE sender = 'patient' AND settled_at IS NULL"
    wait_until(lambda: in_store(run, left) == 1, 10)
    run.kill("front door")
    os.kill(run.pid("assistant"), signal.SIGCONT)
    asking.join()
    wait_until(lambda: in_store(run, left) == 0, 30)
    assert visitor.transcript()[-1]["sender"] == "bot"


def _ask_and_be_cut_off(visitor: Visitor, text: str) -> None:
    try:
        httpx.post(
            f"{visitor._client.base_url}messages",
            json={"text": text, "client_id": "cut-off"},
            headers=visitor.headers,
            trust_env=False,
            timeout=20,
        )
    except httpx.TransportError:
        return


def test_no_word_of_a_patient_is_in_a_log(run: Run) -> None:
    """What patients wrote stands in the databases and in no other file."""
    files = [path for path in run.settings.data.rglob("*") if path.is_file() and ".db" not in path.name]
    assert {"access.log", "front_door.log", "assistant.log", "actions.log", "children.json"} <= {
        path.name for path in files
    }
    assert [path.name for path in files if CANARY.encode() in path.read_bytes()] == []
    # `run.log` is what a terminal would show: the test's own file.
    logs = [path for path in files if path.suffix == ".log" and path != run.log]
    assert [path.name for path in logs if path.stat().st_mode & 0o077] == []


def test_supervisor_that_is_killed_leaves_nothing(run: Run) -> None:
    """No process goes on without it, and no port stays taken."""
    children = psutil.Process(run.process.pid).children(recursive=True)
    assert len(children) >= 3
    run.process.kill()
    run.process.wait()
    assert not psutil.wait_procs(children, timeout=STOP_SECONDS)[1]


def test_second_front_door_on_a_port_says_so(run: Run) -> None:
    """One line with the setting, and nothing is started."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        settings = replace(on_free_ports(run.settings), port=other.getsockname()[1])
        second = Run(settings, run.log.with_name("second.log"))
        assert second.process.wait(60) == 1
    (line,) = second.log.read_text().splitlines()
    assert "CLINIC_BOT_PORT" in line
