"""The encoder runs only on the very files this project was measured with."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from bot.encoder_graph import with_fewer_steps
from bot.sentence_encoder import LAST_LAYER, TOKENIZER, WEIGHTS, EncoderError, SentenceEncoder, _package_file

pytestmark = pytest.mark.slow


def test_missing_file_is_named(tmp_path: Path) -> None:
    """A file that its package does not hold is named."""
    with pytest.raises(EncoderError, match=r"model\.onnx is missing"):
        SentenceEncoder({WEIGHTS: tmp_path / "model.onnx"})


@pytest.mark.parametrize("key", [WEIGHTS, TOKENIZER])
def test_other_file_is_refused(tmp_path: Path, key: tuple[str, str]) -> None:
    """A file with another hash is refused by name."""
    path = tmp_path / "weights.bin"
    path.write_bytes(b"something else")
    with pytest.raises(EncoderError, match=r"weights\.bin is not the file"):
        SentenceEncoder({key: path})


def test_a_text_has_one_vector_alone_and_among_others() -> None:
    """What a message means does not depend on what is encoded with it, nor on how many at once."""
    encoder = SentenceEncoder()
    texts = ["Can I drive?", "My mother is 84 and lives alone. When may she lift things again?", "pain"]
    alone = np.concatenate([encoder.encode([text]) for text in texts])
    np.testing.assert_allclose(encoder.encode(texts), alone, atol=1e-5)
    np.testing.assert_allclose(encoder.encode_all(texts), alone, atol=1e-5)
    assert encoder.encode([]).shape == (0, 768)


def test_fewer_steps_compute_what_the_file_does() -> None:
    """Our steps make of word pieces what the file's own make of them, and padding changes nothing."""
    file = _package_file(*WEIGHTS).read_bytes()
    pieces = np.array([[101, 2064, 1045, 3298, 1029, 102], [101, 3255, 102, 0, 0, 0]], dtype=np.int64)
    mask = np.array([[1] * 6, [1] * 3 + [0] * 3], dtype=np.int64)
    given = {"input_ids": pieces, "attention_mask": mask, "token_type_ids": np.zeros_like(pieces)}
    (theirs,) = onnxruntime.InferenceSession(file).run([LAST_LAYER], given)
    (ours,) = onnxruntime.InferenceSession(with_fewer_steps(file, [LAST_LAYER])).run([LAST_LAYER], given)
    np.testing.assert_allclose(ours[mask == 1], theirs[mask == 1], atol=1e-5)
