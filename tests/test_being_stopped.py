"""Tests that are told to end stop what they have started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.settings import ROOT

pytestmark = pytest.mark.slow

TESTS = """
import subprocess, sys, time
from pathlib import Path
import pytest

@pytest.fixture(scope="session")
def server():
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(120)"])
    Path("started").write_text(str(process.pid))
    yield process
    process.kill()
    process.wait()

def test_waits(server):
    time.sleep(120)
"""


def test_what_was_started_is_stopped_with_the_tests(tmp_path: Path) -> None:
    """CI ends the tests that run beside others when those are interrupted; no server may outlive them."""
    (tmp_path / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"))
    (tmp_path / "test_waiting.py").write_text(TESTS)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_waiting.py"]
    tests = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL)
    try:
        server = _appeared(tmp_path / "started")
        tests.send_signal(signal.SIGTERM)
        assert tests.wait(30) == pytest.ExitCode.INTERRUPTED
        with pytest.raises(ProcessLookupError):
            os.kill(server, 0)
    finally:
        tests.kill()
        tests.wait()


def _appeared(file: Path) -> int:
    """The number in a file, once it is there."""
    deadline = time.monotonic() + 60
    while not (file.exists() and file.read_text()):
        assert time.monotonic() < deadline, f"{file.name} never came"
        time.sleep(0.05)
    return int(file.read_text())
