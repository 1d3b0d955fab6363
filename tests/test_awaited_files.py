"""A child that is started beside a training waits for what the training makes."""

from __future__ import annotations

import threading
from pathlib import Path

from bot.awaited_files import wait_for_files, waiting_for


def test_it_waits_for_every_file(tmp_path: Path) -> None:
    """With one of two files there it waits, and goes on as soon as the other comes."""
    first, second = tmp_path / "first", tmp_path / "second"
    first.touch()
    waiting = threading.Thread(target=wait_for_files, args=(waiting_for([first, second]),))
    waiting.start()
    waiting.join(0.15)
    assert waiting.is_alive()
    second.touch()
    waiting.join(2)
    assert not waiting.is_alive()


def test_nothing_to_wait_for() -> None:
    """Started again, or by hand, it does not wait."""
    wait_for_files(waiting_for([]))
    wait_for_files({})
