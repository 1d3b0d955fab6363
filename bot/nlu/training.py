"""Rasa's training without its cache: `python -m bot.nlu.training train ...`.

Rasa fingerprints what each component gives on, to find it in its cache again. With vectors on every example that
prints each number of them, half of a training's time, and the cache goes by a component's own source, so it is not
used here (docs/decisions.md). `rasa train` works too, only slower.
"""

from __future__ import annotations

import skops.io  # noqa: F401 - it looks through every module there is: 10 s of work once Rasa is imported

# isort: split
from typing import Any

from rasa.engine.training.hooks import TrainingHook
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.importers.utils import training_data_from_paths
from rasa.shared.nlu.training_data.training_data import TrainingData


def main() -> None:
    """Rasa's command line, with nothing cached."""
    install()
    from rasa.__main__ import main as rasa_main

    rasa_main()


def install() -> None:
    """Put the replacements in place, once, before a training starts."""
    TrainingHook.on_before_node = before_node
    TrainingHook.on_after_node = after_node
    RasaFileImporter.get_nlu_data = nlu_data


def before_node(*_: Any, **__: Any) -> dict[str, Any]:
    """Nothing is fingerprinted before a component runs."""
    return {}


def after_node(*_: Any, **__: Any) -> None:
    """Nothing is cached after a component has run."""


def nlu_data(importer: RasaFileImporter, language: str = "en") -> TrainingData:
    """The examples, read once: Rasa asks for them once without a language and once with one, and reads each time."""
    if "examples" not in vars(importer):
        vars(importer)["examples"] = training_data_from_paths(importer._nlu_files, language)
    return vars(importer)["examples"]


if __name__ == "__main__":
    main()
