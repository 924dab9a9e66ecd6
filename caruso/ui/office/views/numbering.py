"""How documents are numbered."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from caruso.kernel.events.administration import record_administration
from caruso.kernel.models import NumberSeries
from caruso.kernel.numbering import check_pattern, written
from caruso.kernel.objects import business_object
from caruso.kernel.request import Request
from caruso.ui.office.doors import administration

LONGEST = 60


@administration
def series(request: Request) -> HttpResponse:
    problem, typed = "", {}
    if request.method == "POST":
        one = get_object_or_404(NumberSeries, pk=request.POST.get("series") or 0)
        pattern = request.POST.get("pattern", "").strip()[:LONGEST]
        try:
            check_pattern(pattern)
        except ValidationError as refused:
            problem, typed = " ".join(refused.messages), {one.pk: pattern}
        else:
            with transaction.atomic():
                NumberSeries.objects.filter(pk=one.pk).update(pattern=pattern)
                record_administration(one, "changed", by=request.user, changes={"pattern": [one.pattern, pattern]})
            messages.success(request, _("Saved."))
            return redirect("office:numbering")
    rows = [
        {
            "series": one,
            "label": _label(one.object),
            "pattern": typed.get(one.pk, one.pattern),
            "next": written(one.pattern, one.year, one.next),
            "problem": problem if one.pk in typed else "",
        }
        for one in NumberSeries.objects.all()
    ]
    return render(request, "ui/office/numbering.html", {"rows": rows})


def _label(object: str) -> str:
    try:
        return business_object(object).label_plural
    except KeyError:
        return object
