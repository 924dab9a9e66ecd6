"""The rows of another program that belong with a record, fetched once the record's page stands."""

from collections.abc import Callable, Collection
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from caruso.kernel.request import Request
from caruso.objects.mapped.links import Link, keys_of, rows_leading_to, rows_with
from caruso.objects.mapped.models import MappedObject
from caruso.objects.mapped.panels import MOST
from caruso.screens.away import SourceAway
from caruso.screens.description import Screen, screen_of
from caruso.screens.doors import may_see, record_or_404, require, visible_fields
from caruso.screens.links import Links


def rows(request: Request, name: str, link: int, number: int) -> HttpResponse:
    """Those that hold a key of the record."""
    screen, user = _screen(request, name), request.user
    said = _link(screen, link)
    record = record_or_404(screen_of(said["target"]), number, user)
    keys = keys_of(record, said["field"], user)
    where = f"{said['by']} in ({_listed(keys)})" if keys else ""
    return _card(request, screen, lambda: rows_with(said, screen, keys, user), where, without=(said["by"],))


def leading(request: Request, name: str, relation: str, number: int) -> HttpResponse:
    """Those whose relation leads to the row."""
    screen, user = _screen(request, name), request.user
    target = _target(request, screen, relation)

    def found() -> Any:
        row = record_or_404(target, number, user)
        return rows_leading_to(screen, relation, [row.pk], user)

    return _card(request, screen, found, f"{relation} in ({number})", without=(relation,), via=relation)


def reached(request: Request, name: str, relation: str, link: int, number: int) -> HttpResponse:
    """Those whose relation leads to rows that hold a key of the record."""
    screen, user = _screen(request, name), request.user
    target = _target(request, screen, relation)
    said = _link(target, link)
    record = record_or_404(screen_of(said["target"]), number, user)
    keys = keys_of(record, said["field"], user)
    where = f"{relation}.{said['by']} in ({_listed(keys)})" if keys else ""

    def found() -> Any:
        return rows_leading_to(screen, relation, rows_with(said, target, keys, user).values("pk"), user)

    return _card(request, screen, found, where, via=relation)


def _card(
    request: Request,
    screen: Screen,
    find: Callable[[], Any],
    where: str,
    *,
    without: Collection[str] = (),
    via: str = "",
) -> HttpResponse:
    """A source that is slow or away says so in its own card. Without a condition there is nothing to ask for."""
    user = request.user
    names = [one for one in screen.columns if one != screen.title and one not in without][:3]
    columns = [screen.field(one) for one in visible_fields(screen, user, names)]
    context: dict[str, Any] = {"screen": screen, "columns": columns, "request_path": request.path}
    context["via"] = screen.field(via).label if via else ""
    try:
        found = list(find().order_by("pk")[: MOST + 1]) if where else []
        context |= {"rows": found[:MOST], "more": len(found) > MOST, "links": Links(user).collect(found, columns)}
        context["all"] = f"{screen.list_url}?{urlencode({'where': where})}"
    except SourceAway as away:
        context["away"] = away
    return render(request, "objects/mapped/rows.html", context)


def _screen(request: Request, name: str) -> Screen:
    """Of a mapped object in use that this person may see. Raises Http404."""
    definition = get_object_or_404(MappedObject, name=name, archived_at=None)
    screen = screen_of(definition.key)
    require(screen, request.user)
    return screen


def _target(request: Request, screen: Screen, relation: str) -> Screen:
    """What the relation leads to, where this person may see both. Raises Http404."""
    field = screen.object.fields.get(relation)
    if field is None or not field.target or not may_see(screen, request.user, [relation]):
        raise Http404
    target = screen_of(field.target)
    require(target, request.user)
    return target


def _link(screen: Screen, number: int) -> Link:
    links = screen.object.definition.links  # type: ignore[attr-defined]
    if number >= len(links):
        raise Http404
    found: Link = links[number]
    return found


def _listed(keys: list[str]) -> str:
    return ",".join('"' + key.replace('"', "") + '"' for key in keys)
