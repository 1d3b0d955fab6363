"""The learned check: how likely a message is of each level of danger, by a regression on its meaning.

The features are the sentence encoder's vector, the words, both with slips put right, and which concepts of
`content/red_flags.yml` occur; the weights are plain numbers, so nothing of a learning library is needed when the bot
runs.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bot.apostrophes import with_apostrophes
from bot.danger_spelling import DangerSpelling
from bot.sentence_encoder import MIDDLE_LAYERS, SHA256, WIDTH, EncoderError, SentenceEncoder, Vectors
from bot.settings import ROOT, Settings
from bot.spelling import with_plain_quotes

logger = logging.getLogger(__name__)

CONCEPT_VALUE = 0.3
"""Each half of a meaning's numbers has length 1, and so have a message's words; a concept counts this much."""
FORMAT = hashlib.sha256(f"7 {CONCEPT_VALUE} {MIDDLE_LAYERS} {sorted(SHA256.values())}".encode()).hexdigest()[
    :12
]
"""Changes when weights of before can no longer be used."""

PARTS = (
    "apostrophes",
    "concepts",
    "danger_model",
    "danger_spelling",
    "danger_training",
    "encoder_graph",
    "english",
    "run_on",
    "safety",
    "sentence_encoder",
    "slips",
    "softmax_regression",
    "spacy_english",
    "spelling",
    "word_pairs",
)
"""The files of code that training goes by."""

_WORD = re.compile(r"[a-z0-9']+")

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Features:
    """One message as numbers: its vector and a one, and where else it is not zero."""

    dense: Floats
    columns: npt.NDArray[np.intp]
    values: Floats


@dataclass(frozen=True)
class DangerWeights:
    """What training leaves behind."""

    levels: tuple[str, ...]
    """The level of each class: each flag is one, and `none`."""
    names: tuple[str, ...]
    """The concepts and the terms that have a weight."""
    rules: str
    """The digest of the rules it was trained beside."""
    weights: Floats
    """One column for each class; one row for each number of the vector, one for the one, then the names."""
    spelling: str = ""
    """What puts slips right before the check reads them; weights of before serve without, until trained anew."""

    def save(self, path: Path) -> None:
        """Write the numbers to `path` as an npz file."""
        np.savez_compressed(
            path,
            format=FORMAT,
            levels=self.levels,
            names=self.names,
            rules=self.rules,
            weights=self.weights,
            spelling=np.frombuffer(self.spelling.encode(), dtype=np.uint8),
        )

    @classmethod
    def load(cls, path: Path) -> DangerWeights:
        """Read what `save` wrote; raises ValueError for a file of another format."""
        with np.load(path, allow_pickle=False) as data:
            if str(data["format"]) != FORMAT:
                raise ValueError(f"{path.name} was made by another version")
            return cls(
                levels=tuple(map(str, data["levels"])),
                names=tuple(map(str, data["names"])),
                rules=str(data["rules"]),
                weights=np.asarray(data["weights"]),
                spelling=data["spelling"].tobytes().decode() if "spelling" in data else "",
            )


class Encoder(Protocol):
    """Whatever turns texts into vectors."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of a few texts, shape (len(texts), 768)."""


class DangerModel:
    """Judges messages with the weights of a training."""

    def __init__(self, weights: DangerWeights, encoder: Encoder) -> None:
        self.rules = weights.rules
        self._levels = weights.levels
        self._dense, self._rest = np.split(weights.weights, [WIDTH + 1])
        self._columns = {name: column for column, name in enumerate(weights.names)}
        self._encoder = encoder
        self._spelling = DangerSpelling(weights.spelling)

    def probabilities(self, text: str, concepts: Iterable[str]) -> dict[str, float]:
        """The probability of each level and of `none`, given the concepts found in the text as it was typed."""
        meant = with_apostrophes(self._spelling.correct(text))
        found = features(self._encoder.encode([meant])[0], concepts, meant, self._columns)
        # Not `@`: for so many classes the library wakes a second thread, unless told not to, and waits for it.
        scores = np.einsum("i,ij->j", found.dense, self._dense) + found.values @ self._rest[found.columns]
        shares = np.exp(scores - scores.max())
        chances = dict.fromkeys(self._levels, 0.0)
        for level, share in zip(self._levels, map(float, shares / shares.sum()), strict=True):
            chances[level] += share
        return chances

    def meant(self, text: str) -> str:
        """The text with its slips put right; where there is none it is the same, whatever its quotation marks."""
        meant = self._spelling.correct(text)
        return text if meant == with_plain_quotes(text) else meant


def features(vector: Floats, concepts: Iterable[str], text: str, columns: Mapping[str, int]) -> Features:
    """A message's features; `columns` says which concepts and terms have a weight."""
    marks = [columns[name] for name in sorted(set(concepts)) if name in columns]
    known = [columns[term] for term in sorted(terms(text)) if term in columns]
    values = [CONCEPT_VALUE] * len(marks) + [max(len(known), 1) ** -0.5] * len(known)
    dense: Floats = np.append(vector, np.float32(1.0))
    return Features(dense, np.array([*marks, *known], dtype=np.intp), np.array(values, dtype=np.float32))


def terms(text: str) -> set[str]:
    """The words of a text and the pairs of neighbours, marked so that no concept has such a name."""
    words = _WORD.findall(text.lower().replace("\u2019", "'"))
    return {f"={word}" for word in words} | {f"={a} {b}" for a, b in pairwise(words)}


def danger_fingerprint(content: Path, root: Path = ROOT) -> str:
    """Twelve hex digits that change exactly when what the learned check is made of changes."""
    digest = hashlib.sha256()
    for path in _ingredients(content, root):
        digest.update(f"{path.name}\0".encode())
        # A file that is missing is told when the texts are read.
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()[:12]


def current_danger_model(settings: Settings) -> Path:
    """Where the learned check for the project as it stands is, or would be."""
    return settings.models / f"danger-{danger_fingerprint(settings.content)}.npz"


def load_danger_model(settings: Settings, encoder: Encoder | None = None) -> DangerModel | None:
    """The model trained on the project as it stands, else the newest; None when there is none to use.

    `encoder` is a sentence encoder of its own unless one is given. An edit of a wording while the bot runs must
    not switch the learned check off, so an older one serves.
    """
    current, folder = current_danger_model(settings), settings.models
    others = sorted(folder.glob("danger-*.npz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in [current, *others] if current.exists() else others:
        try:
            return DangerModel(DangerWeights.load(path), encoder or SentenceEncoder())
        except (OSError, ValueError, KeyError, EncoderError) as error:
            logger.warning("The learned check for red flags cannot use %s: %s.", path.name, error)
    logger.warning("Red flags are recognised by rules alone: there is no learned check in %s.", folder.name)
    return None


def _ingredients(content: Path, root: Path) -> Iterator[Path]:
    yield content / "red_flags.yml"
    yield from sorted((root / "data" / "nlu").glob("*.yml"))
    yield from sorted((root / "data" / "talks").glob("*.tsv"))
    for name in PARTS:
        yield root / "bot" / f"{name}.py"
