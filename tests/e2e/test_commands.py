"""The commands of the README, run as a person runs them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields
from pathlib import Path

import psutil
import pytest

from bot.reply import Reply
from bot.settings import ROOT, Settings
from bot.stack import on_free_ports
from bot.store import Store

from .talk import settings_in

pytestmark = pytest.mark.stack

CLINIC_BOT = Path(sys.executable).with_name("clinic-bot")
LONG_AGO = "zebrafinch4711"
READY_SECONDS = 90
STOP_SECONDS = 20
CASES = """\
id\ttext\tkind\taccept\tprocedure\tgroup
a1\thow long does kyphoplasty take?\tanswer\tduration\tkyphoplasty\tasked
a2\twhat are the risks?\tanswer\trisks|new_fractures\t\tasked
e1\tmy chest hurts and I cannot breathe\temergency\t\t\tdanger
l1\tcan the cement leak?\tlookalike\t\t\tno danger
h1\tcan I talk to a nurse please\thandoff\t\t\tperson
o1\twhat's the weather tomorrow?\tout_of_scope\t\t\tother
s1\thello\tsmalltalk\t\t\tsmall talk
"""


def _command(settings: Settings, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **settings.as_environment()}
    return subprocess.run(
        [CLINIC_BOT, *arguments], env=env, input=typed, capture_output=True, text=True, cwd=ROOT, timeout=180
    )


class Run:
    """`clinic-bot run`, ready."""

    def __init__(self, settings: Settings, log: Path) -> None:
        self.settings = settings
        self.log = log
        with log.open("w") as output:
            self.process = subprocess.Popen(
                [CLINIC_BOT, "run"],
                env={**os.environ, **settings.as_environment()},
                cwd=ROOT,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def wait_until_ready(self) -> None:
        """Wait for the line that says where to go."""
        for _ in range(READY_SECONDS * 10):
            if "Ready:" in self.log.read_text():
                return
            try:
                self.process.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
            break
        raise AssertionError(f"clinic-bot run is not ready: {self.log.read_text()}")

    def children(self) -> list[psutil.Process]:
        """The processes it has started, and theirs."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def stop(self) -> int:
        """Press Ctrl-C; returns the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            for process in [*self.children(), self.process]:
                process.kill()
            raise


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Free ports, and a data folder and content of this file's own."""
    return settings_in(tmp_path_factory.mktemp("commands"))


def _write_long_ago(settings: Settings) -> None:
    store = Store(settings.store)
    store.add_patient_message(store.add_conversation("test"), LONG_AGO, None)
    store.close()
    with closing(sqlite3.connect(settings.store)) as file, file:
        file.execute("UPDATE messages SET created_at = '2020-01-01'")


@pytest.fixture(scope="module")
def running(settings: Settings) -> Iterator[Run]:
    """The bot, started by its command and stopped by Ctrl-C."""
    _write_long_ago(settings)
    run = Run(settings, settings.content.parent / "run.log")
    try:
        run.wait_until_ready()
        yield run
    finally:
        run.stop()


def test_run_purges_at_its_start(running: Run) -> None:
    """Words that have grown old are blanked as soon as the bot is up, and its log says so in numbers."""
    log = running.settings.data / "front_door.log"
    for _ in range(100):
        if "blanked" in log.read_text():
            break
        time.sleep(0.1)
    assert "1 message from before " in log.read_text()
    assert LONG_AGO not in log.read_text() + running.log.read_text()
    assert LONG_AGO.encode() not in running.settings.store.read_bytes()


def test_ask_prints_one_json_reply_with_every_field(running: Run) -> None:
    """A program that asks gets the reply contract and nothing else."""
    done = _command(running.settings, "ask", "how long does kyphoplasty take?", "--json")
    assert done.returncode == 0
    (line,) = done.stdout.splitlines()
    reply = json.loads(line)
    assert list(reply) == [field.name for field in fields(Reply)]
    assert (reply["kind"], reply["topics"], reply["answer_ids"]) == ("answer", ["duration"], ["duration"])
    assert reply["procedure"] == "kyphoplasty"
    assert reply["level"] is reply["reviewed"] is None
    assert all(set(choice) == {"label", "value", "topic"} for choice in reply["choices"])
    assert all(set(source) == {"title", "url"} for source in reply["sources"])


def test_ask_prints_an_answer_to_read(running: Run) -> None:
    """A person who asks reads the text, its choices and its sources."""
    done = _command(running.settings, "ask", "how long does kyphoplasty take?")
    assert done.returncode == 0
    assert "Kyphoplasty often takes" in done.stdout
    assert "1. Tell me more" in done.stdout
    assert "Sources:" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_chat_answers_takes_a_choice_and_quits(running: Run) -> None:
    """Typed lines are a conversation; 'quit' ends it."""
    typed = "how long does kyphoplasty take?\n1\nand for vertebroplasty?\nquit\n"
    done = _command(running.settings, "chat", typed=typed)
    assert done.returncode == 0
    assert "Kyphoplasty often takes" in done.stdout
    assert "Vertebroplasty often takes" in done.stdout
    assert "Traceback" not in done.stderr


