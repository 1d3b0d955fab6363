"""The clinic: how it is reached, when it is open, and its own rules for patients."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class OpeningHours:
    """Weekly hours in the clinic's time zone, and the days it is closed all the same."""

    zone: ZoneInfo
    weekly: Mapping[int, tuple[tuple[time, time], ...]]
    """Weekday (Monday is 0) to the spans it is open, in order."""
    closed: frozenset[date]

    def spans(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The times the clinic opens and closes on one day of its own calendar."""
        if day in self.closed:
            return ()
        return tuple(
            (datetime.combine(day, opens, self.zone), datetime.combine(day, closes, self.zone))
            for opens, closes in self.weekly.get(day.weekday(), ())
        )

    def closes(self, now: datetime) -> datetime | None:
        """When the clinic closes next, or None while it is closed."""
        today = now.astimezone(self.zone).date()
        return next((closes for opens, closes in self.spans(today) if opens <= now < closes), None)

    def opened(self, now: datetime) -> datetime | None:
        """When the clinic opened for the hours it is in, or None while it is closed."""
        today = now.astimezone(self.zone).date()
        return next((opens for opens, closes in self.spans(today) if opens <= now < closes), None)

    def opens(self, now: datetime) -> datetime | None:
        """When the clinic opens next after `now`, or None if it does not within a year."""
        today = now.astimezone(self.zone).date()
        for days in range(366):
            for opens, _ in self.spans(today + timedelta(days=days)):
                if opens > now:
                    return opens
        return None

    def summary(self) -> str:
        """One line that tells the weekly hours: `Monday to Friday 8:00 to 17:00`."""
        runs: list[tuple[int, int, tuple[tuple[time, time], ...]]] = []
        for day in range(7):
            spans = self.weekly.get(day, ())
            if not spans:
                continue
            if runs and runs[-1][1] == day - 1 and runs[-1][2] == spans:
                runs[-1] = (runs[-1][0], day, spans)
            else:
                runs.append((day, day, spans))
        return ", ".join(f"{_days(first, last)} {_clock_spans(spans)}" for first, last, spans in runs)


NUMBERS_AHEAD = 12
"""As many as it takes for most of a week: a browser that reaches nobody still knows whom to call."""


@dataclass(frozen=True)
class Clinic:
    """What `content/clinic.yml` says."""

    name: str
    phone: str
    emergency_number: str
    crisis_line: str
    out_of_hours: str
    address: str
    country: str
    """Two letters: phone numbers are read by its plan."""
    privacy_notice: str
    """The address of the full notice on the clinic's website."""
    hours: OpeningHours
    rules: Mapping[str, str]
    """The clinic's own rule on a subject (`driving`), for those it has filled in."""
    starters: tuple[str, ...] = ()
    """The answer ids of the questions that a chat on the website begins with."""

    def facts(self) -> dict[str, str]:
        """What the placeholders in texts stand for."""
        return {
            "clinic": self.name,
            "phone": self.phone,
            "emergency": self.emergency_number,
            "crisis": self.crisis_line,
            "out_of_hours": self.out_of_hours,
            "address": self.address,
            "notice": self.privacy_notice,
            "hours": self.hours.summary(),
        }

    def number_at(self, now: datetime) -> str:
        """The number that is answered now: the clinic's, or out of hours the one for that."""
        return self.phone if self.hours.closes(now) else self.out_of_hours

    def numbers_from(self, now: datetime) -> list[tuple[str, datetime | None]]:
        """The number that is answered now and those that follow, each with when it gives way to the next."""
        numbers: list[tuple[str, datetime | None]] = []
        at: datetime | None = now
        while at and len(numbers) < NUMBERS_AHEAD:
            until = self.hours.closes(at) or self.hours.opens(at)
            numbers.append((self.number_at(at), until))
            at = until
        return numbers


def clock(moment: time | datetime) -> str:
    """A time of day as people write it: `8:00`."""
    return f"{moment.hour}:{moment.minute:02d}"


def day_and_clock(moment: datetime, now: datetime) -> str:
    """A moment soon to come, as people say it: `today at 8:00`, `on Monday at 8:00`."""
    days = (moment.date() - now.astimezone(moment.tzinfo).date()).days
    if days == 0:
        return f"today at {clock(moment)}"
    if days == 1:
        return f"tomorrow at {clock(moment)}"
    name = WEEKDAYS[moment.weekday()].capitalize()
    if days < 7:
        return f"on {name} at {clock(moment)}"
    return f"on {name} {moment.day} {moment:%B} at {clock(moment)}"


def _days(first: int, last: int) -> str:
    names = [day.capitalize() for day in WEEKDAYS]
    return names[first] if first == last else f"{names[first]} to {names[last]}"


def _clock_spans(spans: tuple[tuple[time, time], ...]) -> str:
    return " and ".join(f"{clock(opens)} to {clock(closes)}" for opens, closes in spans)
