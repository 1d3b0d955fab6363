"""The clinic's hours are told right over weekends, holidays and the change of the clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clinic import OpeningHours, clock, day_and_clock
from bot.content import Content

NEW_YORK = ZoneInfo("America/New_York")
DAY = ((time(8), time(17)),)
HOURS = OpeningHours(
    NEW_YORK,
    {0: DAY, 1: DAY, 2: DAY, 3: DAY, 4: ((time(8), time(12)), (time(13), time(16))), 5: ()},
    frozenset({date(2026, 11, 26), date(2026, 12, 25)}),
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A moment on the clinic's own clock."""
    return datetime(year, month, day, hour, minute, tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("now", "closes"),
    [
        (at(2026, 11, 23, 8), at(2026, 11, 23, 17)),
        (at(2026, 11, 23, 16, 59), at(2026, 11, 23, 17)),
        (at(2026, 11, 23, 17), None),
        (at(2026, 11, 23, 7, 59), None),
        (at(2026, 11, 27, 12, 30), None),
        (at(2026, 11, 27, 13), at(2026, 11, 27, 16)),
        (at(2026, 11, 28, 10), None),
        (at(2026, 11, 26, 10), None),
    ],
)
def test_clinic_knows_when_it_is_open(now: datetime, closes: datetime | None) -> None:
    """It is open from the first minute to before the last, not at lunch, at weekends or on holidays."""
    assert HOURS.closes(now) == closes


def test_numbers_that_are_answered_follow_the_hours(content: Content) -> None:
    """Over a lunch and a weekend; a clinic that never opens has one number for good."""
    clinic = replace(content.clinic, hours=HOURS)
    night, day = clinic.out_of_hours, clinic.phone
    assert clinic.numbers_from(at(2026, 11, 27, 9))[:4] == [
        (day, at(2026, 11, 27, 12)),
        (night, at(2026, 11, 27, 13)),
        (day, at(2026, 11, 27, 16)),
        (night, at(2026, 11, 30, 8)),
    ]
    shut = replace(clinic, hours=OpeningHours(NEW_YORK, {}, frozenset()))
    assert shut.numbers_from(at(2026, 11, 27, 9)) == [(night, None)]


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (at(2026, 11, 23, 7), at(2026, 11, 23, 8)),
        (at(2026, 11, 23, 8), at(2026, 11, 24, 8)),
        (at(2026, 11, 25, 18), at(2026, 11, 27, 8)),
        (at(2026, 11, 27, 12, 30), at(2026, 11, 27, 13)),
        (at(2026, 11, 27, 20), at(2026, 11, 30, 8)),
    ],
)
def test_next_opening_skips_what_is_closed(now: datetime, opens: datetime) -> None:
    """The next opening is later than now and never on a holiday or at a weekend."""
    assert HOURS.opens(now) == opens


def test_hours_are_the_clinics_own_wherever_the_clock_stands() -> None:
    """A moment given in UTC is judged by the clinic's clock: 12:30 UTC is before 8:00 in New York in winter."""
    assert HOURS.closes(datetime(2026, 11, 23, 12, 30, tzinfo=UTC)) is None
    assert HOURS.closes(datetime(2026, 7, 20, 12, 30, tzinfo=UTC)) == at(2026, 7, 20, 17)


def test_opening_after_the_clocks_change_is_at_the_same_hour() -> None:
    """Over the change of the clocks the clinic still opens at eight by its own clock."""
    before = at(2027, 3, 12, 17)
    opens = HOURS.opens(before)
    assert opens == at(2027, 3, 15, 8)
    assert opens is not None
    assert opens.astimezone(UTC).hour == 12
    assert before.astimezone(UTC).hour == 22


def test_clinic_that_never_opens_has_no_next_opening() -> None:
    """Without any hours there is no next opening, and no endless search."""
    assert OpeningHours(NEW_YORK, {}, frozenset()).opens(at(2026, 11, 23, 8)) is None


@pytest.mark.slow
@given(moments)
def test_next_opening_is_ahead_and_open(now: datetime) -> None:
    """At any moment the next opening lies ahead, and at that moment the clinic is open and on no holiday."""
    opens = HOURS.opens(now)
    assert opens is not None
    assert now < opens <= now + timedelta(days=8)
    assert opens.date() not in HOURS.closed
    assert HOURS.closes(opens.astimezone(UTC)) is not None


@given(moments)
def test_closing_time_is_ahead_on_the_same_day(now: datetime) -> None:
    """While the clinic is open, it closes later that day by its own clock, and is then closed."""
    closes = HOURS.closes(now)
    if closes is not None:
        assert now < closes
        assert closes.date() == now.astimezone(NEW_YORK).date()
        assert HOURS.closes(closes.astimezone(UTC)) is None


def test_summary_joins_days_with_the_same_hours() -> None:
    """Days in a row with the same hours are told as one, closed days not at all."""
    assert HOURS.summary() == "Monday to Thursday 8:00 to 17:00, Friday 8:00 to 12:00 and 13:00 to 16:00"


def test_summary_does_not_join_over_a_closed_day() -> None:
    """The same hours on both sides of a closed day are told apart."""
    hours = OpeningHours(NEW_YORK, {0: DAY, 2: DAY}, frozenset())
    assert hours.summary() == "Monday 8:00 to 17:00, Wednesday 8:00 to 17:00"


def test_clock_is_written_as_people_write_it() -> None:
    """Hours have no leading zero, minutes have."""
    assert clock(time(8, 5)) == "8:05"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (at(2026, 11, 23, 8), "today at 8:00"),
        (at(2026, 11, 24, 8), "tomorrow at 8:00"),
        (at(2026, 11, 29, 8), "on Sunday at 8:00"),
        (at(2026, 11, 30, 8), "on Monday 30 November at 8:00"),
    ],
)
def test_moment_is_said_by_its_distance(moment: datetime, said: str) -> None:
    """Today and tomorrow are said so, this week by its day, later ones with the date."""
    assert day_and_clock(moment, at(2026, 11, 23, 7)) == said


def test_tomorrow_is_told_by_the_clinics_calendar() -> None:
    """Late on Sunday in New York it is Monday in UTC already, and Monday is still tomorrow."""
    now = datetime(2026, 11, 23, 3, tzinfo=UTC)
    assert day_and_clock(at(2026, 11, 23, 8), now) == "tomorrow at 8:00"


def test_facts_fill_every_placeholder(content: Content) -> None:
    """The facts that texts may name are all filled in by the shipped clinic file."""
    facts = content.clinic.facts()
    assert set(facts) == {
        "clinic",
        "phone",
        "emergency",
        "crisis",
        "out_of_hours",
        "address",
        "hours",
        "notice",
    }
    assert all(facts.values())
