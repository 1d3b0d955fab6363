"""The intent model: the same data give the same model, and what it says means what it says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from bot.nlu.intent_model import IntentModel, IntentModelConfig, Reading
from bot.sentence_encoder import SentenceEncoder, Vectors
from bot.softmax_regression import SoftmaxRegression

pytestmark = pytest.mark.slow

EXAMPLES = {
    "duration": [
        "how long does it take",
        "is it a long operation",
        "how many minutes will I be in there",
        "will it be over quickly",
        "how much time does the procedure need",
        "is it done within the hour",
    ],
    "driving": [
        "can I drive home afterwards",
        "when may I drive my car again",
        "am I allowed behind the wheel",
        "do I need someone to drive me",
        "is driving forbidden after it",
        "how soon can I take the car",
    ],
    "pain": [
        "does it hurt",
        "will the pain go away",
        "how painful is the procedure",
        "is my back going to be sore",
        "how much pain is there afterwards",
        "will I feel anything",
    ],
}
TEXTS = [text for texts in EXAMPLES.values() for text in texts]
LABELS = [label for label, texts in EXAMPLES.items() for _ in texts]
ASKED = ["for how long is the op", "may I go by car on my own", "is it going to hurt a lot"]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    """The encoder of the product."""
    return SentenceEncoder()


@pytest.fixture(scope="module")
def vectors(encoder: SentenceEncoder) -> Vectors:
    """The examples' vectors."""
    return encoder.encode(TEXTS)


@pytest.fixture(scope="module")
def model(vectors: Vectors) -> IntentModel:
    """A model of three intents."""
    return IntentModel(IntentModelConfig()).fit(TEXTS, vectors, LABELS)


def test_new_wordings_are_understood(model: IntentModel, encoder: SentenceEncoder) -> None:
    """Messages that are not among the examples get the intent that they mean."""
    rows, _ = model.read(ASKED, encoder.encode(ASKED))
    assert [model.labels[column] for column in rows.argmax(axis=1)] == ["duration", "driving", "pain"]
    assert rows.sum(axis=1) == pytest.approx(1.0)


def test_two_trainings_give_the_same_predictions(
    model: IntentModel, vectors: Vectors, encoder: SentenceEncoder
) -> None:
    """Nothing is left to chance: the same data give the same numbers."""
    again = IntentModel(IntentModelConfig()).fit(TEXTS, vectors, LABELS)
    asked = encoder.encode(ASKED)
    assert same(again.read(ASKED, asked), model.read(ASKED, asked))


def test_a_saved_model_predicts_as_before(
    model: IntentModel, encoder: SentenceEncoder, tmp_path: Path
) -> None:
    """What is loaded is what was saved."""
    model.save(tmp_path)
    asked = encoder.encode(ASKED)
    loaded = IntentModel.load(tmp_path)
    assert same(loaded.read(ASKED, asked), model.read(ASKED, asked))


def test_softmax_regression_finds_the_best_weights() -> None:
    """At the weights found, the loss has no slope; with little regularization they part the classes."""
    rng = np.random.default_rng(0)
    features = rng.normal(size=(60, 5)).astype(np.float32)
    labels = np.array(["left", "right"])[(features[:, 0] > 0).astype(int)]
    found = SoftmaxRegression.fit(features, labels, 10.0, 500)
    scores = found.scores(features)
    shares = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    slope = features.T @ (shares - (labels[:, None] == np.array(found.labels))) + found.weights[:-1] / 10.0
    assert np.abs(slope).max() < 0.01
    assert [found.labels[column] for column in scores.argmax(axis=1)] == labels.tolist()


def test_softmax_regression_takes_marks_and_counts() -> None:
    """Sparse features are worth what dense ones are, and an example that counts for two is as two."""
    rng = np.random.default_rng(0)
    features = rng.normal(size=(60, 5)).astype(np.float32)
    labels = np.array(["left", "right"])[(features.sum(axis=1) > 0).astype(int)]
    counts = rng.integers(1, 3, size=60)
    twice = np.repeat(np.arange(60), counts)
    dense = SoftmaxRegression.fit(features[twice], labels[twice], 1.0, 500)
    parted = SoftmaxRegression.fit(
        features[:, 3:], labels, 1.0, 500, marks=csr_matrix(features[:, :3]), counts=counts.astype(np.float32)
    )
    np.testing.assert_allclose(parted.weights, dense.weights, atol=0.01)


def test_gibberish_is_foreign_to_the_model(model: IntentModel, encoder: SentenceEncoder) -> None:
    """A message of invented words is farther from every example than a new wording of one."""
    gibberish = ["blorf snazzle quim", "xqzt vbnm plok"]
    farther = model.read(gibberish, encoder.encode(gibberish)).familiarity
    assert farther.max() < model.read(ASKED, encoder.encode(ASKED)).familiarity.min()


def test_an_example_is_familiar(model: IntentModel, vectors: Vectors) -> None:
    """An example itself is as near as can be."""
    assert model.read(TEXTS, vectors).familiarity == pytest.approx(1.0, abs=1e-3)


def same(one: Reading, other: Reading) -> bool:
    """Whether two models read messages alike, to the last bit."""
    return all(np.array_equal(*both) for both in zip(one, other, strict=True))


def test_the_guess_leads_where_starting_from_nothing_leads() -> None:
    """It is near the best weights, so that far fewer steps reach them."""
    rng = np.random.default_rng(0)
    centres = rng.normal(size=(6, 12))
    columns = rng.integers(6, size=600)
    features = (centres[columns] + 0.7 * rng.normal(size=(600, 12))).astype(np.float32)
    features /= np.linalg.norm(features, axis=1, keepdims=True)
    labels = np.array(list("abcdef"))[columns]
    best = SoftmaxRegression.fit(features, labels, 20.0, 500)
    few = SoftmaxRegression.fit(features, labels, 20.0, 20, SoftmaxRegression.guess(features, labels))
    alike = few.scores(features).argmax(axis=1) == best.scores(features).argmax(axis=1)
    assert few.labels == best.labels
    assert alike.mean() > 0.98
