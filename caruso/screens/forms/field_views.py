"""One field edited where it stands: in the facts of a record or in a cell of a list."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from caruso.kernel.conflict import Conflict
from caruso.kernel.request import Request
from caruso.kernel.values import stored_value
from caruso.screens.cells import cell
from caruso.screens.description import Screen
from caruso.screens.doors import editable_fields, record_or_404, visible_fields
from caruso.screens.forms.form import RecordForm
from caruso.screens.links import Links
from caruso.ui.toasts import with_toast


def edit_field(request: Request, screen: Screen, number: int, name: str) -> HttpResponse:
    """GET asks for the value (with `?show` it only shows it), POST writes it.

    `seen` is the value that the writer saw: if it has changed since, both are shown and nothing is written.
    """
    if not visible_fields(screen, request.user, [name]):
        raise Http404
    if "show" in request.GET:
        return _shown(request, screen, record_or_404(screen, number, request.user), name)
    record = record_or_404(screen, number, request.user, "edit")
    if name not in editable_fields(screen, request.user):
        raise Http404
    if request.method != "POST":
        return _asked(request, screen, record, RecordForm(screen, request.user, record=record, names=[name]))
    form = RecordForm(screen, request.user, record=record, data=request.POST, files=request.FILES, names=[name])
    if form.is_valid():
        try:
            record.change(form.changes, by=request.user, seen=_seen(request, name))
        except ValidationError as problem:
            form.add_errors(problem)
        except Conflict as conflict:
            if conflict.gone:
                raise Http404 from None
            theirs = _text(screen, name, conflict.fields[name][0])
            form.errors[name] = [
                _("Meanwhile somebody wrote “%(theirs)s”. Save again to replace it.") % {"theirs": theirs}
            ]
            return _asked(request, screen, record, form, status=409)
        else:
            said = record.notice or _("Saved.")
            return with_toast(_shown(request, screen, record, name), said, hint=bool(record.notice))
    return _asked(request, screen, record, form, status=422)


def _asked(request: Request, screen: Screen, record: Any, form: RecordForm, *, status: int = 200) -> HttpResponse:
    one = next(iter(form.inputs.values()))
    seen = json.dumps(stored_value(record, one.name))
    context = {"screen": screen, "record": record, "form": form, "one": one, "seen": seen}
    return render(request, "screens/forms/field.html", context, status=status)


def _shown(request: Request, screen: Screen, record: Any, name: str) -> HttpResponse:
    field = screen.field(name)
    return HttpResponse(cell(field, record, Links(request.user).collect([record], [field])))


def _seen(request: Request, name: str) -> dict[str, Any] | None:
    try:
        return {name: json.loads(request.POST["seen"])}
    except (KeyError, ValueError):
        return None


def _text(screen: Screen, name: str, value: Any) -> str:
    field = screen.field(name)
    return field.as_typed(field.kind.load(value))
