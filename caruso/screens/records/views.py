"""The page of one record, and the parts of it that stand elsewhere."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from caruso.kernel.access.queryset import reaches
from caruso.kernel.request import Request
from caruso.screens.description import Panel, Related, Screen, Section, panels_beside, screen_for
from caruso.screens.doors import actions_for, may_delete, record_or_404, visible_fields
from caruso.screens.failed import read_or_tell
from caruso.screens.links import Links
from caruso.screens.merging.doors import main_of
from caruso.screens.records.facts import facts_of
from caruso.screens.records.related import added_panels, related_context
from caruso.screens.timeline.reading import read_timeline
from caruso.screens.timeline.telling import telling
from caruso.screens.veil import veiled


def show_record(request: Request, screen: Screen, number: int) -> HttpResponse:
    """Facts left, timeline in the middle, related right."""
    user = request.user
    try:
        record = record_or_404(screen, number, user)
    except Http404:
        if main := main_of(screen, number, user):
            return redirect(screen.record_url(main))
        raise
    screen = screen_for(screen, user)
    may_edit, deletable = reaches(record, user, "edit"), may_delete(screen, record, user)
    veiled([record], user)
    chosen = telling.filters[0]
    context = {
        "screen": screen,
        "record": record,
        "may_edit": may_edit,
        "may_delete": deletable,
        "facts": facts_of(screen, record, user, may_edit=may_edit),
        "subtitle": [screen.field(name) for name in visible_fields(screen, user, screen.subtitle)],
        "actions": actions_for(screen, record, user) if may_edit else [],
        "panels": list(panels_of(screen, panels_beside(screen), record, user)),
        "has_late": bool(screen.late_panels or added_panels(screen, user)),
        "timeline": read_timeline(screen, record, user, chosen) if screen.with_timeline else None,
        "filters": telling.filters,
        "chosen": chosen,
    }
    return render(request, "screens/records/record.html", context)


def peek(request: Request, screen: Screen, number: int) -> HttpResponse:
    """The record beside the list: facts and the last that happened."""
    (record,) = veiled([record_or_404(screen, number, request.user)], request.user)
    screen = screen_for(screen, request.user)
    parts = [Section("", *screen.peek)] if screen.peek else None
    context = {
        "screen": screen,
        "record": record,
        "facts": facts_of(screen, record, request.user, may_edit=False, parts=parts),
        "timeline": read_timeline(screen, record, request.user, telling.filters[0]),
    }
    return render(request, "screens/records/peek.html", context)


def hover(request: Request, screen: Screen, number: int) -> HttpResponse:
    """A small card about a record that a link leads to."""
    (record,) = veiled([record_or_404(screen, number, request.user)], request.user)
    fields = [
        screen.field(name) for name in visible_fields(screen, request.user, (*screen.subtitle, *screen.columns[:4]))
    ]
    fields = [field for field in dict.fromkeys(fields) if field.name != screen.title]
    links = Links(request.user).collect([record], fields)
    return render(
        request, "screens/records/hover.html", {"screen": screen, "record": record, "fields": fields, "links": links}
    )


def late_panels(request: Request, screen: Screen, number: int) -> HttpResponse:
    """The panels that the page asks for once it stands."""
    (record,) = veiled([record_or_404(screen, number, request.user)], request.user)
    screen = screen_for(screen, request.user)
    late = [*screen.late_panels, *added_panels(screen, request.user)]
    context = {
        "screen": screen,
        "record": record,
        "may_edit": reaches(record, request.user, "edit"),
        "panels": list(panels_of(screen, late, record, request.user)),
        "position": "side",
    }
    return render(request, "screens/records/_panels.html", context)


def panels_of(screen: Screen, panels: Sequence[Panel], record: Any, user: Any) -> Iterator[dict[str, Any]]:
    """Each panel with what its template needs; those that have nothing for this viewer are left out."""
    for panel in panels:
        context = read_or_tell(panel.name, panel.title, partial(_context_of, panel, screen, record, user))
        if context is not None:
            yield {"template": panel.template, "position": panel.position, **context}


def _context_of(panel: Panel, screen: Screen, record: Any, user: Any) -> dict[str, Any] | None:
    if isinstance(panel, Related):
        return related_context(panel, screen, record, user)
    return panel_context(panel, record, user)


def panel_context(panel: Panel, record: Any, user: Any) -> dict[str, Any] | None:
    context = panel.context(record, user)
    return None if context is None else {"panel": panel, **context}
