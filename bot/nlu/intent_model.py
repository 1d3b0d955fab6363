"""Intent model: sentence vector and n-grams in, calibrated probabilities out. No Rasa in here."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import skops.io
from scipy.optimize import minimize_scalar
from scipy.sparse import hstack
from sklearn.decomposition import TruncatedSVD
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

Array = npt.NDArray[Any]

WORD = r"\b\w+\b"
"""Words of one letter count too: scikit-learn leaves them out by default."""


@dataclass(frozen=True)
class IntentModelConfig:
    """Chosen by cross-validation on this project's training data and three public sets alike."""

    inverse_regularization: float = 20.0
    ngram_weight: float = 0.4
    """Weight of the n-gram block beside the encoder's unit vector."""
    ngram_dimensions: int = 128
    iterations: int = 100
    """L-BFGS steps; held-out accuracy stands still from about 60 on."""
    held_out: float = 0.25
    """Share of the examples, drawn from every intent, that the calibration is fitted on."""


class IntentModel:
    """Logistic regression on encoder and n-gram features, with a temperature fitted on held-out examples."""

    def __init__(self, config: IntentModelConfig) -> None:
        self.config = config
        self.temperature = 1.0

    def fit(self, texts: Sequence[str], vectors: Array, labels: Sequence[str]) -> IntentModel:
        """Train on `texts`, their encoder `vectors` of shape (n, 384) and their intents."""
        target = np.asarray(labels)
        self._fit_ngrams(texts)
        features = self._features(texts, vectors)
        self.temperature = self._fit_temperature(features, target)
        self._classifier = self._regression(features, target)
        return self

    @property
    def labels(self) -> list[str]:
        """The intents, in the order of the columns of `probabilities`."""
        return [str(label) for label in self._classifier.classes_]

    def probabilities(self, texts: Sequence[str], vectors: Array) -> Array:
        """Calibrated probabilities, shape (len(texts), len(labels))."""
        logs = self._classifier.predict_log_proba(self._features(texts, vectors))
        return _softmax(logs / self.temperature)

    def save(self, folder: Path) -> None:
        """Write the model; skops files hold data, not code."""
        skops.io.dump(
            {
                "words": self._words,
                "pieces": self._pieces,
                "folding": self._folding,
                "classifier": self._classifier,
                "temperature": self.temperature,
                "config": self.config.__dict__,
            },
            folder / "intent_model.skops",
        )

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        """Read what `save` wrote."""
        state = skops.io.load(folder / "intent_model.skops", trusted=["scipy.sparse._csr.csr_matrix"])
        model = cls(IntentModelConfig(**state["config"]))
        model._words, model._pieces = state["words"], state["pieces"]
        model._folding = state["folding"]
        model._classifier = state["classifier"]
        model.temperature = state["temperature"]
        return model

    def _regression(self, features: Array, target: Array) -> LogisticRegression:
        model = LogisticRegression(C=self.config.inverse_regularization, max_iter=self.config.iterations)
        with warnings.catch_warnings():
            # Stopping early is meant.
            warnings.simplefilter("ignore", ConvergenceWarning)
            return model.fit(features, target)

    def _fit_ngrams(self, texts: Sequence[str]) -> None:
        self._words, self._pieces = _word_ngrams().fit(texts), _piece_ngrams().fit(texts)
        counts = self._ngrams(texts)
        dimensions = min(self.config.ngram_dimensions, min(counts.shape) - 1)
        svd = TruncatedSVD(dimensions, random_state=0).fit(counts)
        # Rows contiguous: scikit-learn's own transform copies the whole matrix for each message (30 ms).
        self._folding = np.ascontiguousarray(svd.components_.T, dtype=np.float32)

    def _ngrams(self, texts: Sequence[str]) -> Any:
        # Not a FeatureUnion: its joblib costs as much as the counting.
        counts = hstack([self._words.transform(texts), self._pieces.transform(texts)], format="csr")
        return counts.astype(np.float32)

    def _features(self, texts: Sequence[str], vectors: Array) -> Array:
        # Both single precision: SciPy would else convert the whole matrix for each message (6 ms).
        folded = self._ngrams(texts) @ self._folding
        return np.hstack([vectors, self.config.ngram_weight * folded])

    def _fit_temperature(self, features: Array, target: Array) -> float:
        """The temperature that makes held-out examples most likely (Guo et al. 2017)."""
        if min(Counter(target.tolist()).values()) * self.config.held_out < 1:
            return 1.0
        train, held_out = train_test_split(
            np.arange(len(target)), test_size=self.config.held_out, stratify=target, random_state=0
        )
        model = self._regression(features[train], target[train])
        logs = model.predict_log_proba(features[held_out])
        columns = np.searchsorted(model.classes_, target[held_out])
        rows = np.arange(len(held_out))

        def loss(temperature: float) -> float:
            probabilities = _softmax(logs / temperature)
            return float(-np.log(probabilities[rows, columns] + 1e-12).mean())

        return float(minimize_scalar(loss, bounds=(0.2, 5.0), method="bounded").x)


def _word_ngrams() -> TfidfVectorizer:
    return TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2, token_pattern=WORD)


def _piece_ngrams() -> TfidfVectorizer:
    """Pieces of words: a typing error leaves most of them as they were."""
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2)


def _softmax(scores: Array) -> Array:
    exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Array = exponentials / exponentials.sum(axis=1, keepdims=True)
    return result
