"""The trained model: which file it is, whether it is current, and training it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.danger_model import current_danger_model
from bot.problems import Problems
from bot.settings import ROOT, Settings
from bot.yaml_file import read_yaml

PROGRESS = {
    "Starting to train component 'EncoderIntentClassifier'": "  the examples are encoded; fitting the classifier ...",
    "Starting to train component 'RulePolicy'": "  learning the dialogue rules ...",
}
KEPT_DANGER_MODELS = 2
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""Sharing a matrix among threads costs more than it saves: a message's are small, and two trainings run at once."""


class TrainingError(Exception):
    """Training failed; the message says where the details are."""


def fingerprint(root: Path = ROOT) -> str:
    """Twelve hex digits that change exactly when what a model is made of changes."""
    digest = hashlib.sha256()
    for path in _ingredients(root):
        digest.update(f"{path.relative_to(root)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def pipeline(root: Path = ROOT) -> list[str]:
    """The names of the components that understand a message, in their order."""
    return [name.rpartition(".")[2] for name in _components(root)]


def pipeline_modules(root: Path = ROOT) -> list[str]:
    """The modules of those components that are not Rasa's own."""
    return [module for module, _, _ in (name.rpartition(".") for name in _components(root)) if module]


def _components(root: Path) -> list[str]:
    config = read_yaml(root / "config.yml", Problems())
    return [component["name"] for component in config.get("pipeline", [])]


def current_model(settings: Settings) -> Path:
    """Where the model for the project as it stands is, or would be."""
    return settings.models / f"clinic-{fingerprint()}.tar.gz"


def made_by_training(settings: Settings) -> tuple[Path, Path]:
    """The two files that `train` leaves: each is there once it is whole."""
    return current_model(settings), current_danger_model(settings)


def train(settings: Settings, say: Callable[[str], None]) -> Path:
    """Train what is not current: the assistant, and beside it the learned check for red flags.

    Returns the assistant's model; raises TrainingError if Rasa cannot make it.
    """
    model = current_model(settings)
    settings.models.mkdir(parents=True, exist_ok=True)
    # Side by side: Rasa reads its data on one core for half of its time.
    with ThreadPoolExecutor(1) as beside:
        danger = beside.submit(train_danger_model, settings, say)
        if not model.exists():
            _train_assistant(settings, model, say)
        danger.result()
    return model


def _train_assistant(settings: Settings, model: Path, say: Callable[[str], None]) -> None:
    say("Training the assistant (about a minute) ...")
    log = settings.models / "training.log"
    # Under another name until it is whole: Rasa writes for a second, and may be ended in it.
    unfinished = model.with_name(f"unfinished-{os.getpid()}-{model.name}")
    try:
        code = _run_training(settings, unfinished.name.removesuffix(".tar.gz"), log, say)
        if code != 0 or not unfinished.exists():
            raise TrainingError(f"Training failed; {log} says why.")
        unfinished.replace(model)
    finally:
        unfinished.unlink(missing_ok=True)
    for old in settings.models.glob("clinic-*.tar.gz"):
        if old != model:
            old.unlink()
    say("Trained.")


def train_danger_model(settings: Settings, say: Callable[[str], None]) -> None:
    """Train the learned check for red flags unless it is there: it looks at other files than Rasa does."""
    path = current_danger_model(settings)
    if path.exists():
        return
    from bot.danger_training import train_from

    say("Training the learned check for red flags (half a minute) ...")
    settings.models.mkdir(parents=True, exist_ok=True)
    # Under another name until it is whole: a bot that starts meanwhile must not find half a file.
    unfinished = path.with_name(f"unfinished-{os.getpid()}-{path.name}")
    train_from(settings).save(unfinished)
    unfinished.replace(path)
    # The one before stays: it serves while an edited project is being trained anew.
    made = sorted(settings.models.glob("danger-*.npz"), key=lambda each: each.stat().st_mtime)
    for old in made[:-KEPT_DANGER_MODELS]:
        old.unlink(missing_ok=True)


def _run_training(settings: Settings, name: str, log: Path, say: Callable[[str], None]) -> int:
    command = [
        sys.executable,
        "-m",
        "bot.with_parent",
        "bot.nlu.training",
        "train",
        "--fixed-model-name",
        name,
        "--out",
        str(settings.models),
    ]
    # Forced, because nothing is cached; Rasa's validation, a quarter of the time, is a test of the project
    # and not of every start.
    command += ["--force", "--skip-validation"]
    env = {**os.environ, **settings.as_environment(), **quiet_environment(), **ONE_THREAD}
    with (
        log.open("w") as lines,
        subprocess.Popen(  # noqa: S603 - our own command
            command,
            cwd=ROOT,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process,
    ):
        try:
            for line in process.stdout or ():
                lines.write(line)
                for mark, message in PROGRESS.items():
                    if mark in line:
                        say(message)
        except BaseException:
            # Stopped in the middle: Rasa would go on training by itself.
            process.terminate()
            raise
    return process.returncode


def quiet_environment() -> dict[str, str]:
    """No telemetry, no GPU, no chatter: set for every process of Rasa's that we start.

    At DEBUG Rasa logs what patients write, so its log level is not for the environment to choose.
    """
    return {
        "LOG_LEVEL": "INFO",
        "LOG_LEVEL_LIBRARIES": "ERROR",
        "RASA_TELEMETRY_ENABLED": "false",
        "SENTRY_DSN": "",
        "SANIC_HOST": "127.0.0.1",
        "CUDA_VISIBLE_DEVICES": "",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TQDM_DISABLE": "1",
        "PYTHONWARNINGS": "ignore",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONUNBUFFERED": "1",
    }


def _ingredients(root: Path) -> Iterator[Path]:
    yield root / "config.yml"
    yield root / "domain.yml"
    yield from sorted((root / "data").rglob("*.y*ml"))
    yield from sorted((root / "bot" / "nlu").glob("*.py"))
    # What the components are made of.
    yield root / "bot" / "sentence_encoder.py"
    yield root / "bot" / "softmax_regression.py"
