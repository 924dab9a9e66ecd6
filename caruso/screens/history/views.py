"""The history of a record: who changed what when, and the way back for each value."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caruso.kernel.models import Event
from caruso.kernel.numbers import number_from
from caruso.kernel.request import Request
from caruso.screens.description import Screen
from caruso.screens.doors import editable_fields, record_or_404
from caruso.screens.timeline.reading import Item, tell
from caruso.screens.timeline.telling import GENERAL
from caruso.screens.validation import validate_together
from caruso.ui.toasts import toast

PAGE = 50


def show_history(request: Request, screen: Screen, number: int) -> HttpResponse:
    """The record's own events, newest first, paged by the number of the event."""
    record = record_or_404(screen, number, request.user)
    events = Event.objects.filter(object=screen.key, record=number).order_by("-pk").select_related("actor")
    if before := number_from(request.GET.get("before", "")):
        events = events.filter(pk__lt=before)
    read = list(events[: PAGE + 1])
    items = tell([Item(event, screen, record, GENERAL, True) for event in read[:PAGE]], request.user)
    context = {
        "screen": screen,
        "record": record,
        "items": items,
        "editable": editable_fields(screen, request.user) if _may_edit(request, screen, number) else [],
        "older": read[PAGE - 1].pk if len(read) > PAGE else None,
    }
    return render(request, "screens/history/history.html", context)


@require_POST
def restore_value(request: Request, screen: Screen, number: int) -> HttpResponse:
    """Put the old value of one field of one event back; that is a change of its own."""
    record = record_or_404(screen, number, request.user, "edit")
    wanted = number_from(request.POST.get("event", ""))
    event = get_object_or_404(Event, pk=wanted, object=screen.key, record=number)
    name = request.POST.get("field", "")
    if name not in event.changes or name not in editable_fields(screen, request.user):
        raise Http404
    try:
        _put_back(screen, record, name, event.changes[name][0], request)
    except ValidationError as problem:
        toast(request, " ".join(problem.messages), error=True)
    else:
        toast(request, _("The earlier value of “%(field)s” is back.") % {"field": screen.field(name).label})
    return redirect("screens:history", screen, number)


def _put_back(screen: Screen, record: Any, name: str, kept: Any, request: Request) -> None:
    values = {name: screen.field(name).kind.load(kept)}
    validate_together(screen, values, record)
    try:
        record.change(values, by=request.user)
    except ValidationError:
        raise ValidationError(_("That value can not be put back: what it leads to is gone.")) from None


def _may_edit(request: Request, screen: Screen, number: int) -> bool:
    may: bool = screen.model.objects.visible_to(request.user, "edit").filter(pk=number).exists()
    return may
