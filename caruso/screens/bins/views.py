"""The bin: into it, out of it, and for good."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caruso.kernel.request import Request
from caruso.screens.description import Screen
from caruso.screens.doors import record_or_404, require, visible_fields
from caruso.screens.links import Links
from caruso.screens.lists.keyset import Key, Order, read_page
from caruso.ui.toasts import toast

ORDER = Order("binned_at", descending=True)


def show_bin(request: Request, screen: Screen) -> HttpResponse:
    """What was deleted, the last first."""
    require(screen, request.user)
    records = screen.model.objects.visible_to(request.user, binned=True).select_related("binned_by")
    after = Key.from_text(request.GET.get("after", ""), screen.model._meta.get_field("binned_at"))
    page = read_page(records, ORDER, after=after)
    columns = [screen.field(name) for name in visible_fields(screen, request.user, screen.columns[:3])]
    links = Links(request.user).collect(page.rows, columns)
    may_destroy = request.user.access.may(screen.key, "destroy")
    context = {"screen": screen, "page": page, "columns": columns, "links": links, "may_destroy": may_destroy}
    return render(request, "screens/bins/bin.html", context)


@require_POST
def put_in_bin(request: Request, screen: Screen, number: int) -> HttpResponse:
    record = record_or_404(screen, number, request.user, "delete")
    try:
        record.put_in_bin(by=request.user)
    except ValidationError as problem:
        toast(request, " ".join(problem.messages), error=True)
        return redirect(screen.record_url(number))
    toast(request, _("“%(record)s” is in the bin.") % {"record": record}, undo=screen.url("restore", number))
    return redirect(screen.list_url)


@require_POST
def restore(request: Request, screen: Screen, number: int) -> HttpResponse:
    record = record_or_404(screen, number, request.user, "delete", binned=True)
    try:
        record.restore(by=request.user)
    except ValidationError as problem:
        toast(request, " ".join(problem.messages), error=True)
        return redirect("screens:bin", screen)
    toast(request, _("“%(record)s” is back.") % {"record": record})
    return redirect(screen.record_url(number))


@require_POST
def destroy(request: Request, screen: Screen, number: int) -> HttpResponse:
    """Only what lies in the bin can be destroyed."""
    record = record_or_404(screen, number, request.user, "destroy", binned=True)
    title = str(record)
    try:
        record.destroy(by=request.user)
    except ValidationError as problem:
        toast(request, " ".join(problem.messages), error=True)
        return redirect("screens:bin", screen)
    toast(request, _("“%(record)s” is destroyed for good.") % {"record": title})
    return redirect("screens:bin", screen)
