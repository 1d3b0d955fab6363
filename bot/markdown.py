"""Markdown: tables for reports that are read as text and as pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.measures import Share

Row = Sequence[object]


def table(columns: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """The lines of a table."""
    return [_line(columns), _line(["---"] * len(columns)), *map(_line, rows)]


def share_with_interval(share: Share) -> str:
    """A share and its 95% interval in one cell."""
    low, high = share.interval
    return f"{share.value:.1%} ({100 * low:.1f} to {100 * high:.1f})"


def tables_of(figures: Mapping[str, Any]) -> list[str]:
    """The lines for any JSON object of figures: a table under its title for each part that is one, else one for all.

    A part is a table when it maps rows to columns to figures; whatever else there is becomes name and value.
    """
    grids = {title: part for title, part in figures.items() if _is_grid(part)}
    rest = {name: part for name, part in figures.items() if name not in grids}
    lines = table(("figure", "value"), _leaves(rest, "")) if rest else []
    for title, rows in grids.items():
        columns = list(dict.fromkeys(column for row in rows.values() for column in row))
        cells = [[name, *(_shown(row.get(column)) for column in columns)] for name, row in rows.items()]
        lines += [*([""] if lines else []), f"**{title}**", "", *table(("", *columns), cells)]
    return lines


def _is_grid(part: object) -> bool:
    return isinstance(part, dict) and bool(part) and all(_is_flat(row) for row in part.values())


def _is_flat(row: object) -> bool:
    return isinstance(row, dict) and not any(isinstance(value, dict | list) for value in row.values())


def _leaves(value: object, name: str) -> list[Row]:
    if isinstance(value, dict):
        return [leaf for key, part in value.items() for leaf in _leaves(part, f"{name}.{key}".lstrip("."))]
    if isinstance(value, list):
        return [leaf for index, part in enumerate(value, 1) for leaf in _leaves(part, f"{name} {index}")]
    return [[name, _shown(value)]]


def _shown(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else "" if value is None else str(value)


def _line(cells: Row) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"
