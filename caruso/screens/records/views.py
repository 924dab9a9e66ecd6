"""The page of one record, and the parts of it that stand elsewhere."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from caruso.kernel.access.queryset import reaches
from caruso.kernel.request import Request
from caruso.screens.description import Panel, Related, Screen
from caruso.screens.doors import record_or_404, visible_fields
from caruso.screens.links import Links
from caruso.screens.merging.doors import main_of
from caruso.screens.records.facts import facts_of
from caruso.screens.records.related import related_context
from caruso.screens.timeline.reading import read_timeline
from caruso.screens.timeline.telling import telling


def show_record(request: Request, screen: Screen, number: int) -> HttpResponse:
    """Facts left, timeline in the middle, related right."""
    user = request.user
    try:
        record = record_or_404(screen, number, user)
    except Http404:
        if main := main_of(screen, number, user):
            return redirect(screen.record_url(main))
        raise
    may_edit = reaches(record, user, "edit")
    chosen = telling.filters[0]
    context = {
        "screen": screen,
        "record": record,
        "may_edit": may_edit,
        "may_delete": reaches(record, user, "delete"),
        "facts": facts_of(screen, record, user, may_edit=may_edit),
        "subtitle": [screen.field(name) for name in visible_fields(screen, user, screen.subtitle)],
        "actions": [action for action in screen.actions if may_edit and action.shown(record)],
        "panels": list(panels_of(screen, record, user)),
        "timeline": read_timeline(screen, record, user, chosen),
        "filters": telling.filters,
        "chosen": chosen,
    }
    return render(request, "screens/records/record.html", context)


def peek(request: Request, screen: Screen, number: int) -> HttpResponse:
    """The record beside the list: facts and the last that happened."""
    record = record_or_404(screen, number, request.user)
    context = {
        "screen": screen,
        "record": record,
        "facts": facts_of(screen, record, request.user, may_edit=False),
        "timeline": read_timeline(screen, record, request.user, telling.filters[0]),
    }
    return render(request, "screens/records/peek.html", context)


def hover(request: Request, screen: Screen, number: int) -> HttpResponse:
    """A small card about a record that a link leads to."""
    record = record_or_404(screen, number, request.user)
    fields = [
        screen.field(name) for name in visible_fields(screen, request.user, (*screen.subtitle, *screen.columns[:4]))
    ]
    fields = [field for field in dict.fromkeys(fields) if field.name != screen.title]
    links = Links(request.user).collect([record], fields)
    return render(
        request, "screens/records/hover.html", {"screen": screen, "record": record, "fields": fields, "links": links}
    )


def panels_of(screen: Screen, record: Any, user: Any) -> Any:
    """Each panel with what its template needs; those that have nothing for this viewer are left out."""
    for panel in screen.panels:
        context = (
            related_context(panel, screen, record, user)
            if isinstance(panel, Related)
            else panel_context(panel, record, user)
        )
        if context is not None:
            yield {"template": panel.template, "position": panel.position, **context}


def panel_context(panel: Panel, record: Any, user: Any) -> dict[str, Any] | None:
    context = panel.context(record, user)
    return None if context is None else {"panel": panel, **context}
