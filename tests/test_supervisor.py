"""Processes that end or hang are started again, less and less often, and what is known of them is written down."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import psutil
import pytest

import bot.child
import bot.supervisor
from bot.child import Program
from bot.child_state import ChildState, read_states
from bot.settings import Settings
from bot.stack import StackError, on_free_ports
from bot.supervisor import Supervisor
from bot.training import TrainingError

pytestmark = pytest.mark.slow

TOY = """
import http.server, os, sys
print("secret:", os.environ.get("CLINIC_BOT_CONTACT_KEY"), flush=True)
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def log_message(self, *args): pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


def toy(name: str, port: int, **options: bool) -> Program:
    """A program that answers on a port."""
    return Program(name, "toy", (str(port),), f"{name}.log", f"http://127.0.0.1:{port}/", **options)


@pytest.fixture
def said() -> list[str]:
    """What the supervisor says."""
    return []


@pytest.fixture
def make(
    settings: Settings, said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Supervisor]:
    """Makes a supervisor of three toys."""
    (tmp_path / "toy.py").write_text(TOY)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), str(bot.child.ROOT)]))
    monkeypatch.setenv("CLINIC_BOT_CONTACT_KEY", "not-a-secret")
    apart = on_free_ports(settings)
    door = toy("front door", apart.port, keeps_secrets=True)
    others = (toy("action server", apart.actions_port), toy("assistant", apart.assistant_port))
    monkeypatch.setattr(bot.supervisor, "front_door", lambda settings: door)
    monkeypatch.setattr(bot.supervisor, "programs", lambda settings, model: others)
    monkeypatch.setattr(bot.supervisor, "train", lambda settings, say: Path("model"))
    return lambda: Supervisor(apart, said.append)


@pytest.fixture
def supervisor(make: Callable[[], Supervisor]) -> Iterator[Supervisor]:
    """Three toys that run."""
    with make() as supervisor:
        yield supervisor


def states(settings: Settings) -> dict[str, ChildState]:
    """What is written of each process."""
    return {state.name: state for state in read_states(settings.data)}


def watch_until(supervisor: Supervisor, is_done: Callable[[], bool], seconds: float = 10.0) -> None:
    """Watch until something is so."""
    until = time.monotonic() + seconds
    while not is_done():
        assert time.monotonic() < until, "it never came"
        supervisor.watch()
        time.sleep(0.02)


def _is_replaced(supervisor: Supervisor, pid: int) -> bool:
    return supervisor.pids()["assistant"] != pid


def test_all_run_and_are_written_down(supervisor: Supervisor, settings: Settings, said: list[str]) -> None:
    """The three are up, and the address of the page is told before the assistant is ready."""
    assert {name: (state.up, state.restarts) for name, state in states(settings).items()} == {
        "front door": (True, 0),
        "action server": (True, 0),
        "assistant": (True, 0),
    }
    assert "The page is at http://127.0.0.1:" in said[-1]


def test_assistant_gets_ready_beside_the_training(
    make: Callable[[], Supervisor], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It and the action server run while what it needs is being trained; if that fails, they are ended."""
    ran: list[psutil.Process] = []

    def fail(*_: object) -> Path:
        ran.extend(psutil.Process().children())
        raise TrainingError("no")

    monkeypatch.setattr(bot.supervisor, "train", fail)
    with pytest.raises(TrainingError), make():
        pytest.fail("it started")
    assert len(ran) == 2
    assert not any(process.is_running() for process in ran)


def test_dead_process_is_started_again(supervisor: Supervisor, settings: Settings, said: list[str]) -> None:
    """It is down for a moment, which can be seen, and then another is up."""
    dead = supervisor.pids()["assistant"]
    os.kill(dead, signal.SIGKILL)
    watch_until(supervisor, lambda: not states(settings)["assistant"].up)
    assert "The assistant ended by itself (code -9" in said[-1]
    watch_until(supervisor, lambda: states(settings)["assistant"].up)
    assert states(settings)["assistant"].restarts == 1
    assert supervisor.pids()["assistant"] != dead
    assert states(settings)["front door"].restarts == 0


def test_waits_grow(supervisor: Supervisor, settings: Settings, said: list[str]) -> None:
    """One that dies again and again is waited for longer each time."""
    for _ in range(2):
        dead = supervisor.pids()["assistant"]
        os.kill(dead, signal.SIGKILL)
        watch_until(supervisor, partial(_is_replaced, supervisor, dead))
    waits = [line.rpartition("again in ")[2] for line in said if "ended by itself" in line]
    assert waits == ["0.5 seconds.", "1.0 seconds."]


def test_hanging_process_is_ended(
    supervisor: Supervisor, settings: Settings, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that runs and does not answer is as good as dead."""
    monkeypatch.setattr(bot.supervisor, "LOOK_EVERY", 0.0)
    watch_until(supervisor, lambda: supervisor._watched[2].answered is not None)
    monkeypatch.setattr(bot.supervisor, "SILENT_SECONDS", 0.5)
    monkeypatch.setattr(bot.child, "STOP_SECONDS", 0.1)
    hanging = supervisor.pids()["assistant"]
    os.kill(hanging, signal.SIGSTOP)
    watch_until(supervisor, lambda: supervisor.pids()["assistant"] != hanging, seconds=20)
    assert any("has not answered" in line for line in said)


def test_nothing_is_left_at_the_end(make: Callable[[], Supervisor]) -> None:
    """Every process is gone when the supervisor is."""
    with make() as supervisor:
        pids = list(supervisor.pids().values())
    assert not [pid for pid in pids if psutil.pid_exists(pid)]


def test_secrets_are_the_front_doors_alone(supervisor: Supervisor, settings: Settings) -> None:
    """Keys and tokens are not given to processes that have no use for them."""
    logs = {path.name: path.read_text() for path in settings.data.glob("*.log")}
    assert "not-a-secret" in logs["front door.log"]
    assert "not-a-secret" not in logs["assistant.log"] + logs["action server.log"]


def test_taken_port_of_the_front_door_is_named(settings: Settings) -> None:
    """The line names the setting that changes it, and nothing is started."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = replace(on_free_ports(settings), port=other.getsockname()[1])
        with pytest.raises(StackError, match=r"for the front door is taken.*CLINIC_BOT_PORT"):
            Supervisor(taken, print).__enter__()


def test_process_that_cannot_start_is_told(make: Callable[[], Supervisor], tmp_path: Path) -> None:
    """At the first start a fault is for a person to mend: one line has the last word of the log."""
    (tmp_path / "toy.py").write_text("raise SystemExit('no such thing')")
    with pytest.raises(StackError, match="The front door ended while starting: no such thing"):
        make().__enter__()
