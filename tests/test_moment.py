"""Moments as texts sort as the moments do, and have one form wherever they are stored."""

from __future__ import annotations

import ast
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.moment import stamp, stamp_now
from bot.settings import ROOT

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "later",
    [
        NOON + timedelta(milliseconds=1),
        NOON + timedelta(seconds=1),
        (NOON + timedelta(minutes=1)).astimezone(timezone(timedelta(hours=-8))),
        (NOON + timedelta(hours=12)).astimezone(timezone(timedelta(hours=14))),
    ],
)
def test_texts_sort_as_the_moments_do(later: datetime) -> None:
    """Whatever the zone a moment was given in, and with or without a fraction of a second."""
    assert stamp(NOON) < stamp(later)
    assert len(stamp(NOON)) == len(stamp(later)) == len(stamp_now())


def test_text_reads_back_as_the_moment() -> None:
    """To the millisecond."""
    moment = NOON.replace(microsecond=123456)
    assert datetime.fromisoformat(stamp(moment)) == NOON.replace(microsecond=123000)


@pytest.mark.slow
def test_the_form_stands_in_one_module() -> None:
    """A copy that differs by a digit would sort wrongly, and no test would see it."""
    users = set()
    for path in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "timespec":
                users.add(path.name)
    assert users == {"moment.py"}
