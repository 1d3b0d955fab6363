"""Tables for reports."""

from __future__ import annotations

from typing import Any

import pytest

from bot.markdown import cells_of, table


def test_table_has_a_head_and_escapes_bars() -> None:
    """A bar in a cell does not end the cell."""
    assert table(("a", "b"), [(1, "x|y")]) == ["| a | b |", "| --- | --- |", "| 1 | x\\|y |"]


@pytest.mark.parametrize(
    ("figures", "lines"),
    [
        (
            {"banking": {"accuracy": 87.123456, "n": 3080}, "hwu": {"accuracy": 85.0, "best": None}},
            ["|  | accuracy | n | best |", "| banking | 87.12 | 3080 |  |", "| hwu | 85 |  |  |"],
        ),
        (
            {"banking": {"ours": {"accuracy": 87.5}}, "runs": [1, 2], "model": "m"},
            ["| banking.ours.accuracy | 87.5 |", "| runs 1 | 1 |", "| runs 2 | 2 |", "| model | m |"],
        ),
        ({}, ["| figure | value |"]),
    ],
)
def test_any_object_of_figures_becomes_a_table(figures: dict[str, Any], lines: list[str]) -> None:
    """One row for each part where the parts are alike, else a name and a value for each figure."""
    made = table(*cells_of(figures))
    assert [line for line in lines if line not in made] == []
