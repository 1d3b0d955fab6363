"""What people type is made fit to be stored and to be compared."""

from __future__ import annotations

import pytest

from bot.typed_text import without_accents


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("não está", "nao esta"),
        ("nóg złamał", "nog zlamal"),
        ("füße", "fusse"),
        ("½ dose … 38°", "½ dose … 38°"),
    ],
)
def test_accents_are_left_out(text: str, plain: str) -> None:
    """And nothing else is changed."""
    assert without_accents(text) == plain
