"""Training texts are encoded once, whoever trains on them."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.sentence_encoder import SentenceEncoder, Vectors
from bot.vector_file import VectorFile

pytestmark = pytest.mark.slow

TEXTS = ["Can I drive?", "will it hurt", "Can I drive?"]


class CountingEncoder(SentenceEncoder):
    """The real encoder, which notes how many texts it was given."""

    encoded = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Count, then encode."""
        self.encoded += len(texts)
        return super().encode(texts)


@pytest.fixture
def encoder() -> CountingEncoder:
    """An encoder that has encoded nothing yet."""
    return CountingEncoder()


def test_vectors_are_those_of_the_encoder(encoder: CountingEncoder, tmp_path: Path) -> None:
    """Each text gets its own vector, in the order of the texts."""
    vectors = VectorFile(tmp_path, encoder).encode(TEXTS)
    np.testing.assert_allclose(vectors, SentenceEncoder().encode(TEXTS), atol=1e-5)
    assert vectors.dtype == np.float32


def test_a_text_is_encoded_once(encoder: CountingEncoder, tmp_path: Path) -> None:
    """Another training finds the vectors of the one before, and encodes what is new."""
    first = VectorFile(tmp_path, encoder).encode(TEXTS)
    again = VectorFile(tmp_path, encoder).encode([*TEXTS, "can i DRIVE?", "how long does it take"])
    assert encoder.encoded == 3
    np.testing.assert_array_equal(again[:3], first)
    np.testing.assert_array_equal(again[3], first[0])


def test_two_trainings_at_once_share_the_work(encoder: CountingEncoder, tmp_path: Path) -> None:
    """The second waits for the first instead of encoding the same texts beside it."""
    files = [VectorFile(tmp_path, encoder) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda file: file.encode(TEXTS), files)
    assert encoder.encoded == 2
    np.testing.assert_array_equal(first, second)


def test_a_broken_file_is_made_anew(encoder: CountingEncoder, tmp_path: Path) -> None:
    """Half a file, left by a crash or a full disk, stops no training."""
    file = VectorFile(tmp_path, encoder)
    first = file.encode(TEXTS)
    (path,) = tmp_path.glob("vectors-*.npz")
    path.write_bytes(path.read_bytes()[:100])
    np.testing.assert_array_equal(file.encode(TEXTS), first)


def test_a_full_disk_stops_no_training(
    encoder: CountingEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file only saves time: what cannot be written is encoded again."""

    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    assert VectorFile(tmp_path, encoder).encode(TEXTS).shape == (3, 768)
    assert not list(tmp_path.glob("*.npz"))


def test_nothing_to_encode_is_no_work(encoder: CountingEncoder, tmp_path: Path) -> None:
    """No texts give no vectors and no file."""
    assert VectorFile(tmp_path, encoder).encode([]).shape == (0, 768)
    assert not list(tmp_path.iterdir())
