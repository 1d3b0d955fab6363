"""The encoder runs only on the very files this project was measured with."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.sentence_encoder import TOKENIZER, WEIGHTS, EncoderError, SentenceEncoder


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
