"""Intent model: sentence vector and n-grams in, calibrated probabilities out. No Rasa in here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar

from bot.nlu.kernel_regression import KernelConfig, KernelRegression, deal
from bot.nlu.ngrams import Ngrams
from bot.softmax_regression import SoftmaxRegression

Array = npt.NDArray[Any]

FILE = "intent_model.npz"
LIKELY_INTENTS = 20
"""The kernel regression looks at so many of each message, those that the softmax regression finds likeliest."""


@dataclass(frozen=True)
class IntentModelConfig:
    """Chosen by cross-validation on this project's training data and three public sets alike."""

    inverse_regularization: float = 20.0
    ngram_weight: float = 0.4
    """Weight of the n-gram block beside the encoder's unit vector."""
    ngram_dimensions: int = 128
    iterations: int = 30
    """L-BFGS steps without the held-out examples, from a guess; from nothing it takes twice as many."""
    last_iterations: int = 20
    """Steps that follow with every example, from where the first ones led."""
    held_out: float = 0.25
    """Share of the examples, drawn from every intent, that the calibration is fitted on."""
    nearness_weight: float = 10.0
    """Weight of the kernel regression's scores beside the softmax regression's."""


class Reading(NamedTuple):
    """What the model makes of messages."""

    probabilities: Array
    """Calibrated, shape (messages, intents)."""
    familiarity: Array
    """How near each is to the nearest example, shape (messages,): at most 1, for foreign ones towards 0."""


class IntentModel:
    """Two regressions on encoder and n-gram features, with a temperature fitted on held-out examples.

    The softmax regression weighs what a message is about as a whole, the kernel regression the examples near to it.
    """

    def __init__(self, config: IntentModelConfig) -> None:
        self.config = config
        self.temperature = 1.0

    def fit(self, texts: Sequence[str], vectors: Array, labels: Sequence[str]) -> IntentModel:
        """Train on `texts`, their encoder `vectors` of shape (n, 768) and their intents."""
        target = np.asarray(labels)
        self._ngrams, folded = Ngrams.fit(texts, self.config.ngram_dimensions)
        self._fit_regressions(self._beside(vectors, folded), target)
        return self

    @property
    def labels(self) -> list[str]:
        """The intents, in the order of the columns of the probabilities."""
        return self._softmax.labels

    def read(self, texts: Sequence[str], vectors: Array) -> Reading:
        """What `texts` with these encoder vectors mean, and how near they are to what was taught."""
        features = self._beside(vectors, self._ngrams.transform(texts))
        scores, familiarity = self._both(self._softmax, self._kernel, features)
        return Reading(_softmax(scores / self.temperature), familiarity)

    def save(self, folder: Path) -> None:
        """Write the model: arrays, which cannot bring code along, and read in a fraction of a second."""
        np.savez(
            folder / FILE,
            **self._ngrams.state(),
            **self._kernel.state(),
            labels=np.array(self.labels),
            weights=self._softmax.weights,
            temperature=self.temperature,
            config=json.dumps(asdict(self.config)),
        )

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        """Read what `save` wrote."""
        with np.load(folder / FILE, allow_pickle=False) as state:
            model = cls(IntentModelConfig(**json.loads(str(state["config"]))))
            model._ngrams = Ngrams.of_state(state)
            model._kernel = KernelRegression.of_state(state)
            model._softmax = SoftmaxRegression(state["labels"].tolist(), state["weights"])
            model.temperature = float(state["temperature"])
        return model

    def _beside(self, vectors: Array, folded: Array) -> Array:
        return np.hstack([vectors, self.config.ngram_weight * folded])

    def _both(
        self, softmax: SoftmaxRegression, kernel: KernelRegression, features: Array
    ) -> tuple[Array, Array]:
        """The scores of both together, and how near each message is to the nearest example."""
        scores = softmax.scores(features)
        likely = np.argsort(-scores, axis=1)[:, :LIKELY_INTENTS]
        by_neighbours, familiarity = kernel.read(features, likely)
        return scores + self.config.nearness_weight * by_neighbours, familiarity

    def _fit_regressions(self, features: Array, target: Array) -> None:
        """First without some examples, which then show how sure it may be; from there on with all of them."""
        labels, columns = np.unique(target, return_inverse=True)
        train, held_out = _split(target, self.config.held_out)
        guess = SoftmaxRegression.guess(features[train], target[train])
        first = self._fit_softmax(features[train], target[train], self.config.iterations, guess)
        if len(held_out):
            # One part of them alone leads to the same temperature: 1.44 against 1.41.
            part = train[deal(len(train), KernelConfig().examples_at_once)[0]]
            kernel = KernelRegression.fit(features[part], columns[part], len(labels), KernelConfig())
            scores, _ = self._both(first, kernel, features[held_out])
            self.temperature = _best_temperature(scores, columns[held_out])
        self._softmax = self._fit_softmax(features, target, self.config.last_iterations, first)
        self._kernel = KernelRegression.fit(features, columns, len(labels), KernelConfig())

    def _fit_softmax(
        self, features: Array, target: Array, iterations: int, start: SoftmaxRegression
    ) -> SoftmaxRegression:
        return SoftmaxRegression.fit(features, target, self.config.inverse_regularization, iterations, start)


def _split(target: Array, held_out: float) -> tuple[Array, Array]:
    """Rows to train on and rows to hold out: the same share of every label, none of a label with few examples."""
    random = np.random.default_rng(0)
    of_each = [random.permutation(np.flatnonzero(target == label)) for label in np.unique(target)]
    rest = np.concatenate([rows[: int(len(rows) * held_out)] for rows in of_each])
    return np.setdiff1d(np.arange(len(target)), rest), rest


def _best_temperature(scores: Array, columns: Array) -> float:
    """The temperature that makes held-out examples, whose intents are `columns`, most likely (Guo et al. 2017)."""
    rows = np.arange(len(columns))

    def loss(temperature: float) -> float:
        return float(-np.log(_softmax(scores / temperature)[rows, columns] + 1e-12).mean())

    return float(minimize_scalar(loss, bounds=(0.2, 5.0), method="bounded").x)


def _softmax(scores: Array) -> Array:
    exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Array = exponentials / exponentials.sum(axis=1, keepdims=True)
    return result
