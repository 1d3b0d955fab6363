"""N-grams: a message's words and pieces of words, folded into a few numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import hstack
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

Floats = npt.NDArray[np.float32]

WORD = r"\b\w+\b"
"""Words of one letter count too: scikit-learn leaves them out by default."""
FOLDING_ITERATIONS = 2
"""Power iterations of the randomized SVD; five, the default, take twice as long for the same accuracy."""


class Ngrams:
    """TF-IDF of words and of their pieces, each of length 1, projected on the directions that say most."""

    def __init__(self, words: TfidfVectorizer, pieces: TfidfVectorizer, folding: Floats) -> None:
        """`folding` has a row for each n-gram, the words' first, and a column for each direction."""
        self._vectorizers = (words, pieces)
        self._folding = folding
        ends = len(words.vocabulary_)
        self._blocks = (_Block(words, folding[:ends]), _Block(pieces, folding[ends:]))

    @classmethod
    def fit(cls, texts: Sequence[str], dimensions: int) -> tuple[Ngrams, Floats]:
        """Learn the n-grams that two texts share and how to fold them; returns those of `texts`, too."""
        words, pieces = _word_ngrams(), _piece_ngrams()
        counts = hstack([words.fit_transform(texts), pieces.fit_transform(texts)], format="csr")
        counts = counts.astype(np.float32)
        directions = min(dimensions, min(counts.shape) - 1)
        svd = TruncatedSVD(directions, n_iter=FOLDING_ITERATIONS, random_state=0).fit(counts)
        folding = np.ascontiguousarray(svd.components_.T, dtype=np.float32)
        return cls(words, pieces, folding), counts @ folding

    def transform(self, texts: Sequence[str]) -> Floats:
        """The folded n-grams of each text, shape (len(texts), dimensions)."""
        return np.array(
            [sum(block.folded(text) for block in self._blocks) for text in texts], dtype=np.float32
        )

    def state(self) -> dict[str, Any]:
        """What to save; `Ngrams(**state)` is the same again."""
        words, pieces = self._vectorizers
        return {"words": words, "pieces": pieces, "folding": self._folding}


class _Block:
    """One kind of n-gram. scikit-learn's own `transform` makes sparse matrices, most of the time one message takes."""

    def __init__(self, vectorizer: TfidfVectorizer, folding: Floats) -> None:
        self._analyze: Callable[[str], list[str]] = vectorizer.build_analyzer()
        self._rows: dict[str, int] = vectorizer.vocabulary_
        self._rarity = vectorizer.idf_.astype(np.float32)
        self._folding = folding

    def folded(self, text: str) -> Floats:
        counts = Counter(row for term in self._analyze(text) if (row := self._rows.get(term)) is not None)
        if not counts:
            return np.zeros(self._folding.shape[1], dtype=np.float32)
        rows = np.fromiter(counts.keys(), dtype=np.intp, count=len(counts))
        often = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        weights = (1 + np.log(often)) * self._rarity[rows]
        folded: Floats = (weights / np.linalg.norm(weights)) @ self._folding[rows]
        return folded


def _word_ngrams() -> TfidfVectorizer:
    return TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2, token_pattern=WORD)


def _piece_ngrams() -> TfidfVectorizer:
    """Pieces of words: a typing error leaves most of them as they were."""
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2)
