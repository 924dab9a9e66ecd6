"""Sending a list out as a file."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from caruso.kernel.numbers import number_from
from caruso.kernel.request import Request
from caruso.screens.description import Screen
from caruso.screens.doors import require
from caruso.screens.lists.query import KEPT, ListQuery
from caruso.screens.transfer.exporting import job as exporting
from caruso.screens.transfer.exporting.columns import ExportColumns, all_fields
from caruso.screens.transfer.exporting.formats import FORMATS
from caruso.screens.transfer.exporting.pages import exportable
from caruso.screens.transfer.exporting.streaming import respond, respond_with_file
from caruso.screens.transfer.models import Export

#: So many records are sent at once; more are written into a file by a worker.
AT_ONCE = 5_000
#: So many rows can be ticked.
MOST_TICKED = 1_000


@require_GET
def export(request: Request, screen: Screen) -> HttpResponseBase:
    """Without a format the dialog that asks for one; with it the file, or a job that writes it.

    Ticked rows come as `row`; with `all_matching` they count no more than the others of the list.
    """
    require(screen, request.user, "export")
    query = ListQuery.from_address(screen, request.user, request.GET)
    if request.GET.get("all_matching") != "1":
        rows = request.GET.getlist("row")[:MOST_TICKED]
        query.ticked = [number for row in rows if (number := number_from(row)) is not None]
    format = request.GET.get("format", "")
    if format not in FORMATS:
        address = {name: request.GET[name] for name in KEPT if request.GET.get(name)}
        return render(request, "screens/transfer/export.html", {"screen": screen, "query": query, "address": address})
    names = [field.name for field in query.columns]
    if request.GET.get("all_fields"):
        names = all_fields(screen, request.user)
    name = f"{screen.slug} {timezone.localdate().isoformat()}.{format}"
    if exportable(query).order_by()[: AT_ONCE + 1].count() > AT_ONCE:
        address = {key: request.GET[key] for key in KEPT if request.GET.get(key)}
        made = exporting.start(screen, format, address, names, by=request.user, file_name=name)
        return redirect("screens:export_file", made.pk)
    return respond(query, ExportColumns(screen, request.user, names), format, name)


@require_GET
def export_file(request: Request, number: int) -> HttpResponseBase:
    """How far a large export is; with `download`, the file, for the one who asked for it."""
    made = get_object_or_404(Export.objects.select_related("job"), pk=number, by=request.user)
    if made.expires_at < timezone.now() or made.job is None:
        raise Http404
    is_done = made.job.state == "done"
    if "download" in request.GET:
        if not is_done or not made.path.exists():
            raise Http404
        request.user.access.require(made.object, "export")
        return respond_with_file(made.path, FORMATS[made.query["format"]], made.file_name)
    if request.htmx and request.GET.get("part") == "job":
        if made.job.finished:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "screens/transfer/export_file.html#job", {"made": made, "job": made.job})
    return render(request, "screens/transfer/export_file.html", {"made": made, "job": made.job, "is_done": is_done})
