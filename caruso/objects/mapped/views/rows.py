"""The rows of another program that belong with a record, fetched once the record's page stands."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from caruso.kernel.request import Request
from caruso.objects.mapped.links import keys_of, rows_with
from caruso.objects.mapped.models import MappedObject
from caruso.objects.mapped.panels import MOST
from caruso.screens.away import SourceAway
from caruso.screens.description import screen_of
from caruso.screens.doors import record_or_404, require, visible_fields
from caruso.screens.links import Links


def rows(request: Request, name: str, link: int, number: int) -> HttpResponse:
    """A source that is slow or away says so in its own card."""
    definition = get_object_or_404(MappedObject, name=name, archived_at=None)
    if link >= len(definition.links):
        raise Http404
    said, screen, user = definition.links[link], screen_of(definition.key), request.user
    require(screen, user)
    record = record_or_404(screen_of(said["target"]), number, user)
    names = [one for one in screen.columns if one not in (screen.title, said["by"])][:3]
    columns = [screen.field(one) for one in visible_fields(screen, user, names)]
    context = {"screen": screen, "columns": columns, "request_path": request.path}
    keys = keys_of(record, said["field"], user)
    try:
        found = list(rows_with(said, screen, keys, user).order_by("pk")[: MOST + 1]) if keys else []
        context |= {"rows": found[:MOST], "more": len(found) > MOST, "links": Links(user).collect(found, columns)}
        context["all"] = f"{screen.list_url}?where={said['by']}+in+({','.join(map(_quoted, keys))})" if keys else ""
    except SourceAway as away:
        context["away"] = away
    return render(request, "objects/mapped/rows.html", context)


def _quoted(key: str) -> str:
    from urllib.parse import quote

    return quote('"' + key.replace('"', "") + '"')
