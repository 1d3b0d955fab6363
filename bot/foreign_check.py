"""The check for red flags in other languages, which the sentence encoder cannot read: by concepts and runs of letters.

It is taught whenever the flags are read, in a fraction of a second, by a ridge regression over the wordings of
`content/red_flags.yml` that are not English. Nothing of it is stored.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.red_flags import LEVELS, NO_DANGER
from bot.typed_text import without_accents

SHORTEST, LONGEST = 2, 5
"""Letters in a run; the blanks around a word are two of them."""
CONCEPT_VALUE = 0.5
"""What a concept counts; all runs of letters together have length 1."""
PENALTY = 0.5
"""How little large weights cost beside the examples. Both were chosen by cross-validation on what is taught."""

_WORD = re.compile(r"[a-z0-9]+")

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class ForeignExample:
    """A message that is not English, the concepts in it, and its level or `none`."""

    text: str
    concepts: frozenset[str]
    level: str


class ForeignCheck:
    """Judges messages that are not English."""

    def __init__(self, taught: Sequence[ForeignExample]) -> None:
        """`taught` are the examples to learn from."""
        counts = Counter(run for example in taught for run in runs(example.text))
        shared = [run for run, count in counts.items() if count > 1]
        self._runs = {run: column for column, run in enumerate(shared)}
        self._rarity = np.log(len(taught) / np.array([counts[run] for run in shared], dtype=np.float32))
        names = sorted({name for example in taught for name in example.concepts})
        self._concepts = {name: len(shared) + column for column, name in enumerate(names)}
        rows = np.array([self._row(example.text, example.concepts) for example in taught])
        targets = np.array([[float(each.level == level) for level in LEVELS] for each in taught], np.float32)
        # There are fewer examples than runs of letters: this form needs a matrix of examples only.
        inner = rows @ rows.T + PENALTY * np.eye(len(rows), dtype=np.float32)
        self._weights: Floats = np.asarray(rows.T @ np.linalg.solve(inner, targets), dtype=np.float32)

    def probabilities(self, text: str, concepts: Iterable[str]) -> Mapping[str, float]:
        """How much the text sounds like each level and like none, from 0 to 1."""
        raw = self._row(text, concepts) @ self._weights
        danger, scores = float(np.clip(raw.sum(), 0.0, 1.0)), np.clip(raw, 0.0, None)
        shares = danger * scores / (float(scores.sum()) or 1.0)
        return {**dict(zip(LEVELS, map(float, shares), strict=True)), NO_DANGER: 1.0 - danger}

    def _row(self, text: str, concepts: Iterable[str]) -> Floats:
        row = np.zeros(len(self._runs) + len(self._concepts) + 1, dtype=np.float32)
        columns = [self._runs[run] for run in runs(text) if run in self._runs]
        row[columns] = self._rarity[columns]
        row /= np.float32(float(np.linalg.norm(row)) or 1.0)
        row[[self._concepts[name] for name in concepts if name in self._concepts]] = CONCEPT_VALUE
        row[-1] = CONCEPT_VALUE
        return row


def runs(text: str) -> set[str]:
    """The words of a text and the runs of letters in them, without accents."""
    words = set(_WORD.findall(without_accents(text.lower())))
    return words.union(*map(_runs_of, words))


def _runs_of(word: str) -> Iterator[str]:
    whole = f" {word} "
    for length in range(SHORTEST, LONGEST + 1):
        for start in range(len(whole) - length + 1):
            yield whole[start : start + length]
