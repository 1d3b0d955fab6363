"""The `clinic-bot` command: help for everything, exit codes that mean something, and no tracebacks."""

from __future__ import annotations

import io
import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest
from played_assistant import PlayedAssistant

from bot.cli import main
from bot.file_lock import alone
from bot.reply import Choice, Reply
from bot.settings import Settings
from bot.stack import on_free_ports

pytestmark = pytest.mark.slow

COMMANDS = ("run", "chat", "ask", "train", "check", "eval", "purge", "erase", "backup", "requests", "key")


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, small_content: Path) -> None:
    monkeypatch.setenv("CLINIC_BOT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CLINIC_BOT_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("CLINIC_BOT_CONTENT", str(small_content))
    # Not the default ports: somebody's bot may be running there.
    free = on_free_ports(Settings.from_environment())
    monkeypatch.setenv("CLINIC_BOT_ACTIONS_PORT", str(free.actions_port))
    monkeypatch.setenv("CLINIC_BOT_ASSISTANT_PORT", str(free.assistant_port))
    monkeypatch.setenv("CLINIC_BOT_PORT", str(free.port))


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch, played: PlayedAssistant) -> PlayedAssistant:
    """An assistant that is running already, for `ask` and `chat` to find."""
    monkeypatch.setenv("CLINIC_BOT_ASSISTANT_PORT", str(played.port))
    return played


@pytest.fixture(autouse=True)
def _own_signals() -> Iterator[None]:
    kept = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    yield
    for each, handler in kept.items():
        signal.signal(each, handler)


def exit_code(*arguments: str) -> object:
    """The code with which argparse ends the command."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    return caught.value.code


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """The help names each command and what the exit codes mean."""
    assert exit_code("--help") == 0
    text = capsys.readouterr().out
    assert not [command for command in COMMANDS if f"    {command} " not in text]
    assert "Exit codes" in text


@pytest.mark.parametrize("command", COMMANDS)
def test_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each command says in a sentence what it is for."""
    assert exit_code(command, "--help") == 0
    text = capsys.readouterr().out
    assert text.startswith(f"usage: clinic-bot {command}")
    assert text.split("\n\n")[1].strip().endswith(".")


