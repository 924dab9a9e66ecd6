"""Records as events of a calendar."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone

from caruso.screens.description import Calendar, Screen
from caruso.screens.lists.query import ListQuery
from caruso.screens.veil import veiled

MOST = 1500
USUAL_MINUTES = 30
LONGEST = timedelta(days=100)


def goes_by_days(screen: Screen) -> bool:
    """Whether the calendar places records on days rather than at moments."""
    assert screen.calendar is not None
    return bool(screen.field(screen.calendar.start).kind.name == "date")


def day_of(moment: datetime) -> date:
    """The day that it is in the viewer's time zone."""
    return timezone.localtime(moment).date()


def events_between(query: ListQuery, start: datetime, end: datetime, editable: bool) -> list[dict[str, Any]]:
    """What begins between the two moments, as the calendar island takes it; at most MOST."""
    calendar = query.screen.calendar
    assert calendar is not None
    end = min(end, start + LONGEST)
    whole_days = goes_by_days(query.screen)
    first, last = (day_of(start), day_of(end)) if whole_days else (start, end)
    within = {f"{calendar.start}__gte": first, f"{calendar.start}__lt": last}
    records = query.records().filter(**within).order_by(calendar.start)[:MOST]
    return [_event(query, calendar, record, editable) for record in veiled(list(records), query.user)]


def _event(query: ListQuery, calendar: Calendar, record: Any, editable: bool) -> dict[str, Any]:
    screen, at = query.screen, getattr(record, calendar.start)
    start = timezone.localtime(at) if isinstance(at, datetime) else at
    all_day = not isinstance(at, datetime) or bool(calendar.all_day and getattr(record, calendar.all_day))
    hue = (
        screen.field(calendar.colour).colours.get(getattr(record, calendar.colour), "gray")
        if calendar.colour
        else "gray"
    )
    event: dict[str, Any] = {
        "id": record.pk,
        "title": str(record),
        "start": start.strftime("%Y-%m-%d") if all_day else start.isoformat(),
        "allDay": all_day,
        "url": screen.record_url(record.pk),
        "classNames": [hue, *(["done"] if calendar.over(record) else [])],
        "editable": editable,
    }
    if not all_day:
        minutes = getattr(record, calendar.minutes, None) if calendar.minutes else None
        # Added in UTC: in local time an hour more is none where the clocks change.
        end = start.astimezone(UTC) + timedelta(minutes=minutes or USUAL_MINUTES)
        event["end"] = timezone.localtime(end).isoformat()
    return event
