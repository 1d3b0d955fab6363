"""Softmax regression in single precision, by L-BFGS.

scikit-learn's own doubles every number, or takes all columns for sparse ones when some are, and takes far longer.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.linalg import solve
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Floats = npt.NDArray[np.float32]
REMEMBERED_STEPS = 10
"""L-BFGS builds its picture of the curvature from this many steps."""
GUESS_RIDGE = 1.0
GUESS_STEEPNESS = 10.0
"""With these few steps are left; anything from 8 to 15 and from .3 to 3 does."""


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
        marks: csr_matrix | None = None,
        counts: Floats | None = None,
    ) -> SoftmaxRegression:
        """Train on `features` of shape (n, d); from the weights of `start`, it takes far fewer iterations.

        `marks` are more features, nearly all of them nought; their weights stand before the others. `counts` says
        for how many each example counts.
        """
        names, columns = np.unique(labels, return_inverse=True)
        loss = _Loss(_with_ones(features), marks, columns, counts, 1 / inverse_regularization)
        first = np.zeros(loss.shape) if start is None else start.weights.astype(np.float64)
        found = minimize(
            loss,
            first.ravel(),
            jac=True,
            method="L-BFGS-B",
            options={"maxiter": iterations, "maxcor": REMEMBERED_STEPS, "gtol": 1e-4, "ftol": 1e-9},
        )
        return cls([str(name) for name in names], found.x.reshape(loss.shape).astype(np.float32))

    @classmethod
    def guess(cls, features: Floats, labels: npt.NDArray[Any]) -> SoftmaxRegression:
        """Where to start from: ridge regression, solved at once, whose scores are made as steep as they will become."""
        names, columns = np.unique(labels, return_inverse=True)
        right = np.eye(len(names), dtype=np.float32)[columns]
        mean = features.mean(axis=0)
        centred = features - mean
        squares = centred.T @ centred
        squares[np.diag_indices_from(squares)] += GUESS_RIDGE
        weights = GUESS_STEEPNESS * solve(squares, centred.T @ (right - right.mean(axis=0)), assume_a="pos")
        return cls([str(name) for name in names], np.vstack([weights, -mean @ weights]).astype(np.float32))

    def scores(self, features: Floats) -> Floats:
        """One score for each label, shape (n, labels); their softmax is the probability."""
        scores: Floats = features @ self.weights[:-1] + self.weights[-1]
        return scores


class _Loss:
    """Cross-entropy over the examples and half the weights' squared length, with the gradient of both."""

    def __init__(
        self,
        features: Floats,
        marks: csr_matrix | None,
        columns: npt.NDArray[np.intp],
        counts: Floats | None,
        decay: float,
    ) -> None:
        self._features, self._marks = features, marks
        self._rows = np.arange(len(columns))
        self._columns = columns
        self._counts = None if counts is None else counts[:, None]
        self._marked = 0 if marks is None else marks.shape[1]
        self.shape = (self._marked + features.shape[1], int(columns.max()) + 1)
        self._decay = np.full((self.shape[0], 1), decay)
        self._decay[-1] = 0.0

    def __call__(self, flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        weights = flat.reshape(self.shape)
        scores = self._scores(weights.astype(np.float32))
        scores -= scores.max(axis=1, keepdims=True)
        right = scores[self._rows, self._columns, None].astype(np.float64)
        np.exp(scores, out=scores)
        sums = scores.sum(axis=1, keepdims=True)
        losses = np.log(sums, dtype=np.float64) - right
        scores /= sums
        scores[self._rows, self._columns] -= 1.0
        if self._counts is not None:
            losses *= self._counts
            scores *= self._counts
        pull = self._decay * weights
        return float(losses.sum() + 0.5 * (pull * weights).sum()), (self._slopes(scores) + pull).ravel()

    def _scores(self, weights: Floats) -> Floats:
        scores: Floats = self._features @ weights[self._marked :]
        if self._marks is not None:
            scores += self._marks @ weights[: self._marked]
        return scores

    def _slopes(self, errors: Floats) -> Floats:
        """How much each weight makes the loss grow, given how much too likely each label is."""
        dense: Floats = self._features.T @ errors
        return dense if self._marks is None else np.vstack([self._marks.T @ errors, dense])


def _with_ones(features: Floats) -> Floats:
    return np.hstack([features, np.ones((len(features), 1), dtype=np.float32)]).astype(np.float32)
