"""The soak: 2,000 updates from 200 chats with a tenth of all requests going wrong."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from bot_api.people import Person, wait_for
from bot_api.server import BotApi
from played_assistant import PlayedAssistant
from soak import Soak

from bot.reply import Reply
from bot.settings import ROOT, Settings

pytestmark = pytest.mark.stack

CHATS, MESSAGES = 200, 10
SECONDS = 300.0


@pytest.fixture
def process(api: BotApi, settings: Settings, played: PlayedAssistant) -> Iterator[subprocess.Popen[bytes]]:
    """The clinic as a process of its own, with the real application and store; the assistant is played."""
    played.will_say(Reply("It takes about an hour.", "answer"))
    path = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "tests" / "telegram_process.py"), api.url, played.url],
        env={**os.environ, **settings.as_environment(), "PYTHONPATH": path},
        cwd=ROOT,
    )
    try:
        wait_for(lambda: api.calls_of("setMyCommands"), 60)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def test_every_message_is_answered_once_and_in_order(
    process: subprocess.Popen[bytes], api: BotApi, played: PlayedAssistant, tmp_path: Path
) -> None:
    """None is lost, none is doubled, and the memory stays flat."""
    api.keeps_calls = False
    begun = time.monotonic()
    soak = Soak(
        api, [Person(api) for _ in range(CHATS)], [f"How long? {number}" for number in range(MESSAGES)]
    )
    figures = soak.run(process.pid, SECONDS)
    api.keeps_calls = True
    print(f"{CHATS * MESSAGES} updates in {time.monotonic() - begun:.0f} s: {figures}")
    assert figures["faults"] > 0.08 * figures["requests"]
    assert figures["end"] - figures["quarter"] < 10
    # Each question was put to the assistant once.
    assert len(played.asked) == CHATS * MESSAGES
