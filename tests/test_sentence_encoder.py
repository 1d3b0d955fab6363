"""The encoder runs only on the very files this project was measured with."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.sentence_encoder import TOKENIZER, WEIGHTS, EncoderError, SentenceEncoder

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
