"""Kernel ridge regression: what is asked is likely to mean what the examples nearest to it mean.

A linear model cannot say of two examples that only their neighbourhoods differ; this one can, with as many weights as
examples. Saunders, Gammerman and Vovk 1998; solved in parts as by Zhang, Duchi and Wainwright 2015.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.linalg import solve

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class KernelConfig:
    """Chosen on the training files of three public sets and on this project's examples (docs/decisions.md)."""

    sharpness: float = 0.5
    """How fast an example's say fades with the squared distance."""
    ridge: float = 0.03
    directions: int = 128
    """Distances are measured in the directions in which the examples differ most; with more it does no better."""
    examples_at_once: int = 6000
    """More are solved in parts of at most so many, whose scores are averaged: time grows with the third power."""


class KernelRegression:
    """A score for each label, near 1 for what an example of it says and near 0 for all others."""

    def __init__(self, sharpness: float, directions: Directions, examples: Floats, weights: Floats) -> None:
        """`examples` has a column for each example, `weights` too, and a row for each label."""
        self._sharpness = sharpness
        self._directions = directions
        self._examples = np.ascontiguousarray(examples)
        self._lengths = _square_lengths(self._examples.T)
        self._weights = weights

    @classmethod
    def fit(
        cls, features: Floats, columns: npt.NDArray[np.intp], labels: int, config: KernelConfig
    ) -> KernelRegression:
        """Train on `features` of shape (n, d), each of a label from 0 to below `labels`; one may have no example."""
        right = np.eye(labels, dtype=np.float32)[columns]
        right -= right.mean(axis=0)
        directions = Directions.of(features, config.directions)
        examples, _ = directions.place(features)
        weights = np.zeros_like(right)
        parts = deal(len(examples), config.examples_at_once)
        for rows in parts:
            kernel = _kernel(examples[rows], examples[rows].T, config.sharpness)
            kernel[np.diag_indices_from(kernel)] += config.ridge
            weights[rows] = solve(kernel, right[rows], overwrite_a=True, assume_a="pos") / len(parts)
        return cls(config.sharpness, directions, examples.T, np.ascontiguousarray(weights.T))

    def read(self, features: Floats, likely: npt.NDArray[np.intp]) -> tuple[Floats, Floats]:
        """Scores of shape (n, labels), and each row's likeness to the nearest example, shape (n,).

        Scores are nought but for the labels that are `likely`, a few for each row: to weigh all takes longer than to
        find the neighbours. The likeness is 1 at most, and falls to 0 also with what lies outside all directions of
        the examples.
        """
        placed, outside = self._directions.place(features)
        likeness = _kernel(placed, self._examples, self._sharpness, self._lengths)
        nearest: Floats = likeness.max(axis=1) * np.exp(-self._sharpness * outside)
        scores = np.zeros((len(features), len(self._weights)), dtype=np.float32)
        for row, columns in enumerate(likely):
            scores[row, columns] = self._weights[columns] @ likeness[row]
        return scores, nearest

    def state(self) -> dict[str, npt.NDArray[Any]]:
        """What to save: arrays alone."""
        return {
            "sharpness": np.array(self._sharpness),
            **self._directions._asdict(),
            "examples": self._examples,
            "example_weights": self._weights,
        }

    @classmethod
    def of_state(cls, state: Mapping[str, npt.NDArray[Any]]) -> KernelRegression:
        """The same again, from what `state` gave."""
        directions = Directions(state["mean"], state["axes"])
        return cls(float(state["sharpness"]), directions, state["examples"], state["example_weights"])


class Directions(NamedTuple):
    """Where the examples lie: around their mean, along the axes in which they differ most."""

    mean: Floats
    axes: Floats
    """One column each, of length 1."""

    @classmethod
    def of(cls, features: Floats, count: int) -> Directions:
        """The `count` directions of most variance."""
        mean = features.mean(axis=0)
        centred = features - mean
        _, axes = np.linalg.eigh(centred.T @ centred)
        return cls(mean, np.ascontiguousarray(axes[:, -count:], dtype=np.float32))

    def place(self, features: Floats) -> tuple[Floats, Floats]:
        """Each row's place along the axes, shape (n, axes), and its squared distance from all such places, (n,)."""
        centred = features - self.mean
        placed: Floats = centred @ self.axes
        return placed, np.maximum(_square_lengths(centred) - _square_lengths(placed), 0.0)


def deal(count: int, at_once: int) -> list[npt.NDArray[np.intp]]:
    """The numbers below `count` dealt at random into as few parts of at most `at_once` as are needed."""
    needed = -(-count // at_once)
    order = np.random.default_rng(0).permutation(count)
    return [np.sort(order[part::needed]) for part in range(needed)]


def _kernel(rows: Floats, columns: Floats, sharpness: float, lengths: Floats | None = None) -> Floats:
    """A Gaussian's height at the distance of each of `rows` from each of `columns`."""
    if lengths is None:
        lengths = _square_lengths(columns.T)
    # In place: between thousands of examples each copy is a hundred megabytes.
    heights: Floats = rows @ columns
    heights *= 2.0
    heights -= lengths
    heights -= _square_lengths(rows)[:, None]
    np.minimum(heights, 0.0, out=heights)
    heights *= sharpness
    return np.exp(heights, out=heights)


def _square_lengths(rows: Floats) -> Floats:
    lengths: Floats = np.einsum("ij,ij->i", rows, rows)
    return lengths
