"""Rasa's own conversation test, run once over every story in this folder.

`rasa test core --fail-on-prediction-errors` stops at the first fault; here every story is run and
each failing one fails a test of its own, with what was predicted instead.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.model import quiet_environment
from bot.settings import ROOT, Settings
from bot.training import train

STORIES = Path(__file__).parent


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with what `rasa test core` found."""
    out = tmp_path_factory.mktemp("rasa-test")
    done = _rasa_test(train(Settings.from_environment(), print), out)
    assert (out / "successful_test_stories.yml").exists(), (
        f"rasa test did not run:\n{done.stdout}{done.stderr}"
    )
    return out


@pytest.fixture(scope="session")
def successful_stories(results: Path) -> frozenset[str]:
    """The names of the stories that went as written: every intent, entity and action as expected."""
    return frozenset(_names(results / "successful_test_stories.yml"))


@pytest.fixture(scope="session")
def failures(results: Path) -> str:
    """The stories that went wrong, with what was predicted."""
    return (results / "failed_test_stories.yml").read_text()


def _rasa_test(model: Path, out: Path) -> subprocess.CompletedProcess[str]:
    command = ["-m", "rasa", "test", "core", "--e2e", "--model", str(model), "--stories", str(STORIES)]
    command += ["--out", str(out), "--successes", "--no-plot"]
    env = {**os.environ, **Settings.from_environment().as_environment(), **quiet_environment()}
    # Rasa's runner keeps no trackers and calls no action; its own files stay in the temporary folder.
    env["CLINIC_BOT_TRACKER_STORE"] = str(out / "rasa.db")
    return subprocess.run([sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True)


def _names(stories: Path) -> Iterator[str]:
    """Story names, without the file that Rasa puts behind them in brackets."""
    for story in (yaml.safe_load(stories.read_text()) or {}).get("stories") or ():
        yield story["story"].partition(" (")[0]
