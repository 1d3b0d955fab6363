"""What training takes out of Rasa's way changes nothing of what is learned from."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.training import merged

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
