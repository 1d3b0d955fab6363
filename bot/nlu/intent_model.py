"""Intent model: sentence vector and n-grams in, calibrated probabilities out. No Rasa in here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar

from bot.nlu.ngrams import Ngrams
from bot.sentence_encoder import DIMENSIONS
from bot.softmax_regression import SoftmaxRegression

Array = npt.NDArray[Any]

FILE = "intent_model.npz"
LIKELY_INTENTS = 20
"""On three bots' real users the nearest example was of one of so many likeliest intents in every message."""


@dataclass(frozen=True)
class IntentModelConfig:
    """Chosen by cross-validation on this project's training data and three public sets alike."""

    inverse_regularization: float = 20.0
    ngram_weight: float = 0.4
    """Weight of the n-gram block beside the encoder's unit vector."""
    ngram_dimensions: int = 128
    iterations: int = 60
    """L-BFGS steps without the held-out examples; accuracy stands still from about 40 on."""
    last_iterations: int = 30
    """Steps that follow with every example, from where the first ones led."""
    held_out: float = 0.25
    """Share of the examples, drawn from every intent, that the calibration is fitted on."""


class IntentModel:
    """Logistic regression on encoder and n-gram features, with a temperature fitted on held-out examples."""

    def __init__(self, config: IntentModelConfig) -> None:
        self.config = config
        self.temperature = 1.0

    def fit(self, texts: Sequence[str], vectors: Array, labels: Sequence[str]) -> IntentModel:
        """Train on `texts`, their encoder `vectors` of shape (n, 768) and their intents."""
        target = np.asarray(labels)
        self._ngrams, folded = Ngrams.fit(texts, self.config.ngram_dimensions)
        self._fit_classifier(self._beside(vectors, folded), target)
        self._known = [vectors[target == label, :DIMENSIONS].astype(np.float32) for label in self.labels]
        return self

    @property
    def labels(self) -> list[str]:
        """The intents, in the order of the columns of `probabilities`."""
        return self._classifier.labels

    def probabilities(self, texts: Sequence[str], vectors: Array) -> Array:
        """Calibrated probabilities, shape (len(texts), len(labels))."""
        scores = self._classifier.scores(self._features(texts, vectors))
        return _softmax(scores / self.temperature)

    def familiarity(self, vectors: Array, probabilities: Array) -> Array:
        """How near each message is to the nearest example, shape (len(vectors),): 1 for the same, 0 for foreign.

        Looked for among the intents that come into question: the nearest is one of theirs, and looking at every
        example takes longer than all the rest.
        """
        likely = np.argsort(-probabilities, axis=1)[:, :LIKELY_INTENTS]
        nearest = [self._nearest(vector, columns) for vector, columns in zip(vectors, likely, strict=True)]
        return np.array(nearest, dtype=np.float32).clip(0.0, 1.0)

    def _nearest(self, vector: Array, columns: Array) -> float:
        return max(float((self._known[column] @ vector[:DIMENSIONS]).max()) for column in columns)

    def save(self, folder: Path) -> None:
        """Write the model: arrays, which cannot bring code along, and read in a fraction of a second."""
        np.savez(
            folder / FILE,
            **self._ngrams.state(),
            known=np.concatenate(self._known).astype(np.float16),
            ends=np.cumsum([len(examples) for examples in self._known]),
            labels=np.array(self._classifier.labels),
            weights=self._classifier.weights,
            temperature=self.temperature,
            config=json.dumps(asdict(self.config)),
        )

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        """Read what `save` wrote."""
        with np.load(folder / FILE, allow_pickle=False) as state:
            model = cls(IntentModelConfig(**json.loads(str(state["config"]))))
            model._ngrams = Ngrams.of_state(state)
            model._known = np.split(state["known"].astype(np.float32), state["ends"][:-1])
            model._classifier = SoftmaxRegression(state["labels"].tolist(), state["weights"])
            model.temperature = float(state["temperature"])
        return model

    def _features(self, texts: Sequence[str], vectors: Array) -> Array:
        return self._beside(vectors, self._ngrams.transform(texts))

    def _beside(self, vectors: Array, folded: Array) -> Array:
        return np.hstack([vectors, self.config.ngram_weight * folded])

    def _fit_classifier(self, features: Array, target: Array) -> None:
        """First without some examples, which then show how sure it may be; from there on with all of them."""
        train, held_out = _split(target, self.config.held_out)
        first = self._regression(features[train], target[train], self.config.iterations)
        if len(held_out):
            self.temperature = _best_temperature(first, features[held_out], target[held_out])
        self._classifier = self._regression(features, target, self.config.last_iterations, first)

    def _regression(
        self, features: Array, target: Array, iterations: int, start: SoftmaxRegression | None = None
    ) -> SoftmaxRegression:
        return SoftmaxRegression.fit(features, target, self.config.inverse_regularization, iterations, start)


def _split(target: Array, held_out: float) -> tuple[Array, Array]:
    """Rows to train on and rows to hold out: the same share of every label, none of a label with few examples."""
    random = np.random.default_rng(0)
    of_each = [random.permutation(np.flatnonzero(target == label)) for label in np.unique(target)]
    rest = np.concatenate([rows[: int(len(rows) * held_out)] for rows in of_each])
    return np.setdiff1d(np.arange(len(target)), rest), rest


def _best_temperature(classifier: SoftmaxRegression, features: Array, target: Array) -> float:
    """The temperature that makes held-out examples most likely (Guo et al. 2017)."""
    scores = classifier.scores(features)
    columns = np.searchsorted(classifier.labels, target)
    rows = np.arange(len(target))

    def loss(temperature: float) -> float:
        return float(-np.log(_softmax(scores / temperature)[rows, columns] + 1e-12).mean())

    return float(minimize_scalar(loss, bounds=(0.2, 5.0), method="bounded").x)


def _softmax(scores: Array) -> Array:
    exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Array = exponentials / exponentials.sum(axis=1, keepdims=True)
    return result
