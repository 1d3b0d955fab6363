"""Naive Bayes on words: the library's numbers, one message at a time."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.naive_bayes import MultinomialNB

from bot.nlu.naive_bayes import SMOOTHING, NaiveBayes
from bot.nlu.ngrams import Ngrams, word_ngrams

pytestmark = pytest.mark.slow

TEXTS = [
    "what does my thyroid do",
    "is my thyroid too slow",
    "which tablets for a slow thyroid",
    "how long does it take",
    "how long will it take me",
    "how long is it in all",
]
COLUMNS = np.array([0, 0, 0, 1, 1, 1])


@pytest.fixture(scope="module")
def ngrams() -> Ngrams:
    """The n-grams of a few questions of two intents."""
    return Ngrams.fit(TEXTS, dimensions=4)[0]


@pytest.fixture(scope="module")
def words() -> NaiveBayes:
    """Taught with these questions."""
    return NaiveBayes.fit(Ngrams.fit(TEXTS, dimensions=4).words, COLUMNS, 2)


@pytest.mark.parametrize("text", [*TEXTS, "thyroid thyroid THYROID", "how long, thyroid?"])
def test_scores_are_those_of_the_library(ngrams: Ngrams, words: NaiveBayes, text: str) -> None:
    """Up to what all labels share, they are scikit-learn's of the same weights."""
    kind = word_ngrams().fit(TEXTS)
    library = MultinomialNB(alpha=SMOOTHING, fit_prior=False).fit(kind.transform(TEXTS), COLUMNS)
    scores = words.scores(ngrams.transform([text]).words)[0]
    assert scores[0] - scores[1] == pytest.approx(
        np.subtract(*library.predict_log_proba(kind.transform([text]))[0]), abs=1e-5
    )


def test_one_rare_word_tells(ngrams: Ngrams, words: NaiveBayes) -> None:
    """A word that stands in one intent alone outweighs small words of the other."""
    assert words.scores(ngrams.transform(["how is a thyroid"]).words).argmax() == 0


def test_unknown_words_say_nothing(ngrams: Ngrams, words: NaiveBayes) -> None:
    """Nor does an empty message."""
    assert not words.scores(ngrams.transform(["", "xq zv"]).words).any()
