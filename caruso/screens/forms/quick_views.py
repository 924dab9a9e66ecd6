"""Making a record in passing: a dialog with the few fields that matter, from a lookup, a calendar or anywhere."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from caruso.kernel.request import Request
from caruso.screens.description import Screen
from caruso.screens.doors import require
from caruso.screens.forms.form import RecordForm
from caruso.screens.forms.raw import from_address
from caruso.screens.forms.views import make
from caruso.ui.toasts import toast


def quick_create(request: Request, screen: Screen) -> HttpResponse:
    """GET asks, filled from the address; POST makes the record and tells the page which it is."""
    require(screen, request.user, "create")
    if not screen.quick:
        raise Http404
    if request.method != "POST":
        form = RecordForm(screen, request.user, initial=_initial(request, screen), names=screen.quick)
        return _page(request, screen, form)
    form = RecordForm(screen, request.user, data=request.POST, files=request.FILES, names=screen.quick)
    if not form.is_valid():
        return _page(request, screen, form)
    try:
        record = make(screen, form, request.user)
    except ValidationError as problem:
        form.add_errors(problem)
        return _page(request, screen, form)
    text = _("“%(record)s” is added.") % {"record": record}
    if not request.htmx:
        toast(request, text)
        return redirect(screen.record_url(record.pk))
    told = {"created": {"value": str(record.pk), "title": str(record)}, "records-changed": True, "close-dialog": True}
    return HttpResponse(status=204, headers={"HX-Trigger": json.dumps({**told, "toast": {"text": text}})})


def _initial(request: Request, screen: Screen) -> dict[str, Any]:
    """From the address; `name` and the calendar's `start` go to the fields they mean."""
    given = request.GET.dict()
    if screen.calendar and "start" in given:
        given[screen.calendar.start] = given["start"]
    initial = {"owner": request.user.pk, **from_address(screen, given)}
    if text := request.GET.get("name"):
        first, _space, last = text.strip().rpartition(" ")
        if "last_name" in screen.object.fields:
            initial |= {"first_name": first or last, "last_name": last if first else ""}
        else:
            initial[screen.title] = text.strip()
    return initial


def _page(request: Request, screen: Screen, form: RecordForm) -> HttpResponse:
    return render(request, "screens/forms/quick.html", {"screen": screen, "form": form})
