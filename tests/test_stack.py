"""What keeps the bot from starting is told in one clear line, before anything is started."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import bot.stack
from bot.settings import Settings
from bot.stack import Stack, StackError, on_free_ports

LEAST_OUTGOING = 32768
"""Linux's default; other systems begin higher."""


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port that something listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def refusal(settings: Settings) -> str:
    """The line with which the stack refuses to start; nothing is said or started before it."""
    said: list[str] = []
    stack = Stack(settings, said.append)
    with pytest.raises(StackError) as caught, stack:
        pytest.fail("the stack started")
    assert (said, stack.pids()) == ([], {})
    assert "\n" not in str(caught.value)
    return str(caught.value)


def ports_of(settings: Settings) -> list[int]:
    """Three ports that are free."""
    apart = on_free_ports(settings)
    return [apart.assistant_port, apart.actions_port, apart.port]


@pytest.mark.parametrize(
    ("field", "name", "setting"),
    [
        ("assistant_port", "assistant", "CLINIC_BOT_ASSISTANT_PORT"),
        ("actions_port", "action server", "CLINIC_BOT_ACTIONS_PORT"),
    ],
)
def test_taken_port_is_named(
    settings: Settings, taken_port: int, field: str, name: str, setting: str
) -> None:
    """A taken port is told with whose it would be and the setting that changes it."""
    taken: dict[str, Any] = {field: taken_port}
    line = refusal(replace(on_free_ports(settings), **taken))
    assert f"Port {taken_port} for the {name} is taken" in line
    assert setting in line


def test_full_disk_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """With too little room on the disk the stack does not start."""
    monkeypatch.setattr(bot.stack, "FREE_MEGABYTES", 10**12)
    assert refusal(on_free_ports(settings)).startswith("The disk is full")


@pytest.mark.parametrize("folder", ["file", "file/data"])
def test_unusable_folder_is_named(settings: Settings, tmp_path: Path, folder: str) -> None:
    """A data folder that is a file, or lies under one, is named."""
    (tmp_path / "file").touch()
    line = refusal(replace(on_free_ports(settings), data=tmp_path / folder))
    assert f"The data folder {tmp_path / folder} cannot be used" in line


def test_free_ports_are_free_and_different(settings: Settings) -> None:
    """The ports that are picked are three that can be opened, and none that an outgoing connection may take."""
    ports = ports_of(settings)
    assert len(set(ports)) == 3
    assert max(ports) < LEAST_OUTGOING
    for port in ports:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
    assert on_free_ports(settings).data == settings.data


def test_a_port_that_is_taken_is_not_picked(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of four ports, one of them taken, the other three are picked."""
    taken, *free = list(dict.fromkeys(ports_of(settings) + ports_of(settings)))[:4]
    monkeypatch.setattr(bot.stack, "PORTS", [taken, *free])
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", taken))
        assert sorted(ports_of(settings)) == sorted(free)


def test_stopping_what_never_started_is_quiet(settings: Settings) -> None:
    """A stack that never started has nothing to stop and nothing that fell."""
    stack = Stack(settings, print)
    stack.stop()
    assert stack.fallen() is None
