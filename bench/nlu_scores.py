"""Scores: how often the intent is right, and how well a confidence parts what is covered from what is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from public_data import OUT_OF_SCOPE
from sklearn.metrics import matthews_corrcoef, roc_auc_score

THRESHOLDS = np.linspace(0.0, 1.0, 101)


@dataclass(frozen=True)
class Guesses:
    """What was made of messages, beside what they meant."""

    intents: Sequence[str]
    scores: Sequence[float]
    """From 0 to 1: how far each guess is to be trusted."""
    meant: Sequence[str]

    def accuracy(self) -> float:
        """Per cent of the messages whose intent is right."""
        pairs = zip(self.intents, self.meant, strict=True)
        return 100 * sum(guess == meant for guess, meant in pairs) / len(self.meant)

    def mcc(self, threshold: float) -> float:
        """Matthews' correlation coefficient when guesses below the threshold are taken for out of scope."""
        pairs = zip(self.intents, self.scores, strict=True)
        return float(
            matthews_corrcoef(
                self.meant, [intent if score >= threshold else OUT_OF_SCOPE for intent, score in pairs]
            )
        )

    def auroc(self) -> float:
        """The chance that a covered message scores higher than one that is out of scope."""
        return float(roc_auc_score([meant != OUT_OF_SCOPE for meant in self.meant], self.scores))


def joined(every: Sequence[Guesses]) -> Guesses:
    """All guesses as one."""
    return Guesses(
        [intent for each in every for intent in each.intents],
        [score for each in every for score in each.scores],
        [meant for each in every for meant in each.meant],
    )


def best_threshold(every: Sequence[Guesses]) -> float:
    """The threshold with the highest mean coefficient; the middle one where several have it."""
    found = np.array([np.mean([each.mcc(threshold) for each in every]) for threshold in THRESHOLDS])
    return float(np.median(THRESHOLDS[found >= found.max() - 1e-9]))
