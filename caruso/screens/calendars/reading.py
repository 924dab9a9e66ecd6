"""Records as events of a calendar."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from caruso.screens.description import Calendar
from caruso.screens.lists.query import ListQuery

MOST = 1500
USUAL_MINUTES = 30
LONGEST = timedelta(days=100)


def events_between(query: ListQuery, start: datetime, end: datetime, editable: bool) -> list[dict[str, Any]]:
    """What begins between the two moments, as the calendar island takes it; at most MOST."""
    calendar = query.screen.calendar
    assert calendar is not None
    end = min(end, start + LONGEST)
    within = {f"{calendar.start}__gte": start, f"{calendar.start}__lt": end}
    records = query.records().filter(**within).order_by(calendar.start)[:MOST]
    return [_event(query, calendar, record, editable) for record in records]


def _event(query: ListQuery, calendar: Calendar, record: Any, editable: bool) -> dict[str, Any]:
    screen = query.screen
    start = timezone.localtime(getattr(record, calendar.start))
    minutes = getattr(record, calendar.minutes, None) if calendar.minutes else None
    all_day = bool(getattr(record, calendar.all_day)) if calendar.all_day else False
    hue = (
        screen.field(calendar.colour).colours.get(getattr(record, calendar.colour), "gray")
        if calendar.colour
        else "gray"
    )
    event: dict[str, Any] = {
        "id": record.pk,
        "title": str(record),
        "start": start.date().isoformat() if all_day else start.isoformat(),
        "allDay": all_day,
        "url": screen.record_url(record.pk),
        "classNames": [hue, *(["done"] if getattr(record, "is_done", False) else [])],
        "editable": editable,
    }
    if not all_day:
        # Added in UTC: in local time an hour more is none where the clocks change.
        end = start.astimezone(UTC) + timedelta(minutes=minutes or USUAL_MINUTES)
        event["end"] = timezone.localtime(end).isoformat()
    return event
