"""When the clinic of a test is open: what is said of waiting must not depend on when the tests run."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.clinic import WEEKDAYS

_DAY = re.compile(rf"^( +({'|'.join(WEEKDAYS)}): )\[.*\]$", re.MULTILINE)
_HOLIDAY = re.compile(r"^ +- \d{4}-\d\d-\d\d\n", re.MULTILINE)


def keep_open(content: Path) -> None:
    """Open at any time, in this copy of the content."""
    path = content / "clinic.yml"
    path.write_text(always_open(path.read_text()), encoding="utf-8")


def always_open(clinic: str) -> str:
    """The clinic's file with a clinic that is open day and night."""
    return _without_holidays(_DAY.sub(r'\1["0:00-23:59"]', clinic))


def closed_today(clinic: str) -> str:
    """The clinic's file with a clinic that opens in three days at eight."""
    opens = WEEKDAYS[(datetime.now(UTC) + timedelta(days=3)).weekday()]
    hours = {day: '["8:00-17:00"]' if day == opens else "[]" for day in WEEKDAYS}
    return _without_holidays(_DAY.sub(lambda found: f"{found[1]}{hours[found[2]]}", clinic))


def _without_holidays(clinic: str) -> str:
    return _HOLIDAY.sub("", clinic).replace("  holidays:\n", "  holidays: []\n")
