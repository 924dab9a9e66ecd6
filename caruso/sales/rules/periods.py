"""Months, quarters and years of the firm's book-keeping, as figures are counted by."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from caruso.kernel.models.organisation import current_organisation

SPANS = ("month", "quarter", "year")
MONTHS = {"month": 1, "quarter": 3, "year": 12}
_KEY = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d{2})))?")


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both included. `span` is month, quarter, year or free."""

    span: str
    first: date
    last: date

    @property
    def key(self) -> str:
        """As addresses name it: `2026-10` is a month, `2026-Q4` a quarter, `2026` a year, each by its beginning."""
        if self.span == "month":
            return f"{self.first:%Y-%m}"
        start = _fiscal_start()
        year = self.first.year - (self.first.month < start)
        if self.span == "quarter":
            return f"{year}-Q{(self.first.month - start) % 12 // 3 + 1}"
        return str(year)

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """Where it begins and where the next begins, in the firm's time zone."""
        zone = ZoneInfo(current_organisation().time_zone)
        end = self.last + timedelta(days=1)
        return datetime.combine(self.first, time(), zone), datetime.combine(end, time(), zone)

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def moved(self, steps: int) -> "Period":
        """The period so many of its kind later, earlier where negative."""
        return _starting(self.span, _months_later(self.first, steps * MONTHS[self.span]))


def period_of(span: str, day: date) -> Period:
    """The month, quarter or year that this day is in; years begin when the firm's do."""
    if span == "month":
        return _starting(span, day.replace(day=1))
    behind = (day.month - _fiscal_start()) % MONTHS[span]
    return _starting(span, _months_later(day.replace(day=1), -behind))


def period_named(key: str, today: date, span: str = "quarter") -> Period:
    """The period of this key; that of today where the key says nothing."""
    found = _KEY.fullmatch(key)
    if not found or not 1900 <= int(found[1]) <= 2999 or not 1 <= int(found[3] or 1) <= 12:
        return period_of(span, today)
    year, quarter, month = int(found[1]), found[2], found[3]
    if month:
        return _starting("month", date(year, int(month), 1))
    first = date(year, _fiscal_start(), 1)
    return _starting("quarter", _months_later(first, 3 * (int(quarter) - 1))) if quarter else _starting("year", first)


def _starting(span: str, first: date) -> Period:
    return Period(span, first, _months_later(first, MONTHS[span]) - timedelta(days=1))


def _months_later(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _fiscal_start() -> int:
    return current_organisation().fiscal_year_start
