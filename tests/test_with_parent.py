"""A child process does not outlive its parent, however the parent ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from bot.settings import ROOT

pytestmark = pytest.mark.slow

CHILD = """
import os, pathlib, signal, sys, time
if "stubborn" in sys.argv:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path(sys.argv[1]).write_text(str(os.getpid()))
time.sleep(60)
"""
PARENT = """
import subprocess, sys, time
subprocess.Popen([sys.executable, "-m", "bot.with_parent", "child", *sys.argv[1:]], stdin=subprocess.PIPE)
time.sleep(60)
"""


@pytest.mark.parametrize(("arguments", "seconds"), [([], 5), (["stubborn"], 12)])
def test_child_ends_with_a_parent_that_is_killed(tmp_path: Path, arguments: list[str], seconds: int) -> None:
    """Even one that does not listen, a little later."""
    (tmp_path / "child.py").write_text(CHILD)
    note = tmp_path / "pid"
    env = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}"}
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(note), *arguments], env=env, cwd=ROOT)
    child = psutil.Process(_number_in(note))
    try:
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait()
        child.wait(seconds)
    except psutil.NoSuchProcess:
        return
    finally:
        if child.is_running():
            child.kill()


def _number_in(note: Path) -> int:
    for _ in range(200):
        if note.exists() and note.read_text():
            return int(note.read_text())
        time.sleep(0.05)
    raise AssertionError("the child did not start")
