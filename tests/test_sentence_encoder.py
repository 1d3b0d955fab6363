"""The encoder runs only on the very files this project was measured with."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from bot.encoder_graph import PIECES, PLACES, with_fewer_steps
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
    texts = [
        "Can I drive?",
        "My mother is 84 and lives alone. When may she lift things again?",
        *["pain"] * 20,
    ]
    alone = np.concatenate([encoder.encode([text]) for text in texts])
    np.testing.assert_array_equal(encoder.encode(texts), alone)
    assert encoder.encode([]).shape == (0, 768)


def test_fewer_steps_in_whole_numbers_mean_what_the_file_does() -> None:
    """Our steps make of a text what the file's own make of it, but for what is lost by rounding."""
    file = _package_file(*WEIGHTS).read_bytes()
    theirs = onnxruntime.InferenceSession(file)
    ours = onnxruntime.InferenceSession(with_fewer_steps(file, [LAST_LAYER]))
    texts = ["Can I drive?", "My mother is 84 and lives alone. When may she lift things again?", "pain"]
    for pieces in SentenceEncoder().pieces(texts):
        given = np.array([pieces], dtype=np.int64)
        others = {"attention_mask": np.ones_like(given), "token_type_ids": np.zeros_like(given)}
        (exact,) = theirs.run([LAST_LAYER], {PIECES: given, **others})
        (rounded,) = ours.run([LAST_LAYER], {PIECES: given, PLACES: np.arange(len(pieces))[np.newaxis]})
        meant, found = exact.mean(axis=1)[0], rounded.mean(axis=1)[0]
        assert meant @ found > 0.998 * np.linalg.norm(meant) * np.linalg.norm(found)
