"""Days that come back every year: “birthday is within the next 7 days” asks for the day of the year, whatever the year.

What is compared with an exact date (`birthday < 1980-01-01`) is compared as dates are.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Func, Q, Value
from django.db.models.functions import Right
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

from caruso.kernel.conditions.relative_dates import relative_days
from caruso.kernel.fields.time_kinds import day_without_year

KIND = "annual_day"


@dataclass(frozen=True)
class Returning:
    """From one day of the year to another, both `MM-DD` and both included; over the year's end where they are so."""

    first: str
    last: str

    @property
    def goes_over_the_year(self) -> bool:
        return self.first > self.last

    def has(self, day: date) -> bool:
        found = f"{day:%m-%d}"
        if self.goes_over_the_year:
            return found >= self.first or found <= self.last
        return self.first <= found <= self.last

    def as_q(self, expression: Any, *, is_text: bool) -> Q:
        """In SQL; `is_text` for what is kept in JSON."""
        day = Right(expression, 5) if is_text else DayOfYear(expression)
        begun, ended = GreaterThanOrEqual(day, Value(self.first)), LessThanOrEqual(day, Value(self.last))
        return Q(begun) | Q(ended) if self.goes_over_the_year else Q(begun, ended)


class DayOfYear(Func):
    """Month and day of a date as `MM-DD`."""

    output_field = CharField()
    template = "to_char(%(expressions)s, 'MM-DD')"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="substr(%(expressions)s, -5)", **context)


def returning(text: str, today: date, fiscal_year_start: int) -> Returning | None:
    """The days that a day without year or a period relative to today means; None for anything else.

    Raises OverflowError or ValueError for a period beyond the calendar.
    """
    if day := day_without_year(text):
        return Returning(f"{day:%m-%d}", f"{day:%m-%d}")
    period = relative_days(text.lower(), today, fiscal_year_start)
    if period is None or period.start is None or period.end is None:
        return None
    last = period.end - timedelta(days=1)
    if (period.end - period.start).days >= 365:
        return Returning("01-01", "12-31")
    # Who was born on 29 February is greeted on the 28th in common years.
    ends_with_february = (last.month, last.day) == (2, 28) and period.end.month == 3
    return Returning(f"{period.start:%m-%d}", "02-29" if ends_with_february else f"{last:%m-%d}")
