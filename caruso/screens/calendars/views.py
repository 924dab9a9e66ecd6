"""The calendar of a business object: day, week and month, with drag."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caruso.kernel.fields.time_kinds import date_from_text
from caruso.kernel.request import Request
from caruso.screens.calendars.reading import day_of, events_between, goes_by_days
from caruso.screens.description import Calendar, Screen
from caruso.screens.doors import editable_fields, record_or_404, require, visible_fields
from caruso.screens.filters.chips import chips_of
from caruso.screens.lists.query import ListQuery
from caruso.screens.saved_views.models import SavedView
from caruso.screens.validation import validate_together
from caruso.ui.toasts import with_toast

DAY = 24 * 60


def show_calendar(request: Request, screen: Screen) -> HttpResponse:
    _require_calendar(screen, request.user)
    query = _query(request, screen)
    context = {
        "everyone": request.GET.get("whose") == "all",
        "screen": screen,
        "query": query,
        "by_days": goes_by_days(screen),
        "views": list(SavedView.objects.seen_by(request.user).filter(object=screen.key)),
        "chips": chips_of(query) if {"filter", "where", "view"} & request.GET.keys() else [],
        "may": {right: request.user.access.may(screen.key, right) for right in ("create", "edit")},
    }
    return render(request, "screens/calendars/calendar.html", context)


def calendar_events(request: Request, screen: Screen) -> HttpResponse:
    """The events of the stretch of time on show, as JSON."""
    calendar = _require_calendar(screen, request.user)
    start, end = _moment(request.GET.get("start", "")), _moment(request.GET.get("end", ""))
    if start is None or end is None:
        return JsonResponse([], safe=False)
    query = _query(request, screen)
    editable = calendar.start in editable_fields(screen, request.user) and request.user.access.may(screen.key, "edit")
    return JsonResponse(events_between(query, start, end, editable), safe=False)


@require_POST
def move_event(request: Request, screen: Screen, number: int) -> HttpResponse:
    """An event was dragged or stretched."""
    calendar = _require_calendar(screen, request.user)
    record = record_or_404(screen, number, request.user, "edit")
    writable = editable_fields(screen, request.user)
    start, end = _moment(request.POST.get("start", "")), _moment(request.POST.get("end", ""))
    if start is None or calendar.start not in writable:
        return with_toast(HttpResponse(status=422), _("That is no moment to move to."), error=True)
    values = _moved(screen, record, start, end, request.POST.get("all_day") == "true", writable)
    try:
        validate_together(screen, values, record)
        record.change(values, by=request.user)
    except ValidationError as problem:
        return with_toast(HttpResponse(status=422), problem.messages[0], error=True)
    return with_toast(HttpResponse(status=200), _("Saved."))


def _moved(
    screen: Screen, record: Any, start: datetime, end: datetime | None, all_day: bool, writable: list[str]
) -> dict[str, Any]:
    """What is written so that the record begins, and ends, then."""
    calendar = screen.calendar
    assert calendar is not None
    if goes_by_days(screen):
        return {calendar.start: day_of(start)}
    values: dict[str, Any] = {calendar.start: start, **_along(calendar, record, start, writable)}
    if calendar.all_day in writable:
        values[calendar.all_day] = all_day
    if end and calendar.minutes in writable and not all_day:
        values[calendar.minutes] = max(1, min(int((end - start) / timedelta(minutes=1)), 30 * DAY))
    return values


def _along(calendar: Calendar, record: Any, start: datetime, writable: list[str]) -> dict[str, Any]:
    """The moments that keep their distance to the start."""
    before = getattr(record, calendar.start)
    moments = {name: getattr(record, name) for name in calendar.along if name in writable}
    return {name: start - (before - moment) for name, moment in moments.items() if moment and before}


def _query(request: Request, screen: Screen) -> ListQuery:
    """One's own records, unless everybody's or a condition was asked for."""
    given = request.GET.dict()
    if given.get("whose") != "all" and not {"filter", "where", "view"} & given.keys():
        given["where"] = "owner = me"
    return ListQuery.from_address(screen, request.user, given)


def _require_calendar(screen: Screen, user: Any) -> Any:
    """The description's calendar. Raises Http404 where there is none, or its days are hidden from this person."""
    require(screen, user)
    if screen.calendar is None or not visible_fields(screen, user, [screen.calendar.start]):
        raise Http404
    return screen.calendar


def _moment(text: str) -> datetime | None:
    """A moment or the beginning of a day, as the calendar island writes it."""
    try:
        # A plus sign that nobody escaped arrives as a space.
        found = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        return None
    if found is None and (day := date_from_text(text)):
        found = datetime.combine(day, datetime.min.time())
    if found is None or not 1 < found.year < 9999:
        return None
    return found if timezone.is_aware(found) else timezone.make_aware(found)
