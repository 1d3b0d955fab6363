"""The state of the processes is written whole and read back, or there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.child_state import FILE, ChildState, read_states, write_states

STATE = ChildState("assistant", up=True, restarts=2, since="2026-01-02T03:04:05+00:00")


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """The newest state, and no file beside it."""
    write_states(tmp_path, [])
    write_states(tmp_path, [STATE])
    assert read_states(tmp_path) == [STATE]
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize("text", [None, "", "{}", "[1]", '[{"name": "x"}]', "nonsense"])
def test_broken_file_is_no_state(tmp_path: Path, text: str | None) -> None:
    """Whatever stands there, nobody fails over it."""
    if text is not None:
        (tmp_path / FILE).write_text(text)
    assert read_states(tmp_path) == []
