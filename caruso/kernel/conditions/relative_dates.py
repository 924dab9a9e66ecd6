"""Dates said in relation to now: `today`, `this fiscal quarter`, `last 90 days`, `more than 30 days ago`.

Every one is a period of whole days. `last 30 days` reaches from the day 30 days ago to today, both included, so
together with `more than 30 days ago` it leaves no gap. Weeks begin on Monday.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_SPAN = re.compile(r"(last|next) (\d{1,4}) (day|week|month|quarter|year)s?")
_CALENDAR = re.compile(r"(this|last|next) (week|month|quarter|year|fiscal quarter|fiscal year)")
_AGO = re.compile(r"(?:(more than|less than) )?(\d{1,4}) (day|week|month|quarter|year)s? ago")
_AHEAD = re.compile(r"in (?:(more than|less than) )?(\d{1,4}) (day|week|month|quarter|year)s?")
_NEAR = {"today": 0, "yesterday": -1, "tomorrow": 1}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True)
class Days:
    """Whole days from `start` up to, not including, `end`; None is open."""

    start: date | None
    end: date | None


def is_relative(text: str) -> bool:
    """Whether the text says a date in relation to now."""
    return text in _NEAR or any(pattern.fullmatch(text) for pattern in (_SPAN, _CALENDAR, _AGO, _AHEAD))


def relative_days(text: str, today: date, fiscal_year_start: int = 1) -> Days | None:
    """The days meant by the text; None if it means none. Raises OverflowError or ValueError beyond the calendar."""
    if text in _NEAR:
        day = today + timedelta(days=_NEAR[text])
        return Days(day, _after(day))
    if match := _CALENDAR.fullmatch(text):
        return _calendar(match[1], match[2], today, fiscal_year_start)
    if match := _SPAN.fullmatch(text):
        return _span(match[1], int(match[2]), match[3], today)
    if match := _AGO.fullmatch(text):
        return _around(match[1], _moved(today, -int(match[2]), match[3]), today, past=True)
    if match := _AHEAD.fullmatch(text):
        return _around(match[1], _moved(today, int(match[2]), match[3]), today, past=False)
    return None


def _calendar(which: str, unit: str, today: date, fiscal_year_start: int) -> Days:
    if unit == "week":
        start, length = today - timedelta(days=today.weekday()), "week"
    else:
        length = unit.removeprefix("fiscal ")
        first_month = fiscal_year_start if unit.startswith("fiscal") else 1
        behind = (today.month - first_month) % _MONTHS[length]
        start = _moved(today.replace(day=1), -behind, "month")
    start = _moved(start, {"this": 0, "last": -1, "next": 1}[which], length)
    return Days(start, _moved(start, 1, length))


def _span(which: str, count: int, unit: str, today: date) -> Days:
    if which == "last":
        return Days(_moved(today, -count, unit), _after(today))
    return Days(today, _after(_moved(today, count, unit)))


def _around(how: str | None, day: date, today: date, *, past: bool) -> Days:
    if how is None:
        return Days(day, _after(day))
    if how == "more than":
        return Days(None, day) if past else Days(_after(day), None)
    return Days(_after(day), _after(today)) if past else Days(today, day)


def _moved(day: date, count: int, unit: str) -> date:
    """The day so many units later; the 31st becomes the last day of a shorter month."""
    if unit in ("day", "week"):
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    year, month = divmod(day.year * 12 + day.month - 1 + count * _MONTHS[unit], 12)
    first = date(year, month + 1, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def _after(day: date) -> date:
    return day + timedelta(days=1)
