"""Softmax regression in single precision, by L-BFGS: scikit-learn's own doubles every number and takes far longer."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

Floats = npt.NDArray[np.float32]
REMEMBERED_STEPS = 10
"""L-BFGS builds its picture of the curvature from this many steps."""


class SoftmaxRegression:
    """A linear score for each label; the weights' squared length is held against them, the offsets' is not."""

    def __init__(self, labels: list[str], weights: Floats) -> None:
        """`weights` has one column for each label, one row for each feature and a last row for the offsets."""
        self.labels = labels
        self.weights = weights

    @classmethod
    def fit(
        cls,
        features: Floats,
        labels: npt.NDArray[Any],
        inverse_regularization: float,
        iterations: int,
        start: SoftmaxRegression | None = None,
    ) -> SoftmaxRegression:
        """Train on `features` of shape (n, d); from the weights of `start`, it takes far fewer iterations."""
        names, columns = np.unique(labels, return_inverse=True)
        shape = (features.shape[1] + 1, len(names))
        loss = _Loss(_with_ones(features), columns, shape, 1 / inverse_regularization)
        first = np.zeros(shape) if start is None else start.weights.astype(np.float64)
        found = minimize(
            loss,
            first.ravel(),
            jac=True,
            method="L-BFGS-B",
            options={"maxiter": iterations, "maxcor": REMEMBERED_STEPS, "gtol": 1e-4, "ftol": 1e-9},
        )
        return cls([str(name) for name in names], found.x.reshape(shape).astype(np.float32))

    def scores(self, features: Floats) -> Floats:
        """One score for each label, shape (n, labels); their softmax is the probability."""
        scores: Floats = features @ self.weights[:-1] + self.weights[-1]
        return scores


class _Loss:
    """Cross-entropy over the examples and half the weights' squared length, with the gradient of both."""

    def __init__(
        self, features: Floats, columns: npt.NDArray[np.intp], shape: tuple[int, int], decay: float
    ) -> None:
        self._features = features
        self._rows = np.arange(len(columns))
        self._columns = columns
        self._shape = shape
        self._decay = np.full((shape[0], 1), decay)
        self._decay[-1] = 0.0

    def __call__(self, flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        weights = flat.reshape(self._shape)
        scores = self._features @ weights.astype(np.float32)
        scores -= scores.max(axis=1, keepdims=True)
        right = scores[self._rows, self._columns].astype(np.float64)
        np.exp(scores, out=scores)
        sums = scores.sum(axis=1, keepdims=True)
        scores /= sums
        scores[self._rows, self._columns] -= 1.0
        pull = self._decay * weights
        loss = float(np.log(sums, dtype=np.float64).sum() - right.sum() + 0.5 * (pull * weights).sum())
        return loss, (self._features.T @ scores + pull).ravel()


def _with_ones(features: Floats) -> Floats:
    return np.hstack([features, np.ones((len(features), 1), dtype=np.float32)]).astype(np.float32)
