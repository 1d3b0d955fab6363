"""Runs Rasa components outside a server: registered classes, created, trained and asked as Rasa's graph does."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import rasa
import rasa.engine.recipes.default_components  # registers Rasa's own
import yaml
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.settings import ROOT

Step = Mapping[str, Any]
DEFAULT_CONFIG = "engine/recipes/config_files/default_config.yml"
OURS = ("SentenceFeaturizer", "EncoderIntentClassifier")
"""The product's understanding without what knows of procedures and topics."""


class Pipeline:
    """Components in a row."""

    def __init__(self, steps: Iterable[Step], folder: Path) -> None:
        """`steps` as in a config.yml; `folder` takes what the components store."""
        self._components = [_component(number, step, folder) for number, step in enumerate(steps)]

    def train(self, texts: Sequence[str], labels: Sequence[str]) -> Pipeline:
        """Train each component on the messages and their intents, in order."""
        data = TrainingData(
            [Message({TEXT: text, INTENT: label}) for text, label in zip(texts, labels, strict=True)]
        )
        for component in self._components:
            if hasattr(component, "train"):
                component.train(data)
            if hasattr(component, "process_training_data"):
                data = component.process_training_data(data)
        return self

    def process(self, texts: Sequence[str]) -> list[Message]:
        """Messages as the last component left them."""
        messages = [Message({TEXT: text}) for text in texts]
        for component in self._components:
            if hasattr(component, "process"):
                messages = component.process(messages)
        return messages


def our_steps() -> list[Step]:
    """The product's featurizer and classifier with the settings of config.yml."""
    return [step for step in _steps(ROOT / "config.yml") if step["name"].rpartition(".")[2] in OURS]


def default_steps(epochs: int) -> list[Step]:
    """The pipeline that `rasa init` sets up, DIET in its middle."""
    steps = _steps(Path(rasa.__file__).parent / DEFAULT_CONFIG)
    return [{**step, "epochs": epochs} if "epochs" in step else step for step in steps]


def _steps(path: Path) -> list[Step]:
    steps: list[Step] = yaml.safe_load(path.read_text(encoding="utf-8"))["pipeline"]
    return steps


def _component(number: int, step: Step, folder: Path) -> Any:
    module, _, name = step["name"].rpartition(".")
    if module:
        importlib.import_module(module)
    kind: Any = DefaultV1Recipe._registered_components[name].clazz
    config = {**kind.get_default_config(), **{key: step[key] for key in step if key != "name"}}
    storage = folder / f"{number}-{name}"
    storage.mkdir(parents=True)
    context = ExecutionContext(GraphSchema({}), model_id="bench")
    return kind.create(config, LocalModelStorage(storage), Resource(name), context)
