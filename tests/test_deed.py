"""A deed told after words of despair is told from all else that is taken or done."""

from __future__ import annotations

import pytest

from bot.deed import tells_deed


@pytest.mark.parametrize(
    "text",
    [
        "i took them",
        "I took them already",
        "done. swallowed them",
        "i did it, i took them",
        "I took them all",
        "I've taken the lot",
        "she took all the tablets",
        "swallowed the whole box",
        "20 of them",
        "all of them",
        "about 30 tablets",
        "its done",
        "it\u2019s done now",
        "i did it",
    ],
)
def test_deed_is_told(text: str) -> None:
    """In as few words as somebody has left who has done it."""
    assert tells_deed(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "done",
        "I did",
        "ok",
        "I didn't take them",
        "what happens if I took them all",
        "I will take them",
        "i took them back to the chemist",
        "she took my pills off me",
        "I took it as prescribed",
        "I took one",
        "i took the bus",
        "I called them",
        "20 minutes",
        "20",
        "all good",
        "when I took them last year I felt ill",
        f"i took them {'and went on about my day ' * 4}",
    ],
)
def test_nothing_was_done(text: str) -> None:
    """'Done' and 'I did' may answer 'please call', and a number may be a choice that is typed."""
    assert not tells_deed(text)
