"""Intent model: sentence vector and n-grams in, calibrated probabilities out. No Rasa in here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from bot.nlu.calibration import Calibration
from bot.nlu.kernel_regression import KernelConfig, KernelRegression, deal
from bot.nlu.naive_bayes import NaiveBayes
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
    """Two regressions on encoder and n-gram features, and naive Bayes on the words, calibrated on held-out examples.

    The softmax regression weighs what a message is about as a whole, the kernel regression the examples near to it,
    naive Bayes each word by itself.
    """

    def __init__(self, config: IntentModelConfig) -> None:
        self.config = config
        self.calibration = Calibration()

    def fit(self, texts: Sequence[str], vectors: Array, labels: Sequence[str]) -> IntentModel:
        """Train on `texts`, their encoder `vectors` of shape (n, 768) and their intents."""
        names, columns = np.unique(np.asarray(labels), return_inverse=True)
        self._ngrams, folded, words = Ngrams.fit(texts, self.config.ngram_dimensions)
        examples = _Examples(self._beside(vectors, folded), words, names, columns)
        train, held_out = _split(columns, self.config.held_out)
        first = self._fit_softmax(examples, train, self.config.iterations)
        if len(held_out):
            self._calibrate(first, examples, train, held_out)
        everyone = np.arange(len(columns))
        self._softmax = self._fit_softmax(examples, everyone, self.config.last_iterations, first)
        self._kernel = _fit_kernel(examples, everyone)
        self._words = _fit_words(examples, everyone)
        return self

    @property
    def labels(self) -> list[str]:
        """The intents, in the order of the columns of the probabilities."""
        return self._softmax.labels

    def read(self, texts: Sequence[str], vectors: Array) -> Reading:
        """What `texts` with these encoder vectors mean, and how near they are to what was taught."""
        folded, words = self._ngrams.transform(texts)
        scores, familiarity = self._both(self._softmax, self._kernel, self._beside(vectors, folded))
        return Reading(self.calibration.probabilities(scores, self._words.scores(words)), familiarity)

    def save(self, folder: Path) -> None:
        """Write the model: arrays, which cannot bring code along, and read in a fraction of a second."""
        np.savez(
            folder / FILE,
            **self._ngrams.state(),
            **self._kernel.state(),
            labels=np.array(self.labels),
            weights=self._softmax.weights,
            word_chances=self._words.chances,
            calibration=np.array(self.calibration),
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
            model._words = NaiveBayes(state["word_chances"])
            model.calibration = Calibration(*map(float, state["calibration"]))
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

    def _calibrate(
        self, softmax: SoftmaxRegression, examples: _Examples, train: Array, held_out: Array
    ) -> None:
        # One part of them alone leads to the same temperature: 1.44 against 1.41.
        part = train[deal(len(train), KernelConfig().examples_at_once)[0]]
        scores, _ = self._both(softmax, _fit_kernel(examples, part), examples.features[held_out])
        by_words = examples.words[held_out] @ _fit_words(examples, train).chances
        self.calibration = Calibration.fit(scores, by_words, examples.columns[held_out])

    def _fit_softmax(
        self, examples: _Examples, rows: Array, iterations: int, start: SoftmaxRegression | None = None
    ) -> SoftmaxRegression:
        features, target = examples.features[rows], examples.names[examples.columns[rows]]
        start = start or SoftmaxRegression.guess(features, target)
        return SoftmaxRegression.fit(features, target, self.config.inverse_regularization, iterations, start)


class _Examples(NamedTuple):
    """What is learned from."""

    features: Array
    """Shape (n, d)."""
    words: csr_matrix
    """Shape (n, words)."""
    names: Array
    columns: Array
    """Each example's place among the names."""


def _fit_kernel(examples: _Examples, rows: Array) -> KernelRegression:
    return KernelRegression.fit(
        examples.features[rows], examples.columns[rows], len(examples.names), KernelConfig()
    )


def _fit_words(examples: _Examples, rows: Array) -> NaiveBayes:
    return NaiveBayes.fit(examples.words[rows], examples.columns[rows], len(examples.names))


def _split(target: Array, held_out: float) -> tuple[Array, Array]:
    """Rows to train on and rows to hold out: the same share of every label, none of a label with few examples."""
    random = np.random.default_rng(0)
    of_each = [random.permutation(np.flatnonzero(target == label)) for label in np.unique(target)]
    rest = np.concatenate([rows[: int(len(rows) * held_out)] for rows in of_each])
    return np.setdiff1d(np.arange(len(target)), rest), rest
