"""Training makes what is not current, puts it in its place when it is whole, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Timer

import psutil
import pytest

import bot.training
from bot.danger_model import current_danger_model
from bot.model import current_model
from bot.problems import ContentError
from bot.settings import ROOT, Settings
from bot.training import TrainingError, train

SLEEPER = """
import sys, time
from pathlib import Path
name = sys.argv[sys.argv.index("--fixed-model-name") + 1] + ".tar.gz" if "train" in sys.argv else sys.argv[1]
folder = Path(sys.argv[sys.argv.index("--out") + 1]) if "train" in sys.argv else Path()
(folder / name).write_text("a model")
print("written", flush=True)
if CODE is None:
    time.sleep(60)
sys.exit(CODE)
"""


def test_current_model_is_not_trained_again(settings: Settings) -> None:
    """A model that is there for the project as it stands is used, without a word."""
    model = current_model(settings)
    model.parent.mkdir(parents=True)
    model.touch()
    current_danger_model(settings).touch()
    said: list[str] = []
    assert train(settings, said.append) == model
    assert said == []


@pytest.mark.slow
def test_broken_texts_are_told_before_a_minute_of_work(settings: Settings, tmp_path: Path) -> None:
    """With a fault in the texts the assistant's training is not begun, and the other's is ended."""
    (tmp_path / "broken").mkdir()
    said: list[str] = []
    with pytest.raises(ContentError):
        train(replace(settings, content=tmp_path / "broken"), said.append)
    assert "Training the assistant" not in " ".join(said)
    assert psutil.Process().children() == []
    assert list(settings.models.glob("*.npz")) == []


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[int | None], None]:
    """In place of both trainings: writes its file at once, and ends with this code or, with None, not for a while."""

    def put(code: int | None) -> None:
        (tmp_path / "modules" / "bot").mkdir(parents=True)
        package = tmp_path / "modules" / "bot"
        (package / "__init__.py").write_text("")
        (package / "with_parent.py").write_text((ROOT / "bot" / "with_parent.py").read_text())
        (package / "danger_training.py").write_text(SLEEPER.replace("CODE", repr(code)))
        (package / "nlu").mkdir()
        (package / "nlu" / "__init__.py").write_text("")
        (package / "nlu" / "training.py").write_text(SLEEPER.replace("CODE", repr(code)))
        monkeypatch.setattr(bot.training, "ROOT", tmp_path / "modules")
        monkeypatch.delenv("PYTHONPATH", raising=False)

    return put


@pytest.mark.slow
@pytest.mark.parametrize("code", [0, 3])
def test_half_a_model_is_none(settings: Settings, stand_in: Callable[[int | None], None], code: int) -> None:
    """What a training leaves takes its place when it has ended well: what is left of one that did not is not used."""
    stand_in(code)
    if code:
        with pytest.raises(TrainingError, match=r"training\.log says why"):
            train(settings, print)
    else:
        train(settings, print)
    assert current_model(settings).exists() == (code == 0)
    assert current_danger_model(settings).exists() == (code == 0)
    assert list(settings.models.glob("unfinished-*")) == []


@pytest.mark.slow
def test_stopped_training_leaves_nothing(settings: Settings, stand_in: Callable[[int | None], None]) -> None:
    """Ctrl-C ends both trainings at once."""
    stand_in(None)
    started = time.monotonic()
    Timer(2.0, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        train(settings, print)
    assert time.monotonic() - started < 10
    assert psutil.Process().children() == []
    assert not current_model(settings).exists()
    assert list(settings.models.glob("unfinished-*")) == []
