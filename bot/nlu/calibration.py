"""Calibration: from scores to probabilities that mean what they say, set on examples held out of the training."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

Array = npt.NDArray[Any]

BOUNDS = ((0.2, 5.0), (0.0, 3.0))
TOLERANCE = {"xatol": 0.005, "fatol": 1e-5}


class Calibration(NamedTuple):
    """Two numbers, the only ones that held-out examples set (Guo et al. 2017; Wolpert 1992)."""

    temperature: float = 1.0
    """Scores are divided by it: above 1 where they are too sure."""
    words_weight: float = 0.0
    """What naive Bayes counts beside the regressions: nought where examples are too few to count their words."""

    @classmethod
    def fit(cls, scores: Array, by_words: Array, columns: Array) -> Calibration:
        """What makes held-out examples most likely, of which each means the intent at its place in `columns`.

        Both scores are of shape (n, intents).
        """
        rows = np.arange(len(columns))

        def loss(values: Array) -> float:
            likely = cls(*values).probabilities(scores, by_words)[rows, columns]
            return float(-np.log(likely + 1e-12).mean())

        found = minimize(loss, (1.0, 0.5), method="Nelder-Mead", bounds=BOUNDS, options=TOLERANCE)
        return cls(*map(float, found.x))

    def probabilities(self, scores: Array, by_words: Array) -> Array:
        """Shape (n, intents), as the scores of the regressions and those of naive Bayes."""
        together = (scores + self.words_weight * by_words) / self.temperature
        exponentials = np.exp(together - together.max(axis=1, keepdims=True))
        result: Array = exponentials / exponentials.sum(axis=1, keepdims=True)
        return result
