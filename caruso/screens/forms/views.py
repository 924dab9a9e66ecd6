"""Making and changing records by form."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render

from caruso.kernel.conflict import Conflict
from caruso.kernel.request import Request
from caruso.screens.description import Screen
from caruso.screens.doors import record_or_404, require
from caruso.screens.forms.form import RecordForm


def new(request: Request, screen: Screen) -> HttpResponse:
    """The form of a new record; fields may be filled from the address: `?account=12`."""
    require(screen, request.user, "create")
    if request.method != "POST":
        initial: dict[str, Any] = {name: value for name, value in request.GET.items() if name in screen.object.fields}
        initial.setdefault("owner", request.user.pk)
        return _page(request, screen, RecordForm(screen, request.user, initial=initial))
    form = RecordForm(screen, request.user, data=request.POST)
    if form.is_valid():
        try:
            record = make(screen, form, request.user)
        except ValidationError as problem:
            form.add_errors(problem)
        else:
            return redirect(screen.record_url(record.pk))
    return _page(request, screen, form, status=422)


def edit(request: Request, screen: Screen, number: int) -> HttpResponse:
    """The form of a record. A stale one comes back with both values of what differs."""
    record = record_or_404(screen, number, request.user, "edit")
    if request.method != "POST":
        return _page(request, screen, RecordForm(screen, request.user, record=record))
    form = RecordForm(screen, request.user, record=record, data=request.POST)
    if form.is_valid():
        version = request.POST.get("version", "")
        try:
            record.change(form.values, by=request.user, version=int(version) if version.isdigit() else None)
        except ValidationError as problem:
            form.add_errors(problem)
        except Conflict as conflict:
            return _page(request, screen, form, status=409, conflict=_both_values(screen, conflict))
        else:
            return redirect(screen.record_url(record.pk))
    return _page(request, screen, form, status=422)


def make(screen: Screen, form: RecordForm, user: Any) -> Any:
    """A new record from a valid form, owned by its maker unless somebody else was chosen."""
    record = screen.model()
    for name, value in form.values.items():
        record.put(name, value)
    if record.owner_id is None and "owner" not in form.values:
        record.owner = user
    record.check_links(by=user)
    return record.create(by=user)


def _both_values(screen: Screen, conflict: Conflict) -> list[tuple[Any, str, str]]:
    """Each field in question with what is stored and what was to be written, as text."""
    fields = [(screen.field(name), theirs, yours) for name, (theirs, yours) in conflict.fields.items()]
    return [(one, one.as_text(one.kind.load(theirs)), one.as_text(yours)) for one, theirs, yours in fields]


def _page(request: Request, screen: Screen, form: RecordForm, *, status: int = 200, **more: Any) -> HttpResponse:
    return render(request, "screens/forms/form.html", {"screen": screen, "form": form, **more}, status=status)
