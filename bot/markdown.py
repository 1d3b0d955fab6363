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


def cells_of(figures: Mapping[str, Any]) -> tuple[Sequence[str], list[Row]]:
    """Columns and rows of any JSON object: its parts as rows and their figures as columns, else name and value."""
    if figures and all(_is_flat(part) for part in figures.values()):
        columns = list(dict.fromkeys(key for part in figures.values() for key in part))
        rows: list[Row] = [
            [name, *(_shown(part.get(key, "")) for key in columns)] for name, part in figures.items()
        ]
        return ["", *columns], rows
    return ["figure", "value"], _leaves(figures, "")


def _is_flat(part: object) -> bool:
    return isinstance(part, dict) and not any(isinstance(value, dict | list) for value in part.values())


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
