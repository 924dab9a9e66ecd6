"""The scale of a schedule: a stretch of time in weeks, months or quarters, and where a day lies on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext_lazy as _

from caruso.ui.dates import reader_locale, show_short

#: A stretch begins within these years, so that all around it are days of the calendar.
YEARS = range(1900, 2200)


@dataclass(frozen=True)
class Scale:
    """`units` are on show, `before` of them lie before today, and one goes `step` of them further.

    `begin` is the first day of the unit that a day lies in; `after` that of the unit some units later.
    `label` and `above` are how a unit is written, and what is above it where that becomes another.
    """

    name: str
    title: Any
    units: int
    before: int
    step: int
    begin: Callable[[date], date]
    after: Callable[[date, int], date]
    label: str
    above: str


@dataclass(frozen=True)
class Unit:
    """A week, month or quarter: `x` is where it begins in percent of the stretch, `above` a month or year that begins."""

    first: date
    x: float
    label: str
    above: str


@dataclass(frozen=True)
class Stretch:
    """The time on show: from the day `first` up to, but without, the day `end`."""

    scale: Scale
    first: date

    @property
    def end(self) -> date:
        return self.scale.after(self.first, self.scale.units)

    def at(self, day: date) -> float:
        """Where the day begins, in percent; within or just beyond the edges."""
        share = 100 * (day - self.first).days / (self.end - self.first).days
        return round(max(-2.0, min(share, 102.0)), 2)

    def holds(self, day: date) -> bool:
        return self.first <= day < self.end

    def as_text(self) -> str:
        last = self.end - timedelta(days=1)
        return f"{show_short(self.first, with_year=self.first.year != last.year)} – {show_short(last, with_year=True)}"

    def moved(self, steps: int) -> date:
        return self.scale.after(self.first, steps * self.scale.step)

    def units(self) -> list[Unit]:
        days = [self.scale.after(self.first, number) for number in range(self.scale.units)]
        found: list[Unit] = []
        before = ""
        for day in days:
            above = _written(self.scale.above, day)
            label = _written(self.scale.label, day)
            found.append(Unit(day, self.at(day), label, above if above != before else ""))
            before = above
        return found


def _written(pattern: str, day: date) -> str:
    return str(format_date(day, pattern, locale=reader_locale()))


def _week(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _weeks_after(day: date, number: int) -> date:
    return day + timedelta(weeks=number)


def _month(day: date) -> date:
    return day.replace(day=1)


def _months_after(day: date, number: int) -> date:
    years, month = divmod(day.month - 1 + number, 12)
    return date(day.year + years, month + 1, 1)


def _quarter(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _quarters_after(day: date, number: int) -> date:
    return _months_after(day, 3 * number)


SCALES = {
    scale.name: scale
    for scale in (
        Scale("weeks", _("Weeks"), 13, 3, 4, _week, _weeks_after, "d", "LLL"),
        Scale("months", _("Months"), 9, 3, 3, _month, _months_after, "LLL", "y"),
        Scale("quarters", _("Quarters"), 8, 2, 4, _quarter, _quarters_after, "QQQ", "y"),
    )
}
USUAL = "months"


def stretch_of(scale: str, start: date | None, today: date) -> Stretch:
    """That of the scale (months where it is none) around the day, or with today not far from its beginning."""
    chosen = SCALES.get(scale, SCALES[USUAL])
    if start is None or start.year not in YEARS:
        start = chosen.after(chosen.begin(today), -chosen.before)
    return Stretch(chosen, chosen.begin(start))
