"""The trained model: which file it is, whether it is current, and in what environment it is made and served."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from bot.danger_model import current_danger_model
from bot.problems import Problems
from bot.settings import ROOT, Settings
from bot.yaml_file import read_yaml

FAST = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
}
"""Set for every process that we start.

One thread: sharing a matrix costs more than it saves, for a message's are small, and two trainings run at once. Large
pages: each message goes through 50 MB of weights, and looking up 12,000 small pages takes up to a tenth of its time.
"""

PARTS = (
    "encoder_graph",
    "english",
    "procedures",
    "sentence_encoder",
    "slips",
    "softmax_regression",
    "spacy_english",
    "spelling",
    "word_pairs",
)
"""The files of the core that the components are made of."""


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
    for name in PARTS:
        yield root / "bot" / f"{name}.py"
