"""Connected databases: which there are, how they are, and their tables."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caruso.kernel.request import Request
from caruso.objects.mapped.connecting import change_connection, connect, remove_connection
from caruso.objects.mapped.forms.connection import ConnectionForm
from caruso.objects.mapped.introspection import names_left_out, table_names
from caruso.objects.mapped.models import Connection
from caruso.screens.away import SourceAway
from caruso.ui.office.doors import administration


@administration
def all_databases(request: Request) -> HttpResponse:
    connections = Connection.objects.prefetch_related("objects_mapped")
    return render(request, "objects/mapped/databases.html", {"connections": connections})


@administration
def new(request: Request) -> HttpResponse:
    form = ConnectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            connection = connect(form.values, form.cleaned_data["password"], by=request.user)
        except ValidationError as problem:
            form.tell(problem)
        else:
            messages.success(request, _("It answers. Now choose a table."))
            return redirect("mapped:database", connection.pk)
    return render(request, "objects/mapped/connection.html", {"form": form}, status=422 if form.errors else 200)


@administration
def one(request: Request, number: int) -> HttpResponse:
    """Its tables, and the objects over them."""
    connection = get_object_or_404(Connection, pk=number)
    mapped = list(connection.objects_mapped.all())
    tables, left_out, away = [], [], None
    try:
        alias = connection.open().alias
        tables, left_out = table_names(alias), names_left_out(alias)
    except SourceAway as problem:
        away = problem
        connection.refresh_from_db()
    by_table = {table: [one for one in mapped if one.table == table] for table in tables}
    context = {"connection": connection, "tables": by_table, "mapped": mapped, "away": away}
    context["left_out"] = left_out
    return render(request, "objects/mapped/database.html", context)


@administration
def change(request: Request, number: int) -> HttpResponse:
    connection = get_object_or_404(Connection, pk=number)
    form = ConnectionForm(request.POST or None, connection=connection)
    if request.method == "POST" and form.is_valid():
        try:
            change_connection(connection, form.values, form.cleaned_data["password"], by=request.user)
        except ValidationError as problem:
            form.tell(problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("mapped:database", number)
    context = {"form": form, "connection": Connection.objects.get(pk=number)}
    return render(request, "objects/mapped/connection.html", context, status=422 if form.errors else 200)


@require_POST
@administration
def remove(request: Request, number: int) -> HttpResponse:
    connection = get_object_or_404(Connection, pk=number)
    try:
        remove_connection(connection, by=request.user)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return redirect("mapped:database", number)
    messages.success(request, _("The connection is removed; the database is as it was."))
    return redirect("mapped:databases")
