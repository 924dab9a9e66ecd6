"""Running numbers without gaps, per object and year.

A number is taken inside the transaction that writes the document: if that is rolled back, the number is given
back with it. Two writers of the same series therefore wait for each other until one has committed.
"""

import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models.number_series import NumberSeries

DEFAULT_PATTERN = "{year}-{number:05}"
_PLACE = re.compile(r"\{(year|yy|number)(?::0(\d{1,2}))?\}")


def next_number(object: str, year: int, *, pattern: str = DEFAULT_PATTERN) -> str:
    """The next number of this object in this year, written by the series' pattern.

    A series begins with the pattern of the year before, or with `pattern`.
    Raises TransactionManagementError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A number is taken inside a transaction")
    if not _take(object, year):
        NumberSeries.objects.get_or_create(
            object=object, year=year, defaults={"pattern": _last_pattern(object) or pattern}
        )
        _take(object, year)
    series = NumberSeries.objects.get(object=object, year=year)
    return written(series.pattern, year, series.next - 1)


def written(pattern: str, year: int, number: int) -> str:
    """`INV-{year}-{number:05}` → `INV-2026-00042`; `{yy}` is the year in two digits."""
    values = {"year": f"{year:04}", "yy": f"{year % 100:02}", "number": str(number)}
    return _PLACE.sub(lambda found: values[found[1]].zfill(int(found[2] or 0)), pattern)


def check_pattern(pattern: str) -> None:
    """Raises ValidationError for a pattern whose numbers would not be different."""
    places = [found[1] for found in _PLACE.finditer(pattern)]
    if places.count("number") != 1:
        raise ValidationError(_("Write {number} once, or {number:05} for five digits."))
    if "year" not in places and "yy" not in places:
        raise ValidationError(_("Write {year} or {yy}, because the numbers begin anew each year."))
    if "{" in (rest := _PLACE.sub("", pattern)) or "}" in rest:
        raise ValidationError(_("Only {year}, {yy} and {number} have a meaning here."))


def _take(object: str, year: int) -> bool:
    """Raise the series by one; the update holds its row until the transaction ends."""
    return bool(NumberSeries.objects.filter(object=object, year=year).update(next=F("next") + 1))


def _last_pattern(object: str) -> str:
    latest = NumberSeries.objects.filter(object=object).order_by("-year")
    return latest.values_list("pattern", flat=True).first() or ""
