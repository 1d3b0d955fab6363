"""One of a thing is not called several."""

from __future__ import annotations

import pytest

from bot.counting import counted


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 messages"), (1, "1 message"), (2, "2 messages"), (11, "11 messages")]
)
def test_noun_goes_with_its_number(number: int, said: str) -> None:
    """Only one is singular."""
    assert counted(number, "messages") == said
