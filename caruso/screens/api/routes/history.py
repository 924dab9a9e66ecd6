"""`/api/v1/<object>/<id>/events`: what happened to a record, the newest first."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse

from caruso.kernel.models import Event
from caruso.screens.api.parameters import flag, parameters, whole_number
from caruso.screens.api.reply import reply
from caruso.screens.api.resource import Call
from caruso.screens.api.routes.places import screen_or_404
from caruso.screens.api.shapes import LARGEST_NUMBER, Moment
from caruso.screens.doors import record_or_404, visible_fields

_MOMENT = Moment("date-time")
DEFAULT_SIZE, LARGEST_SIZE = 50, 200


def list_events(call: Call, word: str, number: int) -> HttpResponse:
    """`before` is the number of the last event read."""
    screen = screen_or_404(call, word)
    given = parameters(call.request, "limit", "before", "bin")
    record = record_or_404(screen, number, call.person, binned=flag(given, "bin"))
    size = whole_number(given, "limit", DEFAULT_SIZE, LARGEST_SIZE)
    events = Event.objects.filter(object=screen.key, record=record.pk).select_related("actor").order_by("-id")
    if "before" in given:
        events = events.filter(pk__lt=whole_number(given, "before", 0, LARGEST_NUMBER))
    found = list(events[: size + 1])
    names = set(visible_fields(screen, call.person))
    items = [_event(event, names) for event in found[:size]]
    return reply({"items": items, "next": items[-1]["id"] if len(found) > size else None})


def _event(event: Event, names: Iterable[str]) -> dict[str, Any]:
    """The event, without the changes of fields that its reader may not see."""
    actor = event.actor
    return {
        "id": event.pk,
        "kind": event.kind,
        "at": _MOMENT.show(event.at),
        "source": event.source,
        "actor": {"id": actor.pk, "title": str(actor)} if actor else None,
        "changes": {name: {"old": old, "new": new} for name, (old, new) in event.changes.items() if name in names},
    }
