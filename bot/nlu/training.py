"""Rasa's training without its cache, its copies and its squeezing: `python -m bot.nlu.training train ...`.

Rasa fingerprints what each component gives on, to find it in its cache again. With vectors on every example that
prints each number of them, half of a training's time, and the cache goes by a component's own source, so it is not
used here (docs/decisions.md). `rasa train` works too, only slower.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from rasa.engine.storage.local_model_storage import TarSafe
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
    TrainingData.merge = merged
    # The model's package is not squeezed: three seconds, for a third off numbers that each start unpacks again.
    TarSafe.open = partial(TarSafe.open, compresslevel=0)


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


def merged(data: TrainingData, *others: TrainingData | None) -> TrainingData:
    """All of them together, not copied: nobody changes the parts later, and Rasa copies each example five times."""
    parts = [part for part in (data, *others) if part and (part.responses or not part.is_empty())]
    if len(parts) < 2:
        return parts[0] if parts else data
    return TrainingData(
        [example for part in parts for example in part.training_examples],
        {text: synonym for part in parts for text, synonym in part.entity_synonyms.items()},
        [feature for part in parts for feature in part.regex_features],
        [table for part in parts for table in part.lookup_tables],
        {key: texts for part in parts for key, texts in part.responses.items()},
    )


if __name__ == "__main__":
    main()
