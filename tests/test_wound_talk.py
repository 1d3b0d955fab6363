"""A sign of a bad wound counts where the wound was named a few messages before."""

from __future__ import annotations

import pytest

from bot.wound_talk import is_sign_of_wound

EARLIER = ["the dressing has come off", "should I put savlon on it"]


@pytest.mark.parametrize(
    "text", ["its a bit pink round the edge", "it smells a bit", "it's weeping", "a lump there now"]
)
def test_sign_is_read_with_the_wound(text: str) -> None:
    """And is none by itself: 'its a bit pink' may be a dress."""
    assert is_sign_of_wound(text, EARLIER)
    assert not is_sign_of_wound(text, ["how long does it take"])


@pytest.mark.parametrize(
    "text",
    [
        "no redness",
        "it doesn't look red",
        "it was red the first day but it's gone now",
        "what if it gets red",
        "is it red?",
        "she has red hair",
        "theres a bit of dried blood",
        "red " + "and we went to the shops and came back by the number ten bus",
    ],
)
def test_denied_asked_or_over_is_no_sign(text: str) -> None:
    """A dressing is talked of by most patients, and most wounds are well."""
    assert not is_sign_of_wound(text, EARLIER)