@pytest.mark.parametrize(
    "arguments", [(), ("dance",), ("ask",), ("eval",), ("erase",), ("check", "--loudly")]
)
def test_misunderstood_command_exits_2(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """A command that does not exist or lacks something is answered with its usage."""
    assert exit_code(*arguments) == 2
    assert "usage: clinic-bot" in capsys.readouterr().err


def test_check_of_good_content_exits_0(capsys: pytest.CaptureFixture[str]) -> None:
    """Good content is summed up."""
    assert main(["check"]) == 0
    assert "1 procedures: epidural" in capsys.readouterr().out


def test_check_lists_every_text_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    """`--verbose` shows grade and length of every text."""
    assert main(["check", "--verbose"]) == 0
    assert "epidural: what_is (more)" in capsys.readouterr().out


@pytest.mark.parametrize("command", [("check",), ("run",), ("ask", "how long?")])
def test_broken_content_is_named(
    command: tuple[str, ...], small_content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Broken content stops a command with the fault's name and no traceback."""
    (small_content / "epidural.yml").write_text("answers: [")
    assert main(command) == 1
    output = capsys.readouterr()
    assert output.err.startswith("The content has faults:\n  epidural.yml: is not valid YAML")
    assert "Traceback" not in output.err
    assert output.out == ""


def test_bad_setting_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A setting that cannot be used stops a command with one line."""
    monkeypatch.setenv("CLINIC_BOT_ACTIONS_PORT", "http")
    assert main(["check"]) == 1
    assert (
        capsys.readouterr().err == "CLINIC_BOT_ACTIONS_PORT must be a port from 1 to 65535, and is 'http'.\n"
    )


@pytest.mark.parametrize("command", ["check", "run"])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CLINIC_BOT_PUBLIC_URL", "http://clinic.example"),
        ("CLINIC_BOT_TELEGRAM_API", "telegram.example"),
        ("CLINIC_BOT_TELEGRAM_STAFF_GROUP", "our nurses"),
        ("CLINIC_BOT_SITES", "clinic.example"),
        ("CLINIC_BOT_CONTACT_KEY", "short"),
    ],
)
def test_setting_that_would_stop_run_stops_check_too(
    command: str, name: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever checks before a restart is not told that all is well: every kind of setting is read."""
    monkeypatch.setenv(name, value)
    assert main([command]) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"{name} must be ")
    assert len(error.splitlines()) == 1


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_command_that_was_stopped_is_not_done(
    number: signal.Signals, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In `clinic-bot backup && rm old-backups/*` nothing is deleted if the backup was stopped half-way."""
    (tmp_path / "data").mkdir()
    # The store is being opened by somebody else, and the command waits.
    with alone(tmp_path / "data" / "clinic.lock"):
        kill = Timer(1.0, lambda: os.kill(os.getpid(), number))
        kill.start()
        assert main(["backup"]) == code
    kill.join()
    assert capsys.readouterr().err == "Stopped.\n"
    assert not (tmp_path / "data" / "backups").exists()


def test_run_on_a_taken_port_says_so(running: PlayedAssistant, capsys: pytest.CaptureFixture[str]) -> None:
    """`run` beside a bot that runs already says so in one line."""
    assert main(["run"]) == 1
    error = capsys.readouterr().err
    assert f"Port {running.port} for the assistant is taken" in error
    assert len(error.splitlines()) == 1


@pytest.mark.parametrize("content", ["", "id\ttext\n", None])
def test_eval_of_a_bad_file_exits_1(
    content: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that cannot be evaluated is named before anything is started."""
    path = tmp_path / "cases.tsv"
    if content is not None:
        path.write_text(content)
    assert main(["eval", str(path)]) == 1
    error = capsys.readouterr().err
    assert str(path) in error
    assert len(error.splitlines()) == 1


@pytest.mark.parametrize("option", ["--robust", "--nlu"])
def test_figures_for_no_report_exit_1(
    option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Figures to include in a report that nobody asked for are refused before anything is started."""
    assert main(["eval", str(tmp_path / "cases.tsv"), option, str(tmp_path / "figures.json")]) == 1
    assert "give --report, too" in capsys.readouterr().err


def test_ask_prints_the_reply(running: PlayedAssistant, capsys: pytest.CaptureFixture[str]) -> None:
    """`ask` puts the question to the running bot and prints its reply to read."""
    assert main(["ask", "how long does it take?"]) == 0
    assert running.asked[0]["text"] == "how long does it take?"
    output = capsys.readouterr().out
    assert "It takes about an hour." in output
    assert "1. How do I prepare?" in output
    assert output.index("You are welcome to call") < output.index("It takes about an hour.")


def test_ask_json_prints_the_contract(
    running: PlayedAssistant, reply: Reply, capsys: pytest.CaptureFixture[str]
) -> None:
    """`ask --json` prints the reply's fields, the choices' values opaque, and nothing else."""
    assert main(["ask", "--json", "how long?"]) == 0
    output = capsys.readouterr()
    printed = json.loads(output.out)
    assert {**printed, "choices": None} == {**json.loads(json.dumps(reply.as_dict())), "choices": None}
    assert "/preparation" not in output.out
    assert output.err == ""


def test_chat_takes_questions_and_numbers(
    running: PlayedAssistant, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a chat a question is asked, a choice picked by its number, and 'quit' ends it."""
    running.will_say(Reply("Which?", "suggest", choices=(Choice("Brace", "/brace"),)))
    monkeypatch.setattr(sys, "stdin", io.StringIO("hello\n1\nquit\nnever asked\n"))
    assert main(["chat"]) == 0
    assert [(asked["text"], asked["payload"]) for asked in running.asked] == [
        ("hello", None),
        (None, "/brace"),
    ]
    output = capsys.readouterr().out
    assert "  1. Brace" in output
    # The notice, before anything can be typed.
    assert output.strip().startswith("You are welcome to call")


def test_chat_ends_with_its_input(running: PlayedAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the input ends, so does the chat."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert main(["chat"]) == 0
    assert running.asked == []
