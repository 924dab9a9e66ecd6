"""Making and changing records by form."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from caruso.kernel.conflict import Conflict
from caruso.kernel.fields import Field
from caruso.kernel.models import User
from caruso.kernel.numbers import number_from
from caruso.kernel.request import Request
from caruso.screens.description import Screen
from caruso.screens.doors import record_or_404, require
from caruso.screens.forms.form import RecordForm
from caruso.screens.forms.raw import from_address
from caruso.screens.links import Links
from caruso.ui.toasts import toast


def new(request: Request, screen: Screen) -> HttpResponse:
    """The form of a new record; fields may be filled from the address: `?account=12`."""
    require(screen, request.user, "create")
    if request.method != "POST":
        initial = {"owner": request.user.pk, **from_address(screen, request.GET.dict())}
        return _page(request, screen, RecordForm(screen, request.user, initial=initial))
    form = RecordForm(screen, request.user, data=request.POST, files=request.FILES)
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
    form = RecordForm(screen, request.user, record=record, data=request.POST, files=request.FILES)
    if form.is_valid():
        version = request.POST.get("version", "")
        try:
            record.change(form.changes, by=request.user, version=number_from(version))
        except ValidationError as problem:
            form.add_errors(problem)
        except Conflict as conflict:
            return _page(request, screen, form, status=409, conflict=_both_values(screen, request.user, conflict))
        else:
            if record.notice:
                toast(request, record.notice, hint=True)
            return redirect(screen.record_url(record.pk))
    return _page(request, screen, form, status=422)


def make(screen: Screen, form: RecordForm, user: Any) -> Any:
    """A new record from a valid form. It is its maker's where no owner was asked for, or nobody's is out of sight."""
    record = screen.model()
    for name, value in form.values.items():
        record.put(name, value)
    sees_all = user.access.scope(screen.key, "view") == "all"
    if record.owner_id is None and not ("owner" in form.values and sees_all):
        record.owner = user
    record.check_links(by=user)
    return record.create(by=user)


def _both_values(screen: Screen, user: User, conflict: Conflict) -> list[tuple[Any, str, str]]:
    """Each field in question with what is stored and what was to be written, as text."""
    links = Links(user)
    fields = [(screen.field(name), theirs, yours) for name, (theirs, yours) in conflict.fields.items()]
    return [(one, _told(one, one.kind.load(theirs), links), _told(one, yours, links)) for one, theirs, yours in fields]


def _told(field: Field, value: Any, links: Links) -> str:
    """A value in words; a link by the title of what it leads to."""
    if field.kind.family not in ("link", "records") or value is None:
        return field.as_typed(value)
    numbers = value if field.kind.family == "records" else [field.kind.dump(value)]
    links.read(field.target, set(numbers))
    return ", ".join(links.title(field.target, number) or str(_("hidden")) for number in numbers)


def _page(request: Request, screen: Screen, form: RecordForm, *, status: int = 200, **more: Any) -> HttpResponse:
    return render(request, "screens/forms/form.html", {"screen": screen, "form": form, **more}, status=status)
