"""Reading `content/clinic.yml` into a `Clinic`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.clinic import WEEKDAYS, Clinic, OpeningHours
from bot.problems import Problems

FILE = "clinic.yml"
FACTS = ("name", "phone", "emergency_number", "crisis_line", "out_of_hours", "address")


def read_clinic(data: Mapping[str, Any], problems: Problems) -> Clinic:
    """The clinic of `data`; each fault goes to `problems` by name."""
    facts = {}
    for key in FACTS:
        value = data.get(key)
        if not isinstance(value, str) or not value.strip():
            problems.error(f"{FILE}: '{key}' must be a text (put numbers in quotes)")
        facts[key] = str(value)
    rules = data.get("rules") or {}
    return Clinic(**facts, hours=_read_hours(data.get("hours") or {}, problems), rules=rules)


def _read_hours(data: Mapping[str, Any], problems: Problems) -> OpeningHours:
    try:
        zone = ZoneInfo(str(data.get("time_zone")))
    except (ZoneInfoNotFoundError, ValueError):
        problems.error(f"{FILE}: unknown time zone '{data.get('time_zone')}'")
        zone = ZoneInfo("UTC")
    weekly = {}
    for name, spans in (data.get("weekly") or {}).items():
        if name not in WEEKDAYS:
            problems.error(f"{FILE}: unknown weekday '{name}'")
            continue
        weekly[WEEKDAYS.index(name)] = tuple(_read_span(name, span, problems) for span in spans or ())
    closed = set()
    for day in data.get("holidays") or ():
        if isinstance(day, date):
            closed.add(day)
        else:
            problems.error(f"{FILE}: holiday '{day}' is not a date like 2026-12-25")
    return OpeningHours(zone, weekly, frozenset(closed))


def _read_span(day: str, span: object, problems: Problems) -> tuple[time, time]:
    try:
        opens, closes = (_read_time(part) for part in str(span).split("-"))
        if opens >= closes:
            raise ValueError(span)
    except ValueError:
        problems.error(f"{FILE}: hours '{span}' on {day} are not like 8:00-17:00")
        return time(0), time(0)
    return opens, closes


def _read_time(text: str) -> time:
    hour, minute = text.split(":")
    return time(int(hour), int(minute))
