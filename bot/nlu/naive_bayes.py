"""Naive Bayes: how much each word and pair of words speaks for each intent, counted one by one.

The sentence encoder knows what a message is about, but rare words little, and here these tell most: a medicine, an
organ, a craft. Multinomial, with TF-IDF weights for counts (Rennie, Shih, Teevan and Karger 2003).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from bot.nlu.ngrams import Weighed

Floats = npt.NDArray[np.float32]

SMOOTHING = 0.05
"""What every word counts in every intent before any example is seen; .02 and .1 do nearly as well."""


class NaiveBayes:
    """A score for each label: how likely its examples are to have a message's words."""

    def __init__(self, chances: Floats) -> None:
        """`chances` has the logarithm of each word's share in each label, shape (words, labels)."""
        self.chances = chances

    @classmethod
    def fit(cls, weights: csr_matrix, columns: npt.NDArray[np.intp], labels: int) -> NaiveBayes:
        """Train on the words' `weights` in examples, shape (n, words), each of a label from 0 to below `labels`."""
        shape = (labels, len(columns))
        belongs = csr_matrix((np.ones(len(columns)), (columns, np.arange(len(columns)))), shape)
        counts = (belongs @ weights).toarray() + SMOOTHING
        chances = np.log(counts / counts.sum(axis=1, keepdims=True))
        return cls(np.ascontiguousarray(chances.T, dtype=np.float32))

    def scores(self, texts: Sequence[Weighed]) -> Floats:
        """The scores of texts by their words, shape (len(texts), labels)."""
        return np.array([words.sum_of(self.chances) for words in texts])
