"""Kernel regression: neighbours decide, in parts as in one go, and what is far from all of them is told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bot.nlu.kernel_regression import Floats, KernelConfig, KernelRegression

CONFIG = KernelConfig(directions=2)
RANDOM = np.random.default_rng(0)
LYING = (RANDOM.uniform(-2, 2, size=(400, 2)) @ np.eye(2, 6)).astype(np.float32)
"""Examples in six dimensions that differ in two."""
SIDE = ((LYING[:, 0] > 0) != (LYING[:, 1] > 0)).astype(int)
"""0 in two opposite quarters of the plane, 1 in the others: no line parts the two."""


@pytest.fixture(scope="module")
def fitted() -> KernelRegression:
    """All examples at once."""
    return KernelRegression.fit(LYING, SIDE, 2, CONFIG)


def read(regression: KernelRegression, rows: Floats) -> tuple[Floats, Floats]:
    """The scores of both labels, and the likeness."""
    return regression.read(rows, np.tile([0, 1], (len(rows), 1)))


def sides(regression: KernelRegression, rows: Floats) -> list[int]:
    """The likelier label of each row."""
    return list(read(regression, rows)[0].argmax(axis=1))


def test_it_tells_apart_what_no_line_does(fitted: KernelRegression) -> None:
    """What lies among the examples of one label gets that label."""
    asked = (np.array([[1, 1], [-1, -1], [1, -1], [-1, 1]]) @ np.eye(2, 6)).astype(np.float32)
    assert sides(fitted, asked) == [0, 0, 1, 1]


def test_scores_are_near_one_for_the_label_and_near_nought_for_others(fitted: KernelRegression) -> None:
    """Over the mean share of each label, which is half here."""
    scores, _ = read(fitted, LYING)
    right = scores[np.arange(len(SIDE)), SIDE]
    assert np.median(right) == pytest.approx(0.5, abs=0.05)


def test_parts_say_what_one_go_says(fitted: KernelRegression) -> None:
    """Three parts of the examples, averaged, differ from one go only near the border."""
    parted = KernelRegression.fit(LYING, SIDE, 2, replace(CONFIG, examples_at_once=150))
    alike = [one == other for one, other in zip(sides(parted, LYING), sides(fitted, LYING), strict=True)]
    assert np.mean(alike) > 0.95


def test_likeness_falls_with_distance_and_with_what_is_outside(fitted: KernelRegression) -> None:
    """An example is like itself; a step away is less so, and a step in a direction that no example has, too."""
    aside = LYING[:1] + np.eye(6, dtype=np.float32)[5]
    far = LYING[:1] + 10 * np.eye(6, dtype=np.float32)[0]
    _, likeness = read(fitted, np.concatenate([LYING[:1], aside, far]))
    assert likeness == pytest.approx([1.0, np.exp(-0.5), 0.0], abs=1e-3)


def test_what_is_read_back_reads_alike(fitted: KernelRegression) -> None:
    """What is saved says all."""
    again = KernelRegression.of_state(fitted.state())
    for one, other in zip(read(again, LYING), read(fitted, LYING), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_row_does_not_depend_on_those_beside_it(fitted: KernelRegression) -> None:
    """A message alone means what it means among others."""
    together, alone = read(fitted, LYING[:8]), read(fitted, LYING[3:4])
    np.testing.assert_allclose(alone[0], together[0][3:4], atol=1e-4)


def test_only_likely_labels_are_looked_at(fitted: KernelRegression) -> None:
    """The score of a likely label is what it is among all; the others have none."""
    scores, _ = fitted.read(LYING[:2], np.array([[1], [0]]))
    np.testing.assert_allclose(scores, read(fitted, LYING[:2])[0] * [[0, 1], [1, 0]], atol=1e-4)


def test_a_label_without_an_example_has_its_column() -> None:
    """Columns do not shift when a part of the examples lacks a label."""
    few = KernelRegression.fit(LYING, 2 * SIDE, 3, CONFIG)
    scores, _ = few.read(LYING, np.tile([0, 1, 2], (len(LYING), 1)))
    assert set(scores.argmax(axis=1)) == {0, 2}
    assert np.abs(scores[:, 1]).max() < 1e-4
