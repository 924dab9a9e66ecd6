"""The schedule of a business object: its records as bars over weeks, months or quarters."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from caruso.kernel.fields import Field
from caruso.kernel.fields.time_kinds import date_from_text
from caruso.kernel.request import Request
from caruso.screens.description import Schedule, Screen
from caruso.screens.doors import may_make, require, visible_fields
from caruso.screens.filters.chips import chips_of
from caruso.screens.lists.query import ListQuery
from caruso.screens.saved_views.models import SavedView
from caruso.screens.schedules.drawing import NEXT, Bars
from caruso.screens.schedules.reading import MOST, groupings, read_schedule, schedule_of, sometimes_empty
from caruso.screens.schedules.scale import SCALES, Stretch, stretch_of

#: The value of `group` in the address that asks for no groups.
UNGROUPED = "none"


@require_GET
def show_schedule(request: Request, screen: Screen) -> HttpResponse:
    user = request.user
    require(screen, user)
    schedule = schedule_of(screen, user)
    if schedule is None:
        raise Http404
    query = ListQuery.from_address(screen, user, request.GET)
    query.reader = "schedule"
    today = timezone.localdate()
    stretch = stretch_of(query.asked("scale"), date_from_text(request.GET.get("start", "")), today)
    fields = groupings(screen, user)
    by = _group(query, schedule, fields)
    drawn = read_schedule(query, schedule, stretch, by)
    context = {
        "screen": screen,
        "query": query,
        "stretch": stretch,
        "now": stretch.at(today) if stretch.holds(today) else None,
        "drawn": drawn,
        "bars": Bars(screen, schedule, stretch, drawn.links, with_next=bool(visible_fields(screen, user, [NEXT]))),
        "most": MOST,
        "by": by,
        "end": screen.field(schedule.end).label,
        "unset": " / ".join(f"“{screen.field(name).label}”" for name in sometimes_empty(screen, schedule)),
        "moves": _moves(query, stretch),
        "scales": _scales(query, stretch, "start" in request.GET),
        "groupings": _groupings(query, fields, by, request.GET.get("start")),
        "views": list(SavedView.objects.seen_by(user).filter(object=screen.key)),
        "chips": chips_of(query),
        "may": {"create": may_make(screen, user)},
    }
    return render(request, "screens/schedules/schedule.html", context)


def _group(query: ListQuery, schedule: Schedule, fields: list[Field]) -> Field | None:
    """The field that was asked for, or that of the description; none where neither is there for this person."""
    asked = query.asked("group")
    if asked == UNGROUPED:
        return None
    known = {field.name: field for field in fields}
    return known.get(asked) or known.get(schedule.group)


def _moves(query: ListQuery, stretch: Stretch) -> dict[str, str]:
    return {
        "earlier": query.address(start=stretch.moved(-1).isoformat()),
        "today": query.address(),
        "later": query.address(start=stretch.moved(1).isoformat()),
    }


def _scales(query: ListQuery, stretch: Stretch, elsewhere: bool) -> list[tuple[Any, str, bool]]:
    """Title and address of each scale, and whether it is this one."""
    start = stretch.first.isoformat() if elsewhere else None
    return [
        (scale.title, query.address(scale=scale.name, start=start), scale == stretch.scale) for scale in SCALES.values()
    ]


def _groupings(
    query: ListQuery, fields: list[Field], by: Field | None, start: str | None
) -> list[tuple[Any, str, bool]]:
    """Label and address of each way to group; without a field that of no groups."""
    ways = [(field.label, query.address(group=field.name, start=start), field == by) for field in fields]
    return [*ways, (None, query.address(group=UNGROUPED, start=start), by is None)]
