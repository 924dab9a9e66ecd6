"""Mapping a table by clicking."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caruso.kernel.request import Request
from caruso.objects.mapped import mapping
from caruso.objects.mapped.altered import note_missing, said_of
from caruso.objects.mapped.forms import codes
from caruso.objects.mapped.forms.mapping import MappingForm
from caruso.objects.mapped.introspection import Table, read_table
from caruso.objects.mapped.models import Connection, MappedObject
from caruso.objects.modelling.settings import COLOURS
from caruso.screens.away import SourceAway, SourceChanged
from caruso.screens.description import screen_of
from caruso.ui.office.doors import administration

_BLANK = {"value": "", "labels": {}}


@administration
def map_table(request: Request, number: int) -> HttpResponse:
    """A new object over `?table=`."""
    connection = get_object_or_404(Connection, pk=number)
    table = _table(connection, request.GET.get("table", ""))
    if "codes" in request.POST:
        return _page(request, _gone_on(request, connection, table))
    form = MappingForm(request.POST or None, connection=connection, table=table)
    if request.method == "POST" and form.is_valid():
        try:
            definition = mapping.map_table(connection, table, form.values, by=request.user)
        except ValidationError as problem:
            form.tell(problem)
        else:
            messages.success(request, _("The table is a business object now."))
            return redirect(screen_of(definition.key).list_url)
    return _page(request, form)


@administration
def change(request: Request, name: str) -> HttpResponse:
    definition = get_object_or_404(MappedObject.objects.select_related("connection"), name=name)
    table = _mapped_table(definition)
    if "codes" in request.POST:
        return _page(request, _gone_on(request, definition.connection, table, definition))
    form = MappingForm(request.POST or None, connection=definition.connection, table=table, definition=definition)
    if request.method == "POST" and form.is_valid():
        try:
            mapping.change_mapping(definition, table, form.values, by=request.user)
        except ValidationError as problem:
            form.tell(problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("mapped:database", definition.connection_id)
    return _page(request, form)


@require_POST
@administration
def put_away(request: Request, name: str) -> HttpResponse:
    definition = get_object_or_404(MappedObject, name=name)
    mapping.put_mapping_away(definition, by=request.user)
    messages.success(request, _("The object is put away; the table is as it was."))
    return redirect("mapped:database", definition.connection_id)


@require_POST
@administration
def take_back(request: Request, name: str) -> HttpResponse:
    definition = get_object_or_404(MappedObject, name=name)
    mapping.take_mapping_back(definition, by=request.user)
    messages.success(request, _("The object is back."))
    return redirect("mapped:database", definition.connection_id)


def _table(connection: Connection, name: str) -> Table:
    try:
        return read_table(connection.open().alias, name)
    except KeyError:
        raise Http404 from None


def _mapped_table(definition: MappedObject) -> Table:
    """As it is now, which is noted. Raises SourceChanged for one that is not there any more."""
    connection = definition.connection
    try:
        table = read_table(connection.open().alias, definition.table)
    except KeyError:
        said = _("There is no table “%(table)s” in it any more.") % {"table": definition.table}
        raise SourceChanged(connection.name, said) from None
    note_missing(definition, table)
    return table


def _gone_on(
    request: Request, connection: Connection, table: Table, definition: MappedObject | None = None
) -> MappingForm:
    """The form as it was sent, after a button beside codes; nothing is checked or kept yet."""
    form = MappingForm(connection=connection, table=table, definition=definition, begun=request.POST)
    try:
        form.go_on(request.POST["codes"])
    except SourceAway as away:
        messages.error(request, str(away.reason))
    return form


def _page(request: Request, form: MappingForm) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "table": form.table, "connection": form.connection}
    if form.definition and form.definition.missing:
        context["altered"] = said_of(form.definition, form.definition.missing)
    context |= {"definition": form.definition, "colours": COLOURS.items(), "blank": codes.shown([_BLANK])[0]}
    return render(request, "objects/mapped/mapping.html", context, status=422 if form.errors else 200)
