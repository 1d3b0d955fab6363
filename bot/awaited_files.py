"""Awaited files: what a child that is started during a training waits for.

Loading its libraries takes the assistant most of its start. It does so beside the training, and waits then.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

VARIABLE = "CLINIC_BOT_AWAITED_FILES"
LOOK_EVERY = 0.1
"""Seconds between two looks."""


def waiting_for(files: Sequence[Path]) -> dict[str, str]:
    """The environment of a child that is to wait for these files."""
    return {VARIABLE: os.pathsep.join(map(str, files))}


def wait_for_files(environment: Mapping[str, str]) -> None:
    """Wait until every file is there that `environment` names; its parent ends a child that waits in vain."""
    files = [Path(name) for name in environment.get(VARIABLE, "").split(os.pathsep) if name]
    while not all(file.exists() for file in files):
        time.sleep(LOOK_EVERY)
