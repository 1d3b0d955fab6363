"""Vector file: the vectors of training texts, kept beside the models, so that a text is encoded once.

Rasa's pipeline and the learned check for red flags are trained on mostly the same texts, side by side and in two
processes, and encoding is most of either's time. The first to come encodes; the other waits and finds them here.
"""

from __future__ import annotations

import hashlib
import logging
import os
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.encoder_graph import LARGE, PRODUCTS
from bot.file_lock import alone
from bot.sentence_encoder import MIDDLE_LAYERS, SHA256, WIDTH, SentenceEncoder, Vectors

logger = logging.getLogger(__name__)

MAX_KEPT = 40_000
"""Vectors in the file (120 MB) from which on those of texts no longer taught are left out."""
KEY_BYTES = 16

_ENCODER = hashlib.sha256(
    f"{sorted(SHA256.values())} {MIDDLE_LAYERS} {PRODUCTS} {LARGE}".encode()
).hexdigest()[:12]

Known = Mapping[bytes, npt.NDArray[np.float32]]


class VectorFile:
    """An encoder of many texts with a memory on disk."""

    def __init__(self, folder: Path, encoder: SentenceEncoder) -> None:
        """The file stands in `folder` and is made when first needed."""
        self._path = folder / f"vectors-{_ENCODER}.npz"
        self._encoder = encoder

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of many texts, shape (len(texts), 768)."""
        if not texts:
            return np.zeros((0, WIDTH), dtype=np.float32)
        keys = [_key(pieces) for pieces in self._encoder.pieces(texts)]
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with alone(self._path.with_suffix(".lock")):
            known = self._read()
            missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
            if missing:
                made = self._encoder.encode(list(missing.values()))
                known = {**known, **dict(zip(missing, made, strict=True))}
                self._write(known if len(known) <= MAX_KEPT else {key: known[key] for key in keys})
        return np.array([known[key] for key in keys], dtype=np.float32)

    def _read(self) -> Known:
        try:
            with np.load(self._path, allow_pickle=False) as data:
                return dict(zip(map(bytes, data["keys"]), data["vectors"], strict=True))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
            logger.warning("%s is made anew: %s.", self._path.name, type(error).__name__)
            return {}

    def _write(self, known: Known) -> None:
        unfinished = self._path.with_name(f"unfinished-{os.getpid()}-{self._path.name}")
        keys = np.array([np.frombuffer(key, dtype=np.uint8) for key in known])
        try:
            np.savez(unfinished, keys=keys, vectors=np.array(list(known.values()), dtype=np.float32))
            unfinished.replace(self._path)
        except OSError as error:
            # It only saves time: a training must not fail for it.
            unfinished.unlink(missing_ok=True)
            logger.warning("%s could not be written: %s.", self._path.name, error.strerror)


def _key(pieces: Sequence[int]) -> bytes:
    """A text's key: its word pieces are all the encoder sees of it."""
    return hashlib.blake2b(np.array(pieces, dtype=np.int32).tobytes(), digest_size=KEY_BYTES).digest()
