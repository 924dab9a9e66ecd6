"""What somebody else has changed of an object or field since one opened its page, and going on with both."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caruso.kernel.models import CustomField, Event
from caruso.kernel.numbers import number_from
from caruso.kernel.request import Request
from caruso.objects.models import ModelledObject
from caruso.objects.views.log import LogLine, lines_of

#: The latest event when the page was opened; and what one has seen of the other's change and goes on from.
SINCE, KEEP = "since", "keep"


@dataclass(frozen=True)
class Meanwhile:
    """`now` is by what one knows that nobody changes it once more."""

    lines: list[LogLine]
    now: str


def latest(subject: CustomField | ModelledObject) -> int:
    """The number of the last event about it; 0 where there is none."""
    return _events(subject).values_list("pk", flat=True).last() or 0


def meanwhile(request: Request, subject: CustomField | ModelledObject, now: Any) -> Meanwhile:
    return Meanwhile(lines_of(_since(request, subject)), str(now))


def with_theirs(request: Request, subject: CustomField | ModelledObject, mine: Mapping[str, Any]) -> dict[str, Any]:
    """What I said, with what only others have changed since; where we changed the same, mine stands."""
    found = dict(mine)
    for event in _since(request, subject) if KEEP in request.POST else []:
        for name, (before, after) in event.data.get("changes", {}).items():
            found[name] = _merged(found.get(name), before, after)
    return found


def _merged(mine: Any, before: Any, after: Any) -> Any:
    if isinstance(mine, Mapping) and isinstance(after, Mapping):
        was = before if isinstance(before, Mapping) else {}
        parts = {part: _merged(mine.get(part), was.get(part), after.get(part)) for part in {**mine, **after}}
        return {part: said for part, said in parts.items() if said is not None}
    return after if mine == before else mine


def _since(request: Request, subject: CustomField | ModelledObject) -> list[Event]:
    """None where the page does not say when it was opened."""
    since = number_from(request.POST.get(SINCE, ""))
    if since is None:
        return []
    return list(_events(subject).filter(pk__gt=since, kind="changed").select_related("actor"))


def _events(subject: CustomField | ModelledObject) -> Any:
    return Event.objects.filter(object=subject._meta.label_lower, record=subject.pk).order_by("pk")
