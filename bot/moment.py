"""A moment, as it is stored: in UTC and to the millisecond, always as long, because SQL compares these texts."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """A moment as text: `2026-11-27T05:12:22.123+00:00`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def stamp_now() -> str:
    """This moment as text."""
    return stamp(utc_now())
