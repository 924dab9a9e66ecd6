"""Comparing records, merging them, and undoing that."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from caruso.kernel.conflict import Conflict
from caruso.kernel.numbers import number_from
from caruso.kernel.request import Request
from caruso.screens.description import Screen
from caruso.screens.doors import require
from caruso.screens.lists.keyset import Key, Order, read_page
from caruso.screens.merging.comparison import Comparison
from caruso.screens.merging.counting import moving_along
from caruso.screens.merging.doors import merge_to_undo, records_to_merge, require_main
from caruso.screens.merging.merge import Undone, merge, undo
from caruso.screens.merging.models import Merge
from caruso.screens.merging.problem import MergeProblem
from caruso.ui.toasts import toast, with_toast

NEWEST_FIRST = Order("id", descending=True)


def merge_records(request: Request, screen: Screen) -> HttpResponse:
    """Two to five records side by side (`?records=12,57`); a POST merges what was chosen."""
    try:
        records = records_to_merge(screen, _numbers(request), request.user)
    except MergeProblem as problem:
        return _nothing_to_merge(request, screen, problem)
    if request.headers.get("HX-Request") and request.method == "GET":
        response = HttpResponse(status=204)
        response["HX-Redirect"] = f"{screen.url('merge')}?records={','.join(str(record.pk) for record in records)}"
        return response
    if request.method != "POST":
        return _page(request, Comparison(screen, records, request.user))
    comparison = Comparison(screen, records, request.user, request.POST)
    require_main(screen, comparison.main, comparison.others, request.user)
    try:
        merged = merge(
            comparison.main,
            comparison.others,
            comparison.values(),
            by=request.user,
            versions=comparison.versions(),
        )
    except Conflict as conflict:
        changed = _("“%(record)s” was changed in the meantime. Look again; your choice is kept.") % {
            "record": conflict.record
        }
        return _page(request, comparison, status=409, problems=[changed])
    except ValidationError as problem:
        return _page(request, comparison, status=422, problems=problem.messages)
    toast(
        request,
        _("Merged into “%(record)s”.") % {"record": comparison.main},
        undo=screen.url("undo_merge", merged.pk),
    )
    return redirect(screen.record_url(comparison.main.pk))


@require_POST
def preview(request: Request, screen: Screen) -> HttpResponse:
    """The record that the choice, as it stands, would make; nothing is written."""
    try:
        records = records_to_merge(screen, _numbers(request), request.user)
    except MergeProblem as problem:
        return _nothing_to_merge(request, screen, problem)
    comparison = Comparison(screen, records, request.user, request.POST)
    return render(request, "screens/merging/merge.html#result", _context(comparison))


def show_merges(request: Request, screen: Screen) -> HttpResponse:
    """What was merged, the last first, with the way back."""
    require(screen, request.user)
    visible = screen.model.objects.visible_to(request.user)
    merges = Merge.objects.filter(object=screen.key, main__in=visible.values("pk")).select_related("by", "undone_by")
    page = read_page(merges, NEWEST_FIRST, after=Key.from_text(request.GET.get("after", ""), Merge._meta.pk))
    return render(request, "screens/merging/merges.html", {"screen": screen, "page": page})


@require_POST
def undo_merge(request: Request, screen: Screen, number: int) -> HttpResponse:
    merged = merge_to_undo(screen, number, request.user)
    try:
        undone = undo(merged, by=request.user)
    except MergeProblem as problem:
        toast(request, " ".join(problem.messages), error=True)
        return redirect(screen.url("merges"))
    toast(request, " ".join([_("The merge is undone."), *_left(screen, undone)]))
    return redirect(screen.record_url(merged.main))


def _left(screen: Screen, undone: Undone) -> list[str]:
    """What undoing left as it is now, in words."""
    told = []
    if undone.fields:
        labels = ", ".join(str(screen.field(name).label) for name in undone.fields)
        told.append(_("Left as changed since: %(fields)s.") % {"fields": labels})
    if undone.links:
        told.append(
            ngettext(
                "%(number)d related record was moved since and stays.",
                "%(number)d related records were moved since and stay.",
                undone.links,
            )
            % {"number": undone.links}
        )
    return told


def _numbers(request: Request) -> list[int]:
    given = [*request.GET.getlist("records"), *request.GET.getlist("row")]
    parts = [part.strip() for one in given for part in one.split(",")]
    return [number for part in parts if (number := number_from(part))]


def _page(request: Request, comparison: Comparison, *, status: int = 200, problems: Any = ()) -> HttpResponse:
    context = {**_context(comparison), "problems": problems}
    return render(request, "screens/merging/merge.html", context, status=status)


def _context(comparison: Comparison) -> dict[str, Any]:
    moving = moving_along(comparison.main, comparison.others)
    return {"screen": comparison.screen, "comparison": comparison, "moving": moving}


def _nothing_to_merge(request: Request, screen: Screen, problem: MergeProblem) -> HttpResponse:
    """Too few or too many were chosen: a list keeps its ticks, any other page gives way to the list."""
    if request.headers.get("HX-Request"):
        return with_toast(HttpResponse(status=204), " ".join(problem.messages), error=True)
    toast(request, " ".join(problem.messages), error=True)
    return redirect(screen.list_url)
