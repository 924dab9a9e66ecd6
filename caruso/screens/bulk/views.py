"""Starting bulk work from a list, following it, taking it back."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caruso.kernel import jobs
from caruso.kernel.models import Job
from caruso.kernel.numbers import number_from
from caruso.kernel.request import Request
from caruso.screens.bulk.jobs import BulkDelete, BulkEdit, BulkUndo, counted
from caruso.screens.description import Screen
from caruso.screens.doors import editable_fields, require
from caruso.screens.forms.form import RecordForm
from caruso.screens.forms.inputs import Input
from caruso.screens.forms.raw import posted
from caruso.screens.lists.query import KEPT
from caruso.ui.toasts import toast

#: So few are done while the person waits; more by a worker.
AT_ONCE = 100
MOST_TICKED = 1000


def ask_edit(request: Request, screen: Screen) -> HttpResponse:
    """The dialog: which field, which value."""
    _require(request, screen, "edit")
    fields = [screen.field(name) for name in editable_fields(screen, request.user) if _is_offered(screen, name)]
    name = request.GET.get("field", "")
    one: Input | None = None
    if name in {field.name for field in fields}:
        one = RecordForm(screen, request.user, names=[name]).inputs[name]
    context = {"screen": screen, "fields": fields, "one": one, "tags": "tags" in editable_fields(screen, request.user)}
    return render(request, "screens/bulk/edit.html", context)


@require_POST
def edit(request: Request, screen: Screen) -> HttpResponse:
    """Set one field of all that was chosen, or add and remove tags."""
    _require(request, screen, "edit")
    changes: dict[str, Any] = {}
    for which in ("add_tags", "remove_tags"):
        if not (tags := request.POST.get(which)):
            continue
        if "tags" not in editable_fields(screen, request.user):
            return HttpResponseBadRequest()
        try:
            changes[which] = screen.field("tags").parse(tags)
        except ValidationError as problem:
            return _refused(request, screen, problem.messages[0])
    name = request.POST.get("field", "")
    if name:
        if name not in editable_fields(screen, request.user):
            return HttpResponseBadRequest()
        field = screen.field(name)
        try:
            value = field.parse(posted(request.POST, field))
        except ValidationError as problem:
            return _refused(request, screen, problem.messages[0])
        changes["values"] = {name: field.kind.dump(value)}
    if not changes:
        return _refused(request, screen, _("Choose what to change."))
    return _start(request, screen, BulkEdit.name, _("Change %(what)s"), **changes)


@require_POST
def delete(request: Request, screen: Screen) -> HttpResponse:
    _require(request, screen, "delete")
    return _start(request, screen, BulkDelete.name, _("Delete %(what)s"))


@require_POST
def undo(request: Request, number: int) -> HttpResponse:
    """Take a finished bulk job of one's own back, once."""
    with transaction.atomic():
        mine = Job.objects.select_for_update(of=("self",)).filter(by=request.user)
        done = get_object_or_404(mine, pk=number, kind__in=[BulkEdit.name, BulkDelete.name], finished_at__isnull=False)
        if done.result.get("undone_by"):
            toast(request, _("That was taken back already."), error=True)
            return _back(request)
        job = jobs.start(
            BulkUndo.name, by=request.user, title=_("Take back: %(title)s") % {"title": done.title}, job=done.pk
        )
        done.result["undone_by"] = job.pk
        done.save(update_fields=["result"])
    if done.done > AT_ONCE:
        return _to_job(request, job)
    jobs.run(job.pk, watched=True)
    toast(request, _("Taken back."))
    return _back(request)


def _require(request: Request, screen: Screen, right: str) -> None:
    require(screen, request.user, right)
    if not request.user.access.may(screen.key, "bulk"):
        raise PermissionDenied(_("Your role does not allow changes in bulk."))


def _start(request: Request, screen: Screen, kind: str, title: str, **changes: Any) -> HttpResponse:
    numbers = [number for row in request.POST.getlist("row")[:MOST_TICKED] if (number := number_from(row))]
    everything = request.POST.get("all_matching") == "1"
    if not numbers and not everything:
        return _refused(request, screen, _("Nothing is selected."))
    chosen: dict[str, Any] = {"numbers": numbers}
    if everything:
        chosen = {"address": {name: request.GET[name] for name in KEPT if name in request.GET}}
    label = title % {"what": screen.label_plural}
    job = jobs.start(kind, by=request.user, title=label, object=screen.key, **chosen, **changes)
    if not everything and len(numbers) <= AT_ONCE:
        jobs.run(job.pk, watched=True)
        job.refresh_from_db()
    _tell(request, job)
    return _back(request, screen) if job.finished else _to_job(request, job)


def _tell(request: Request, job: Job) -> None:
    if not job.finished:
        toast(request, _("Working on it; you will be told when it is done."))
        return
    toast(request, counted(job), undo=job.undo_address)


def _to_job(request: Request, job: Job) -> HttpResponse:
    """To the page that shows how far it is and, once it has ended, the way back."""
    address = reverse("office:job", args=[job.pk])
    return HttpResponse(headers={"HX-Redirect": address}) if request.htmx else redirect(address)


def _refused(request: Request, screen: Screen, reason: str) -> HttpResponse:
    toast(request, reason, error=True)
    return _back(request, screen)


def _back(request: Request, screen: Screen | None = None) -> HttpResponse:
    if request.htmx:
        return HttpResponse(headers={"HX-Refresh": "true"})
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{screen.list_url}?{query}" if screen else "/")


def _is_offered(screen: Screen, name: str) -> bool:
    """Fields that make sense for many records at once."""
    field = screen.field(name)
    alone = field.unique or field.kind.family == "entries" or field.kind.asked == "file"
    return not alone and field.kind.name not in ("tags", "long_text", "rich_text") and name != screen.title
