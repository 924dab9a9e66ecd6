"""Dates in words, as the reader's language writes them (Babel's CLDR data; ADR 2).

Django's own formats know one way of writing a month's name; Polish and Czech need several.
"""

import datetime
from functools import lru_cache

from babel.dates import format_date, format_skeleton
from django.utils import timezone
from django.utils.translation import get_language

from caruso.kernel.fields.time_kinds import NO_YEAR

#: English readers here count the hours to 24 and put the day before the month, as the rest of the house does.
LOCALES = {"en": "en_GB"}


def reader_locale() -> str:
    """The locale that Babel knows the reader's language by."""
    language = get_language() or "en"
    return LOCALES.get(language, language)


def show_short(day: datetime.date, *, with_year: bool = False) -> str:
    """`22 Nov`, with the year where it is known and another one.

    Fits into a column, and is in no country taken for another day.
    """
    whole = (with_year or day.year != timezone.localdate().year) and day.year != NO_YEAR
    return _shown("yMMMd" if whole else "MMMd", _only_date(day), reader_locale())


def show_long(day: datetime.date) -> str:
    """`22 November 2026`."""
    return _long(_only_date(day), reader_locale())


def show_weekday(day: datetime.date) -> str:
    """`Sun 22 Nov`."""
    return _shown("MMMEd", _only_date(day), reader_locale())


def show_whole(day: datetime.date) -> str:
    """`Sunday, 22 November`."""
    locale, date = reader_locale(), _only_date(day)
    return f"{format_date(date, 'EEEE', locale=locale)}, {_shown('MMMMd', date, locale)}"


def show_moment(moment: datetime.datetime) -> str:
    """`22 November 2026, 20:53` in the reader's time zone."""
    local = timezone.localtime(moment)
    return f"{show_long(local)}, {local:%H:%M}"


def _only_date(day: datetime.date) -> datetime.date:
    return timezone.localtime(day).date() if isinstance(day, datetime.datetime) else day


@lru_cache(maxsize=5_000)
def _long(day: datetime.date, locale: str) -> str:
    return format_date(day, "long", locale=locale)


@lru_cache(maxsize=5_000)
def _shown(skeleton: str, day: datetime.date, locale: str) -> str:
    """Rows share their days, and writing one takes long."""
    return format_skeleton(skeleton, day, locale=locale)
