"""Open time is counted in the firm's zone, through holidays and changes of the clock."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caruso.kernel.business_hours import BusinessHours, NeverOpen, public_holidays

WARSAW = ZoneInfo("Europe/Warsaw")
OFFICE = BusinessHours(
    WARSAW,
    {day: [("08:00", "12:00"), ("13:00", "17:00")] for day in range(5)},
    country="PL",
    days_off=frozenset({date(2026, 3, 13)}),
)
ROUND_THE_CLOCK = BusinessHours(WARSAW, {day: [("00:00", "24:00")] for day in range(7)})
moments = st.datetimes(datetime(2025, 10, 1), datetime(2026, 12, 1)).map(
    lambda naive: naive.replace(second=0, microsecond=0, tzinfo=ZoneInfo("UTC"))
)
minutes = st.integers(min_value=1, max_value=20_000)


def at(*parts):
    return datetime(*parts, tzinfo=WARSAW)


def test_open_by_the_clock_of_the_firm():
    assert OFFICE.is_open(at(2026, 3, 10, 8)) and not OFFICE.is_open(at(2026, 3, 10, 17))
    assert not OFFICE.is_open(at(2026, 3, 10, 12, 30))
    assert not OFFICE.is_open(at(2026, 3, 14, 10)), "Saturday"
    assert not OFFICE.is_open(at(2026, 3, 13, 10)), "the firm's day off"
    assert not OFFICE.is_open(at(2026, 11, 11, 10)), "Independence Day"


def test_a_promise_jumps_over_nights_weekends_and_days_off():
    assert OFFICE.add_open_minutes(at(2026, 3, 12, 16, 30), 60) == at(2026, 3, 16, 8, 30)
    assert OFFICE.add_open_minutes(at(2026, 3, 12, 11, 30), 60) == at(2026, 3, 12, 13, 30)
    assert OFFICE.add_open_minutes(at(2026, 3, 12, 16), 60) == at(2026, 3, 12, 17)
    assert OFFICE.open_minutes_between(at(2026, 3, 12, 0), at(2026, 3, 17, 0)) == 2 * 480


def test_the_day_the_clocks_change_is_as_long_as_it_is():
    spring, autumn = at(2026, 3, 29), at(2026, 10, 25)
    assert ROUND_THE_CLOCK.open_minutes_between(spring, spring + timedelta(days=1)) == 23 * 60
    assert ROUND_THE_CLOCK.open_minutes_between(autumn, autumn + timedelta(days=1)) == 25 * 60
    assert ROUND_THE_CLOCK.add_open_minutes(at(2026, 3, 29, 1), 120) == at(2026, 3, 29, 4)


def test_a_span_that_begins_in_the_skipped_hour_begins_at_the_change():
    night = BusinessHours(WARSAW, {6: [("02:30", "04:00")]})
    assert night.open_minutes_between(at(2026, 3, 29), at(2026, 3, 30)) == 60
    assert night.open_minutes_between(at(2026, 10, 25), at(2026, 10, 26)) == 150


def test_spans_that_touch_or_overlap_count_once():
    double = BusinessHours(WARSAW, {0: [("08:00", "12:00"), ("11:00", "13:00"), ("13:00", "14:00")]})
    assert double.open_minutes_between(at(2026, 3, 9), at(2026, 3, 10)) == 360


def test_hours_that_never_come_are_told():
    with pytest.raises(NeverOpen):
        BusinessHours(WARSAW, {}).add_open_minutes(at(2026, 1, 1), 1)
    with pytest.raises(NeverOpen):
        BusinessHours(WARSAW, {0: [("12:00", "08:00")]}).add_open_minutes(at(2026, 1, 1), 1)


@settings(max_examples=60, deadline=None)
@given(moments, minutes)
def test_adding_open_minutes_is_undone_by_counting_them(start, added):
    for hours in (OFFICE, ROUND_THE_CLOCK):
        end = hours.add_open_minutes(start, added)
        assert hours.open_minutes_between(start, end) == added
        assert hours.is_open(end - timedelta(seconds=1))


@settings(max_examples=40, deadline=None)
@given(moments, minutes, minutes)
def test_a_time_counted_in_two_parts_is_the_same(start, one, other):
    middle, end = start + timedelta(minutes=one), start + timedelta(minutes=one + other)
    parts = OFFICE.open_minutes_between(start, middle) + OFFICE.open_minutes_between(middle, end)
    assert parts == OFFICE.open_minutes_between(start, end)


@settings(max_examples=20, deadline=None)
@given(moments, st.integers(min_value=1, max_value=4000))
def test_counting_agrees_with_looking_at_the_clock_each_minute(start, length):
    end = start + timedelta(minutes=length)

    def open_by_the_wall(moment):
        local = moment.astimezone(WARSAW)
        works = local.weekday() < 5 and local.date() != date(2026, 3, 13)
        clock = local.hour * 60 + local.minute
        works = works and local.date() not in public_holidays("PL", local.year)
        return works and (480 <= clock < 720 or 780 <= clock < 1020)

    counted = sum(open_by_the_wall(start + timedelta(minutes=number)) for number in range(length))
    assert OFFICE.open_minutes_between(start, end) == counted


def test_public_holidays_are_named_in_the_readers_language():
    assert public_holidays("PL", 2026, "pl")[date(2026, 11, 11)] == "Narodowe Święto Niepodległości"
    assert date(2026, 10, 28) in public_holidays("CZ", 2026)
    assert public_holidays("ZZ", 2026) == {}
