"""Tables for reports."""

from __future__ import annotations

from bot.markdown import table, tables_of


def test_table_has_a_head_and_escapes_bars() -> None:
    """A bar in a cell does not end the cell."""
    assert table(("a", "b"), [(1, "x|y")]) == ["| a | b |", "| --- | --- |", "| 1 | x\\|y |"]


FIGURES = {
    "few-shot": {
        "ours": {"BANKING77": 87.123456, "HWU64": 85.0},
        "published": {"BANKING77": 85, "best": None},
    },
    "milliseconds": {"ours": {"median": 7.5}},
    "runs": [1, 2],
    "model": "m",
}


def test_any_object_of_figures_becomes_tables() -> None:
    """What maps rows to columns is a table under its title; the rest are names and values, before them."""
    assert tables_of(FIGURES) == [
        "| figure | value |",
        "| --- | --- |",
        "| runs 1 | 1 |",
        "| runs 2 | 2 |",
        "| model | m |",
        "",
        "**few-shot**",
        "",
        "|  | BANKING77 | HWU64 | best |",
        "| --- | --- | --- | --- |",
        "| ours | 87.12 | 85 |  |",
        "| published | 85 |  |  |",
        "",
        "**milliseconds**",
        "",
        "|  | median |",
        "| --- | --- |",
        "| ours | 7.5 |",
    ]


def test_no_figures_are_no_table() -> None:
    """An empty object makes nothing."""
    assert tables_of({}) == []
