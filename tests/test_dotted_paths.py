"""Every dotted path in the YAML files leads to a class, and every action in the domain to one action."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

import pytest
import yaml

from bot.settings import ROOT

pytestmark = pytest.mark.rasa


def load(path: str) -> dict[str, Any]:
    """A YAML file of the project."""
    loaded: dict[str, Any] = yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))
    return loaded


def dotted_paths() -> list[str]:
    """The classes of ours that config.yml and credentials.yml name."""
    config = load("config.yml")
    named = [component["name"] for component in [*config["pipeline"], *config["policies"]]]
    return [name for name in [*named, *load("credentials.yml")] if "." in name]


@pytest.mark.parametrize("path", dotted_paths())
def test_dotted_path_leads_to_a_class(path: str) -> None:
    """A component or channel can be imported under the name the YAML file gives."""
    module, _, name = path.rpartition(".")
    assert isinstance(getattr(importlib.import_module(module), name), type)


@pytest.mark.parametrize("path", [path for path in dotted_paths() if path.startswith("bot.nlu.")])
def test_component_does_not_hide_one_of_rasas(path: str) -> None:
    """Rasa looks components up by bare name, so no name of ours is one of its own."""
    from rasa.engine.recipes.default_recipe import DefaultV1Recipe

    module, _, name = path.rpartition(".")
    component = getattr(importlib.import_module(module), name)
    assert DefaultV1Recipe._registered_components[name].clazz is component


def test_every_action_exists_once() -> None:
    """Each action of the domain is one class in actions/, and each class there is one of the domain's."""
    import actions
    from actions.clinic_action import ClinicAction

    for module in pkgutil.iter_modules(actions.__path__):
        importlib.import_module(f"actions.{module.name}")
    names = sorted(action().name() for action in ClinicAction.__subclasses__())
    assert names == sorted(load("domain.yml")["actions"])
