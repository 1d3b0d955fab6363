"""Faults are collected and told all at once."""

from __future__ import annotations

import pytest

from bot.problems import ContentError, Problems


def test_no_fault_raises_nothing() -> None:
    """Warnings alone stop nothing."""
    problems = Problems()
    problems.warning("to do")
    problems.raise_if_any()
    assert problems.warnings == ["to do"]


def test_every_fault_is_carried() -> None:
    """The error carries each fault, in order."""
    problems = Problems()
    problems.error("first")
    problems.error("second")
    with pytest.raises(ContentError, match="first; second") as caught:
        problems.raise_if_any()
    assert caught.value.problems == ["first", "second"]
