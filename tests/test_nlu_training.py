"""What training takes out of Rasa's way changes nothing of what is learned from."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.engine.storage.local_model_storage import TarSafe
from rasa.engine.training.hooks import TrainingHook
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.training import install, merged

pytestmark = pytest.mark.rasa


def _data(*texts: str, **others: object) -> TrainingData:
    return TrainingData([Message.build(text, "duration") for text in texts], **others)  # type: ignore[arg-type]


PARTS = (
    _data("how long", "how long does it take"),
    _data("how long", "is it quick", entity_synonyms={"kypho": "kyphoplasty"}),
    _data(
        regex_features=[{"name": "level", "pattern": "[TL][0-9]"}],
        lookup_tables=[{"name": "names", "elements": ["kypho"]}],
        responses={"utter_a": [{"text": "a"}]},
    ),
)


@pytest.mark.parametrize("count", range(len(PARTS) + 1))
def test_examples_are_put_together_as_rasa_does(count: int) -> None:
    """The same examples, once each, in the same order, with all that belongs to them."""
    parts = PARTS[:count]
    assert merged(TrainingData(), *parts, None).fingerprint() == TrainingData().merge(*parts).fingerprint()


def test_one_part_with_examples_is_taken_as_it_is() -> None:
    """Ten thousand examples are not gone through for nothing."""
    assert merged(TrainingData(), None, PARTS[0], TrainingData()) is PARTS[0]


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The replacements in place, and Rasa's own back afterwards."""
    monkeypatch.setattr(TarSafe, "open", TarSafe.open)
    for kind, name in (
        (TrainingHook, "on_before_node"),
        (TrainingHook, "on_after_node"),
        (RasaFileImporter, "get_nlu_data"),
        (TrainingData, "merge"),
    ):
        monkeypatch.setattr(kind, name, getattr(kind, name))
    install()


@pytest.mark.usefixtures("installed")
def test_package_is_stored_and_opens_as_any_other(tmp_path: Path) -> None:
    """What is packed comes out the same, and was not squeezed."""
    numbers = tmp_path / "numbers.npz"
    numbers.write_bytes(bytes(100_000))
    with TarSafe.open(tmp_path / "model.tar.gz", "w:gz") as package:
        package.add(numbers, arcname="numbers.npz")
    assert (tmp_path / "model.tar.gz").stat().st_size > 100_000
    numbers.unlink()
    with TarSafe.open(tmp_path / "model.tar.gz", "r:gz") as package:
        package.extractall(tmp_path)
    assert numbers.read_bytes() == bytes(100_000)