def test_chat_ends_with_its_input(running: Run) -> None:
    """Ctrl-D is a goodbye too."""
    done = _command(running.settings, "chat", typed="hello\n")
    assert done.returncode == 0
    assert "computer program" in done.stdout


def test_run_on_a_taken_port_says_so_in_one_line(running: Run) -> None:
    """A second bot on the same ports ends with a clear line and takes nothing down."""
    done = _command(running.settings, "run")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "is taken" in line
    assert running.process.poll() is None


def test_ctrl_c_stops_everything(running: Run) -> None:
    """No child is left, and no port stays taken."""
    children = running.children()
    assert len(children) >= 3
    assert running.stop() == 0
    assert running.log.read_text().rstrip().endswith("Stopped.")
    assert not psutil.wait_procs(children, timeout=STOP_SECONDS)[1]
    for port in (running.settings.assistant_port, running.settings.actions_port, running.settings.port):
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_eval_prints_each_group_and_writes_the_rows(settings: Settings, tmp_path: Path) -> None:
    """A labelled file is measured on a bot of its own, with no patient's data touched."""
    cases, rows = tmp_path / "cases.tsv", tmp_path / "rows.tsv"
    cases.write_text(CASES, encoding="utf-8")
    done = _command(on_free_ports(settings), "eval", str(cases), "--rows", str(rows))
    assert done.returncode == 0, done.stderr
    for group in ("asked", "danger", "no danger", "person", "other", "small talk"):
        assert any(line.startswith(group) and "100.0%" in line for line in done.stdout.splitlines())
    header, *lines = [line.split("\t") for line in rows.read_text().splitlines()]
    assert header == "id kind topics choices level answer_ids text".split()
    assert [line[:3] for line in lines[:2]] == [["a1", "answer", "duration"], ["a2", "answer", "risks"]]
    assert lines[2][1] == "emergency"
    assert lines[2][4] == "emergency_now"
    assert {len(line) for line in lines} == {len(header)}


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("", "the first line must be"),
        (CASES + "x1\thello\n", "line 9"),
        (CASES + "x\ty\tz\t\t\tg\n", "line 9"),
    ],
)
def test_eval_of_a_faulty_file_names_the_line(
    settings: Settings, tmp_path: Path, content: str, line: str
) -> None:
    """Before anything is started, the fault is named."""
    cases = tmp_path / "cases.tsv"
    cases.write_text(content, encoding="utf-8")
    done = _command(settings, "eval", str(cases))
    assert done.returncode == 1
    assert line in done.stderr
    assert "Traceback" not in done.stderr


def test_run_on_a_port_of_another_program_says_so_in_one_line(settings: Settings) -> None:
    """The line names the port and the setting that changes it."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        env = {**os.environ, **settings.as_environment(), "CLINIC_BOT_ASSISTANT_PORT": str(port)}
        done = subprocess.run([CLINIC_BOT, "run"], env=env, capture_output=True, text=True)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert str(port) in line
    assert "CLINIC_BOT_ASSISTANT_PORT" in line


@pytest.mark.parametrize("command", ["run", "check"])
def test_broken_content_is_named_and_nothing_starts(settings: Settings, tmp_path: Path, command: str) -> None:
    """Whoever broke a file reads which one, not a traceback."""
    shutil.copytree(settings.content, tmp_path / "content")
    (tmp_path / "content" / "general.yml").write_text("answers: [", encoding="utf-8")
    env = {**os.environ, **settings.as_environment(), "CLINIC_BOT_CONTENT": str(tmp_path / "content")}
    done = subprocess.run([CLINIC_BOT, command], env=env, capture_output=True, text=True)
    assert done.returncode == 1
    assert "general.yml: is not valid YAML" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Starting" not in done.stderr


def test_a_port_that_is_no_port_is_named(settings: Settings) -> None:
    """A setting that cannot be used is told by its name."""
    env = {**os.environ, **settings.as_environment(), "CLINIC_BOT_ACTIONS_PORT": "many"}
    done = subprocess.run([CLINIC_BOT, "run"], env=env, capture_output=True, text=True)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "CLINIC_BOT_ACTIONS_PORT" in line


def test_every_command_has_help() -> None:
    """`--help` lists the commands, each with a word on what it does."""
    done = subprocess.run([CLINIC_BOT, "--help"], capture_output=True, text=True)
    assert done.returncode == 0
    for command in (
        "run",
        "chat",
        "ask",
        "train",
        "check",
        "eval",
        "purge",
        "erase",
        "backup",
        "requests",
        "key",
    ):
        assert f"    {command} " in done.stdout
