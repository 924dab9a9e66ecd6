"""Kinds of time. Kept as ISO 8601 in JSON; date-times in UTC."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

from caruso.kernel.fields.kind import Kind

if TYPE_CHECKING:
    from caruso.kernel.fields.field import Field

_DAY_FIRST = re.compile(r"^(\d{1,2})[.\-/ ]\s?(\d{1,2})[.\-/ ]\s?(\d{4})$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_YEARLESS = re.compile(
    r"^\s*(?:--(?P<month>\d{2})-?(?P<day>\d{2})|(?P<first>\d{1,2})[./]\s?(?P<second>\d{1,2})\.?)\s*$"
)
#: The year of a day whose year nobody said: a leap year so long ago that nobody means it. Address books keep such
#: birthdays in the same way (`X-APPLE-OMIT-YEAR=1604` in their cards).
NO_YEAR = 1604
_DURATION = re.compile(r"^(?:(\d+)\s*d)?\s*(?:(\d+)\s*h)?\s*(?:(\d+)\s*m(?:in)?)?$")


def date_from_text(text: str) -> date | None:
    """A date in ISO, `15.3.1980`, `15/03/1980`, `03/25/1980` or `19800315`; None if it is none of them.

    Where day and month could be either, the day comes first, as in Poland and Czechia.
    """
    try:
        if found := parse_date(text):
            return found
        if match := _COMPACT.match(text):
            return date(*(int(part) for part in match.groups()))
        if match := _DAY_FIRST.match(text):
            first, second, year = (int(part) for part in match.groups())
            return date(year, first, second) if second > 12 else date(year, second, first)
    except ValueError:
        return None
    return None


class Date(Kind):
    name = "date"
    family = "date"
    column_class = models.DateField

    def parse(self, raw: Any, field: "Field") -> date | None:
        if raw in (None, ""):
            return None
        if isinstance(raw, datetime):
            return raw.date()
        if isinstance(raw, date):
            return raw
        text = str(raw).strip()
        found = date_from_text(text) or date_from_text(text.split("T")[0].split(" ")[0])
        if found is None:
            raise ValidationError(_("“%(value)s” is not a date; try 2026-11-30."), params={"value": text[:40]})
        return found

    def dump(self, value: Any) -> str | None:
        return value.isoformat() if value else None

    def load(self, data: Any) -> date | None:
        return date.fromisoformat(data) if data else None

    def as_text(self, value: Any, field: "Field") -> str:
        return value.isoformat() if value else ""


def day_without_year(text: str) -> date | None:
    """A day of the year in `--03-14`, `--0314`, `14.3.` or `14/3`; None if it is none of them.

    As in `date_from_text` the day comes first, where both could be either.
    """
    if not (match := _YEARLESS.match(text)):
        return None
    if match["month"]:
        month, day = int(match["month"]), int(match["day"])
    else:
        day, month = int(match["first"]), int(match["second"])
        if month > 12:
            day, month = month, day
    try:
        return date(NO_YEAR, month, day)
    except ValueError:
        return None


class AnnualDay(Date):
    """A day that comes back every year, such as a birthday, with the year in which it began or without it.

    Kept as a date, of the year `NO_YEAR` where the year is not known; told without year as ISO 8601:2000 and vCard
    write it, `--03-14`.
    """

    name = "annual_day"

    def parse(self, raw: Any, field: "Field") -> date | None:
        if isinstance(raw, str) and (found := day_without_year(raw)):
            return found
        try:
            found = super().parse(raw, field)
        except ValidationError:
            raise ValidationError(
                _("“%(value)s” is not a day; try 14.3.1980, or 14.3. without the year."),
                params={"value": str(raw)[:40]},
            ) from None
        if found and found.year > timezone.localdate().year + 1:
            raise ValidationError(_("“%(value)s” is still to come."), params={"value": found.isoformat()})
        return found

    def dump(self, value: Any) -> str | None:
        return self._told(value) or None

    def load(self, data: Any) -> date | None:
        return (day_without_year(data) or date.fromisoformat(data)) if data else None

    def as_text(self, value: Any, field: "Field") -> str:
        return self._told(value)

    def _told(self, value: date | None) -> str:
        if value is None:
            return ""
        return f"--{value:%m-%d}" if value.year == NO_YEAR else value.isoformat()


class DateTime(Kind):
    name = "datetime"
    family = "datetime"
    column_class = models.DateTimeField

    def parse(self, raw: Any, field: "Field") -> datetime | None:
        if raw in (None, ""):
            return None
        found: datetime | None
        if isinstance(raw, datetime):
            found = raw
        else:
            text = str(raw).strip()
            try:
                found = parse_datetime(text)
            except ValueError:
                found = None
            if found is None:
                day = date_from_text(text)
                found = datetime.combine(day, time()) if day else None
        if found is None or not 1 < found.year < 9999:
            raise ValidationError(
                _("“%(value)s” is not a date with time; try 2026-11-30 14:00."),
                params={"value": str(raw)[:40]},
            )
        return found if timezone.is_aware(found) else timezone.make_aware(found)

    def dump(self, value: Any) -> str | None:
        return value.astimezone(UTC).isoformat() if value else None

    def load(self, data: Any) -> datetime | None:
        return datetime.fromisoformat(data) if data else None

    def as_text(self, value: Any, field: "Field") -> str:
        return timezone.localtime(value).isoformat(sep=" ", timespec="minutes") if value else ""


class Duration(Kind):
    """Whole minutes, written `1h 30m`, `90` or `2d`."""

    name = "duration"
    family = "number"
    column_class = models.IntegerField
    #: What the column holds.
    longest = 2**31 - 1

    def parse(self, raw: Any, field: "Field") -> int | None:
        if raw in (None, ""):
            return None
        if isinstance(raw, timedelta):
            return int(raw.total_seconds() // 60)
        text = str(raw).strip().lower()
        if text.isascii() and text.isdigit() and len(text) < 9:
            return int(text)
        match = _DURATION.match(text)
        if not match or not any(match.groups()):
            raise ValidationError(_("“%(value)s” is not a duration; try 1h 30m."), params={"value": text[:40]})
        days, hours, minutes = (int(part or 0) for part in match.groups())
        total = days * 1440 + hours * 60 + minutes
        if total > self.longest:
            raise ValidationError(_("“%(value)s” is out of range."), params={"value": text[:40]})
        return total
