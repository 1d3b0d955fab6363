"""Nothing leaves the machine: the whole stack runs under guard, and the guard sees no attempt."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from bot.settings import ROOT

from .talk import Bot, Talk, guard_environment

pytestmark = pytest.mark.stack

CLINIC_BOT = Path(sys.executable).with_name("clinic-bot")


def _attempts(folder: Path) -> list[str]:
    path = folder / "attempts"
    return path.read_text().splitlines() if path.exists() else []


def _connections(bot: Bot) -> list[psutil._common.pconn]:
    children = [psutil.Process(pid) for pid in bot.stack.pids().values()]
    family = [*children, *(grandchild for child in children for grandchild in child.children(recursive=True))]
    return [connection for process in family for connection in process.connections(kind="inet")]


def test_a_conversation_reaches_for_nothing_beyond_this_machine(
    bot: Bot, patient: Talk, attempts: Path
) -> None:
    """Not while starting, nor in answers, small talk, misses, red flags and hand-offs."""
    assert patient.ask("how long does kyphoplasty take?").kind == "answer"
    for text in ("and for vertebroplasty?", "hello", "blorf snazzle quim", "I want to talk to a person"):
        patient.say(text)
    assert patient.ask("my chest hurts and I cannot breathe").kind == "emergency"
    guarded = {int(path.name.removeprefix("guarded-")) for path in attempts.glob("guarded-*")}
    assert set(bot.stack.pids().values()) <= guarded
    assert _attempts(attempts) == []


def test_the_front_door_reaches_for_nothing_either(bot: Bot, tmp_path: Path) -> None:
    """The command that takes a patient's words runs under the same guard."""
    env = {**os.environ, **bot.settings.as_environment(), **guard_environment(tmp_path)}
    asked = subprocess.run(
        [CLINIC_BOT, "ask", "how long does kyphoplasty take?"], env=env, capture_output=True, text=True
    )
    assert "Kyphoplasty often takes" in asked.stdout
    assert list(tmp_path.glob("guarded-*"))
    assert _attempts(tmp_path) == []


def test_only_loopback_is_listened_on(bot: Bot, patient: Talk) -> None:
    """No other machine can reach the assistant or its action server, and they hold no line to one."""
    patient.say("hello")
    connections = _connections(bot)
    assert {c.laddr.port for c in connections if c.status == psutil.CONN_LISTEN} == {
        bot.settings.assistant_port,
        bot.settings.actions_port,
    }
    assert {address.ip for c in connections for address in (c.laddr, c.raddr) if address} == {"127.0.0.1"}


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('192.0.2.1', 80), 1)",
        "socket.getaddrinfo('rasa.com', 443)",
        "socket.socket().bind(('0.0.0.0', 0))",
        "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
    ],
)
def test_the_guard_would_see_it(tmp_path: Path, attempt: str) -> None:
    """The guard does refuse and record: connecting, looking up a name, listening, sending."""
    env = {**os.environ, **guard_environment(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", f"import socket; {attempt}"], env=env, capture_output=True, text=True
    )
    assert "PermissionError" in done.stderr
    assert len(_attempts(tmp_path)) == 1


def test_telemetry_is_off_in_every_process_of_the_environment() -> None:
    """Even a bare Python with an empty environment has it off."""
    done = subprocess.run(
        [sys.executable, "-c", "import os; print(os.environ['RASA_TELEMETRY_ENABLED'])"],
        env={},
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.stdout.strip() == "false", "scripts/setup writes no_telemetry.pth"
