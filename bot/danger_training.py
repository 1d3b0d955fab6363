"""Training the learned check for red flags: examples in, weights out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.content_loader import load_content
from bot.danger_model import NO_DANGER, DangerWeights, Features, features, terms
from bot.red_flags import LEVELS, RedFlags
from bot.safety import Safety, named_phrases
from bot.sentence_encoder import SentenceEncoder
from bot.settings import ROOT, Settings
from bot.vector_file import VectorFile

STEPS = 300
PENALTY = 1 / 3
"""How much large weights cost beside the examples."""
HARMLESS_WEIGHT = 1.5
QUESTION_WEIGHT = 0.3
"""Weight of an example of data/nlu: there are ten times as many of them."""
SMALLTALK = "smalltalk."
SMALLTALK_WEIGHT = 1.0
"""Small talk is short and must never be met with an emergency reply."""
NOT_HARMLESS = frozenset({"out_of_scope.medical"})
"""Intents whose examples may be dangers all the same, such as a toddler's fever."""
_INTENT = re.compile(r"^- intent: (\S+)$|^\s+- (.+)$", re.MULTILINE)
_ENTITY = re.compile(r"\[([^\]]*)\](\([^)]*\)|\{[^}]*\})")

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """A message, what it is, and how much it counts."""

    text: str
    level: str
    weight: float


def examples(red_flags: RedFlags, questions: Iterable[tuple[str, str]]) -> list[Example]:
    """The wordings and harmless messages of the file, and the questions of data/nlu as harmless ones."""
    dangerous = [Example(text, flag.level, 1.0) for flag in red_flags.flags for text in flag.wordings]
    seen = {example.text for example in dangerous}
    harmless = [
        Example(text, NO_DANGER, HARMLESS_WEIGHT) for texts in red_flags.harmless.values() for text in texts
    ]
    plain = [
        Example(text, NO_DANGER, SMALLTALK_WEIGHT if intent.startswith(SMALLTALK) else QUESTION_WEIGHT)
        for intent, text in questions
        if text not in seen
    ]
    return [*dangerous, *harmless, *plain]


def questions_of(folder: Path) -> Iterator[tuple[str, str]]:
    """Intent and text of the examples of Rasa's training data, without their marks and without what may be a danger."""
    for path in sorted(folder.glob("*.yml")):
        intent = ""
        for name, text in _INTENT.findall(path.read_text(encoding="utf-8")):
            intent = name or intent
            if text and intent not in NOT_HARMLESS:
                yield intent, _ENTITY.sub(r"\1", text).strip()


def train_danger(
    red_flags: RedFlags, taught: Sequence[Example], encoder: SentenceEncoder | VectorFile
) -> DangerWeights:
    """Weights that tell these examples' levels apart."""
    safety = Safety(red_flags)
    names = (*named_phrases(red_flags), *_vocabulary(example.text for example in taught))
    columns = {name: column for column, name in enumerate(names)}
    vectors = encoder.encode_all([example.text for example in taught])
    rows = _Rows.of(
        [
            features(vector, safety.concepts(example.text), example.text, columns)
            for vector, example in zip(vectors, taught, strict=True)
        ],
        len(columns),
    )
    levels = (*LEVELS, NO_DANGER)
    targets = np.array([[example.level == level for level in levels] for example in taught], dtype=float)
    weights = _fit(rows, targets, np.array([example.weight for example in taught]))
    return DangerWeights(levels, names, red_flags.rules_digest, weights.astype(np.float32))


def train_from(settings: Settings) -> DangerWeights:
    """Weights for the project as it stands; raises ContentError if the content has faults."""
    red_flags = load_content(settings.content).red_flags
    taught = examples(red_flags, questions_of(ROOT / "data" / "nlu"))
    return train_danger(red_flags, taught, VectorFile(settings.models, SentenceEncoder()))


def _vocabulary(texts: Iterable[str]) -> list[str]:
    """The terms that two messages share."""
    counts = Counter(term for text in texts for term in terms(text))
    return sorted(term for term, count in counts.items() if count > 1)


@dataclass(frozen=True)
class _Rows:
    """Features of many messages: a dense part, and for the rest where each row is not zero."""

    dense: Floats
    row: npt.NDArray[np.intp]
    column: npt.NDArray[np.intp]
    value: Floats
    columns: int

    @classmethod
    def of(cls, each: Sequence[Features], columns: int) -> _Rows:
        return cls(
            dense=np.array([one.dense for one in each], dtype=float),
            row=np.repeat(np.arange(len(each)), [len(one.columns) for one in each]),
            column=np.concatenate([one.columns for one in each]).astype(np.intp),
            value=np.concatenate([one.values for one in each]).astype(float),
            columns=columns,
        )

    def times(self, weights: Floats) -> Floats:
        """The scores of every row."""
        size = self.dense.shape[1]
        scores = self.dense @ weights[:size]
        marks = weights[size:][self.column] * self.value[:, None]
        return scores + _sums(self.row, marks, len(self.dense))

    def transposed_times(self, errors: Floats) -> Floats:
        """What every weight has to do with the errors of the rows."""
        marks = errors[self.row] * self.value[:, None]
        return np.vstack([self.dense.T @ errors, _sums(self.column, marks, self.columns)])


def _sums(places: npt.NDArray[np.intp], values: Floats, length: int) -> Floats:
    return np.column_stack([np.bincount(places, column, length) for column in values.T])


def _fit(rows: _Rows, targets: Floats, counts: Floats) -> Floats:
    """Multinomial logistic regression by accelerated gradient descent; the constant goes unpenalised.

    Nesterov 1983: the step is the inverse of the steepest curvature, so it cannot overshoot.
    """
    size = rows.dense.shape[1]
    penalty = np.full((size + rows.columns, 1), PENALTY)
    penalty[size - 1] = 0.0
    curvature = _steepest(rows, counts) / 2 + PENALTY
    weights = ahead = np.zeros((size + rows.columns, targets.shape[1]))
    for step in range(1, STEPS + 1):
        scores = rows.times(ahead)
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        slope = rows.transposed_times((shares - targets) * counts[:, None]) + penalty * ahead
        latest = ahead - slope / curvature
        ahead = latest + step / (step + 3) * (latest - weights)
        weights = latest
    return weights


def _steepest(rows: _Rows, counts: Floats) -> float:
    """The largest eigenvalue of the weighted features' square, by repeated multiplication."""
    direction = np.ones((rows.dense.shape[1] + rows.columns, 1))
    length = 1.0
    for _ in range(30):
        direction = rows.transposed_times(rows.times(direction / np.linalg.norm(direction)) * counts[:, None])
        length = float(np.linalg.norm(direction))
    return 1.05 * length
