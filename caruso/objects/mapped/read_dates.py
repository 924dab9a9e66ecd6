"""Days and moments of what a database gives for them; what no calendar has is nothing."""

from datetime import date, datetime, time, tzinfo
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime


def day_of(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date) or value is None:
        return value
    try:
        return parse_date(str(value)[:10])
    except ValueError:
        return None


def moment_of(value: Any, zone: tzinfo | None) -> datetime | None:
    """What is kept without a time zone is meant in that of the firm."""
    if isinstance(value, str):
        try:
            value = parse_datetime(value)
        except ValueError:
            return None
    elif isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if not isinstance(value, datetime):
        return None
    return value if timezone.is_aware(value) else timezone.make_aware(value, zone)
