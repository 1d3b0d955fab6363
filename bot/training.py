"""Training: what is not current is made anew, the assistant and the learned check for red flags side by side.

Each in a process of its own: they share two cores, stop at once when they are told to, and leave no memory behind.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from bot.content_loader import load_content
from bot.danger_model import current_danger_model
from bot.model import FAST, current_model, made_by_training, quiet_environment
from bot.settings import ROOT, Settings

PROGRESS = {
    "Starting to train component 'EncoderIntentClassifier'": "  the examples are encoded; fitting the classifier ...",
    "Starting to train component 'RulePolicy'": "  learning the dialogue rules ...",
}
KEPT_DANGER_MODELS = 2

Say = Callable[[str], None]


class TrainingError(Exception):
    """Training failed; the message says where the details are."""


def train(settings: Settings, say: Say) -> Path:
    """Train what is not current; returns the assistant's model.

    Raises ContentError within seconds if the texts have faults, TrainingError if a part cannot be made.
    """
    model, danger = made_by_training(settings)
    if not (model.exists() and danger.exists()):
        # Side by side: Rasa reads its data on one core for half of its time, and waits for the other's vectors then.
        with danger_model_beside(settings, say):
            load_content(settings.content)
            if not model.exists():
                _train_assistant(settings, say)
    return model


@contextmanager
def danger_model_beside(settings: Settings, say: Say) -> Iterator[None]:
    """The learned check is trained, unless it is there, while what stands inside is done; it ends with that."""
    path = current_danger_model(settings)
    if path.exists():
        yield
        return
    say("Training the learned check for red flags (half a minute) ...")
    with _made_whole(path) as unfinished, _log(settings, "danger_training.log") as log:
        with _child(settings, "bot.danger_training", [str(unfinished)], log.fileno()) as process:
            yield
        if process.returncode != 0:
            raise TrainingError(f"The learned check for red flags cannot be trained; {log.name} says why.")
    # The one before stays: it serves while an edited project is being trained anew.
    made = sorted(settings.models.glob("danger-*.npz"), key=lambda each: each.stat().st_mtime)
    for old in made[:-KEPT_DANGER_MODELS]:
        old.unlink(missing_ok=True)


def _train_assistant(settings: Settings, say: Say) -> None:
    say("Training the assistant (about a minute) ...")
    model = current_model(settings)
    with _made_whole(model) as unfinished, _log(settings, "training.log") as log:
        code = _run_rasa(settings, unfinished.name.removesuffix(".tar.gz"), log, say)
        if code != 0 or not unfinished.exists():
            raise TrainingError(f"Training failed; {log.name} says why.")
    for old in settings.models.glob("clinic-*.tar.gz"):
        if old != model:
            old.unlink()
    say("Trained.")


def _run_rasa(settings: Settings, name: str, log: TextIO, say: Say) -> int:
    # Forced, because nothing is cached; Rasa's validation, a quarter of the time, is a test of the project
    # and not of every start.
    options = ["--out", str(settings.models), "--fixed-model-name", name, "--force", "--skip-validation"]
    with _child(settings, "bot.nlu.training", ["train", *options], subprocess.PIPE) as process:
        for line in process.stdout or ():
            log.write(line)
            for mark, message in PROGRESS.items():
                if mark in line:
                    say(message)
    return process.returncode


@contextmanager
def _child(
    settings: Settings, module: str, arguments: Sequence[str], output: int
) -> Iterator[subprocess.Popen[str]]:
    """A process that has ended when this ends: by itself, or ended by us if it is left in the middle."""
    process = subprocess.Popen(  # noqa: S603 - our own commands
        [sys.executable, "-m", "bot.with_parent", module, *arguments],
        cwd=ROOT,
        env={**os.environ, **settings.as_environment(), **quiet_environment(), **FAST},
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with process:
        try:
            yield process
            process.wait()
        except BaseException:
            process.kill()
            raise


@contextmanager
def _made_whole(path: Path) -> Iterator[Path]:
    """A name to write to; what is there takes its place at `path` in the end, and nothing does if it goes wrong."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"unfinished-{os.getpid()}-{path.name}")
    try:
        yield unfinished
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _log(settings: Settings, name: str) -> TextIO:
    return (settings.models / name).open("w", encoding="utf-8")
