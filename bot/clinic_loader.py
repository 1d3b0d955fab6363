"""Reading `content/clinic.yml` into a `Clinic`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.clinic import WEEKDAYS, Clinic, OpeningHours
from bot.emergency_numbers import NUMBERS
from bot.problems import Problems

FILE = "clinic.yml"
MOST_STARTERS = 4
"""More choices than these under a greeting are a wall, not a help."""
FACTS = (
    "name",
    "phone",
    "emergency_number",
    "crisis_line",
    "out_of_hours",
    "address",
    "country",
    "privacy_notice",
)


def read_clinic(data: Mapping[str, Any], problems: Problems) -> Clinic:
    """The clinic of `data`; each fault goes to `problems` by name."""
    facts = {}
    data = {**_numbers_of_country(data), **data}
    for key in FACTS:
        value = data.get(key)
        if not isinstance(value, str) or not value.strip():
            problems.error(f"{FILE}: '{key}' must be a text (put numbers in quotes)")
        facts[key] = str(value)
    _check_privacy(facts, problems)
    rules, hours = _mapping(data, "rules", problems), _mapping(data, "hours", problems)
    starters = _read_starters(data, problems)
    return Clinic(**facts, hours=_read_hours(hours, problems), rules=rules, starters=starters)


def _numbers_of_country(data: Mapping[str, Any]) -> dict[str, str]:
    """The emergency number and the crisis line of the clinic's country, if they are known."""
    numbers = NUMBERS.get(str(data.get("country")))
    return {"emergency_number": numbers.emergency, "crisis_line": numbers.crisis} if numbers else {}


def _check_privacy(facts: Mapping[str, str], problems: Problems) -> None:
    if not re.fullmatch("[A-Z]{2}", facts["country"]):
        problems.error(f"{FILE}: 'country' must be two capital letters, like US")
    if not facts["privacy_notice"].startswith("https://"):
        problems.error(f"{FILE}: 'privacy_notice' must be an address that begins with https://")


def _mapping(data: Mapping[str, Any], key: str, problems: Problems) -> dict[str, Any]:
    value = data.get(key) or {}
    if not isinstance(value, dict):
        problems.error(f"{FILE}: '{key}' must be a mapping")
        return {}
    return value


def _read_starters(data: Mapping[str, Any], problems: Problems) -> tuple[str, ...]:
    starters = data.get("starters") or []
    if not isinstance(starters, list) or len(starters) > MOST_STARTERS:
        problems.error(f"{FILE}: 'starters' must be a list of at most {MOST_STARTERS} ids of topics.yml")
        return ()
    return tuple(str(each) for each in starters)


def _read_hours(data: Mapping[str, Any], problems: Problems) -> OpeningHours:
    try:
        zone = ZoneInfo(str(data.get("time_zone")))
    except (ZoneInfoNotFoundError, ValueError):
        problems.error(f"{FILE}: unknown time zone '{data.get('time_zone')}'")
        zone = ZoneInfo("UTC")
    weekly = {}
    with problems.reading(f"{FILE}: hours"):
        for name, spans in (data.get("weekly") or {}).items():
            if name in WEEKDAYS:
                weekly[WEEKDAYS.index(name)] = _read_day(name, spans or (), problems)
            else:
                problems.error(f"{FILE}: unknown weekday '{name}'")
    return OpeningHours(zone, weekly, frozenset(_read_holidays(data, problems)))


def _read_day(name: str, spans: Iterable[object], problems: Problems) -> tuple[tuple[time, time], ...]:
    read = sorted(_read_span(name, span, problems) for span in spans)
    if any(later[0] < earlier[1] for earlier, later in pairwise(read)):
        problems.error(f"{FILE}: hours on {name} overlap")
    return tuple(read)


def _read_holidays(data: Mapping[str, Any], problems: Problems) -> set[date]:
    closed = set()
    with problems.reading(f"{FILE}: holidays"):
        for day in data.get("holidays") or ():
            # A datetime is a date too, and would never equal one.
            if type(day) is date:
                closed.add(day)
            else:
                problems.error(f"{FILE}: holiday '{day}' is not a date like 2026-12-25")
    return closed


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
