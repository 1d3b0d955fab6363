"""N-grams: a message's words and pieces of words, folded into a few numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

Floats = npt.NDArray[np.float32]

WORD = r"\b\w+\b"
"""Words of one letter count too: scikit-learn leaves them out by default."""
FOLDING_ITERATIONS = 2
"""Power iterations of the randomized SVD; five, the default, take twice as long for the same accuracy."""
SEPARATOR = "\n"
"""Between n-grams in a saved model: no n-gram has a line break in it."""


class Ngrams:
    """TF-IDF of words and of their pieces, each of length 1, projected on the directions that say most."""

    def __init__(self, words: Terms, pieces: Terms, folding: Floats) -> None:
        """`folding` has a row for each n-gram, the words' first, and a column for each direction."""
        self._words, self._pieces = words, pieces
        self._word_weights = TermWeights(word_ngrams(), words)
        self._piece_weights = TermWeights(piece_ngrams(), pieces)
        self._folding = folding
        self._word_folding, self._piece_folding = np.split(folding, [len(words.names)])

    @classmethod
    def fit(cls, texts: Sequence[str], dimensions: int) -> Fitted:
        """Learn the n-grams that two texts share and how to fold them."""
        word_kind, piece_kind = word_ngrams(), piece_ngrams()
        words = word_kind.fit_transform(texts).astype(np.float32)
        both = hstack([words, piece_kind.fit_transform(texts).astype(np.float32)], format="csr")
        directions = min(dimensions, min(both.shape) - 1)
        svd = TruncatedSVD(directions, n_iter=FOLDING_ITERATIONS, random_state=0).fit(both)
        folding = np.ascontiguousarray(svd.components_.T, dtype=np.float32)
        return Fitted(cls(Terms.of(word_kind), Terms.of(piece_kind), folding), both @ folding, words)

    def transform(self, texts: Sequence[str]) -> Folded:
        """What each text is made of."""
        words = [self._word_weights.of(text) for text in texts]
        pieces = (self._piece_weights.of(text) for text in texts)
        folded = [
            word.sum_of(self._word_folding) + piece.sum_of(self._piece_folding)
            for word, piece in zip(words, pieces, strict=True)
        ]
        return Folded(np.array(folded, np.float32), words)

    def state(self) -> dict[str, npt.NDArray[Any]]:
        """What to save: arrays alone."""
        return {
            "words": np.array(SEPARATOR.join(self._words.names)),
            "word_rarity": self._words.rarity,
            "pieces": np.array(SEPARATOR.join(self._pieces.names)),
            "piece_rarity": self._pieces.rarity,
            "folding": self._folding,
        }

    @classmethod
    def of_state(cls, state: Mapping[str, npt.NDArray[Any]]) -> Ngrams:
        """The same again, from what `state` gave."""
        words = Terms(str(state["words"]).split(SEPARATOR), state["word_rarity"])
        pieces = Terms(str(state["pieces"]).split(SEPARATOR), state["piece_rarity"])
        return cls(words, pieces, state["folding"])


class Fitted(NamedTuple):
    """What is learned from texts, and what they are themselves."""

    ngrams: Ngrams
    folded: Floats
    """The folded n-grams of each text, shape (n, dimensions)."""
    words: csr_matrix
    """The weight of each word and pair of words in each text, shape (n, words)."""


class Terms(NamedTuple):
    """The n-grams of one kind, in the order of their rows, and how rare each is."""

    names: list[str]
    rarity: Floats

    @classmethod
    def of(cls, fitted: TfidfVectorizer) -> Terms:
        """What scikit-learn has learned."""
        return cls(fitted.get_feature_names_out().tolist(), fitted.idf_.astype(np.float32))


class Weighed(NamedTuple):
    """The n-grams of one kind in one text that are known, by their rows, and what they weigh, together of length 1."""

    rows: npt.NDArray[np.intp]
    weights: Floats

    def sum_of(self, values: Floats) -> Floats:
        """The sum of their rows of `values`, each by its weight; nought where no n-gram is known."""
        total: Floats = self.weights @ values[self.rows]
        return total


class Folded(NamedTuple):
    """What texts are made of."""

    folded: Floats
    """The folded n-grams of each text, shape (n, dimensions)."""
    words: list[Weighed]
    """The words and pairs of words of each."""


class TermWeights:
    """The TF-IDF weights of one kind of n-gram in a text.

    scikit-learn's own `transform` makes sparse matrices, most of the time one message takes.
    """

    def __init__(self, kind: TfidfVectorizer, terms: Terms) -> None:
        self._analyze: Callable[[str], list[str]] = kind.build_analyzer()
        self._rows = {name: row for row, name in enumerate(terms.names)}
        self._rarity = terms.rarity

    def of(self, text: str) -> Weighed:
        """What is known of `text`."""
        counts = Counter(map(self._rows.get, self._analyze(text)))
        counts.pop(None, None)
        rows = np.fromiter(counts.keys(), dtype=np.intp, count=len(counts))
        often = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        weights = (1 + np.log(often)) * self._rarity[rows]
        return Weighed(rows, weights / np.linalg.norm(weights))


def word_ngrams() -> TfidfVectorizer:
    """Words and pairs of words."""
    return TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2, token_pattern=WORD)


def piece_ngrams() -> TfidfVectorizer:
    """Pieces of words: a typing error leaves most of them as they were."""
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2)
