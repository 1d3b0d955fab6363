"""Calibration: held-out examples set how sure the model may be, and what single words count."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.calibration import Calibration

pytestmark = pytest.mark.slow

INTENTS = 4
COLUMNS = np.random.default_rng(0).integers(INTENTS, size=2000)
RIGHT = np.eye(INTENTS)[COLUMNS]
NOISE = np.random.default_rng(1).normal(size=RIGHT.shape)
OTHER_NOISE = np.random.default_rng(2).normal(size=RIGHT.shape)
NOTHING = np.zeros_like(RIGHT)


def test_probabilities_mean_what_they_say() -> None:
    """Scores that are far too sure come down: what is said with 80% is right about eight times of ten."""
    scores = 10 * (RIGHT + 0.7 * NOISE)
    rows = Calibration.fit(scores, NOTHING, COLUMNS).probabilities(scores, NOTHING)
    surest = rows.max(axis=1)
    said = (surest > 0.7) & (surest < 0.9)
    is_right = rows.argmax(axis=1) == COLUMNS
    assert rows.sum(axis=1) == pytest.approx(1.0)
    assert is_right[said].mean() == pytest.approx(surest[said].mean(), abs=0.06)


def test_words_that_help_count() -> None:
    """Two sources that err apart are better together."""
    scores, by_words = RIGHT + 0.7 * NOISE, RIGHT + 0.7 * OTHER_NOISE
    found = Calibration.fit(scores, by_words, COLUMNS)
    assert found.words_weight == pytest.approx(1.0, abs=0.2)


def test_words_that_mislead_do_not_count() -> None:
    """Where examples are too few to count their words, naive Bayes is left out."""
    found = Calibration.fit(RIGHT + 0.7 * NOISE, OTHER_NOISE - 0.2 * RIGHT, COLUMNS)
    assert found.words_weight == pytest.approx(0.0, abs=0.01)
