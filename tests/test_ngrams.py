"""N-grams: folded one by one they are what scikit-learn's matrices would give."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import hstack

from bot.nlu.ngrams import Ngrams, piece_ngrams, word_ngrams

pytestmark = pytest.mark.slow

TEXTS = [
    "how long does it take",
    "how long will it take me",
    "does it hurt a lot",
    "will it hurt when I move",
    "can I drive home",
    "can I drive my car home",
]


@pytest.fixture(scope="module")
def ngrams() -> Ngrams:
    """N-grams of a few texts."""
    return Ngrams.fit(TEXTS, dimensions=4)[0]


@pytest.mark.parametrize("text", [*TEXTS, "how how how long", "Does it HURT?", "étrange", "", "   ", "xq zv"])
def test_folded_by_itself_a_text_is_as_in_a_matrix(ngrams: Ngrams, text: str) -> None:
    """Weights, lengths and directions are the library's."""
    counts = hstack([kind.fit(TEXTS).transform([text]) for kind in (word_ngrams(), piece_ngrams())])
    assert ngrams.transform([text]).folded == pytest.approx(counts @ ngrams.state()["folding"], abs=1e-6)


def test_what_was_saved_folds_as_before(ngrams: Ngrams) -> None:
    """The state is all there is."""
    assert np.array_equal(
        Ngrams.of_state(ngrams.state()).transform(TEXTS).folded, ngrams.transform(TEXTS).folded
    )


def test_a_text_without_a_known_piece_is_zero(ngrams: Ngrams) -> None:
    """Nothing known, nothing said."""
    assert not ngrams.transform([""]).folded.any()
