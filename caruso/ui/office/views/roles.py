"""Roles as a matrix of objects and rights."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caruso.kernel.access.rights import FIELD_RIGHTS, RIGHTS
from caruso.kernel.access.roles import RoleChanged, clean_rights, remove_role, save_role
from caruso.kernel.fields import Field
from caruso.kernel.models import Role
from caruso.kernel.numbers import number_from
from caruso.kernel.objects import business_object
from caruso.kernel.request import Request
from caruso.ui.office.doors import administration
from caruso.ui.office.forms.role import RoleForm
from caruso.ui.office.matrix import rights_posted, rows_of


@administration
def all_roles(request: Request) -> HttpResponse:
    roles = Role.objects.annotate(holders=Count("people", filter=Q(people__is_active=True))).order_by("name")
    return render(request, "ui/office/roles.html", {"roles": roles})


@administration
def new_role(request: Request) -> HttpResponse:
    return _role_page(request, Role(rights={"*": {"view": "all"}}))


@administration
def one_role(request: Request, number: int) -> HttpResponse:
    return _role_page(request, get_object_or_404(Role, pk=number))


@administration
def role_fields(request: Request, number: int, object: str) -> HttpResponse:
    """What the role may do with each field of one object."""
    role = get_object_or_404(Role, pk=number)
    try:
        described = business_object(object)
    except KeyError:
        raise Http404 from None
    own = role.rights.get(object) or role.rights.get("*") or {}
    if request.method == "POST":
        fields = {name: request.POST.get(f"field-{name}", "edit") for name in described.fields}
        rights = clean_rights({**role.rights, object: {**own, "fields": fields}})
        if _saved(request, role, {"rights": rights}):
            return redirect("office:role", number)
        return redirect("office:role_fields", number, object)
    chosen = own.get("fields", {})
    rows = [
        (field, chosen.get(name, "edit"), _field_rights(field, described.title))
        for name, field in described.fields.items()
    ]
    context = {"role": role, "described": described, "rows": rows}
    return render(request, "ui/office/role_fields.html", context)


@require_POST
@administration
def remove(request: Request, number: int) -> HttpResponse:
    try:
        remove_role(get_object_or_404(Role, pk=number), by=request.user)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return redirect("office:role", number)
    messages.success(request, _("The role is gone."))
    return redirect("office:roles")


def _field_rights(field: Field, title: str) -> list[tuple[str, Any]]:
    """What Caruso fills in itself nobody edits, so it is seen or hidden; what names a record is never hidden."""
    rights = dict(FIELD_RIGHTS) if field.editable else {"edit": FIELD_RIGHTS["read"], "hidden": FIELD_RIGHTS["hidden"]}
    if field.name == title:
        del rights["hidden"]
    return list(rights.items())


def _role_page(request: Request, role: Role) -> HttpResponse:
    form = RoleForm(request.POST or None, instance=role)
    rights = role.rights
    if request.method == "POST":
        rights = rights_posted(request.POST, role.rights)
        if form.is_valid() and _saved(request, role, {**form.cleaned_data, "rights": rights}, form):
            return redirect("office:roles")
    context = {"form": form, "role": role, "rights": RIGHTS.items(), "rows": rows_of(rights)}
    return render(request, "ui/office/role.html", context)


def _saved(request: Request, role: Role, values: dict[str, Any], form: RoleForm | None = None) -> bool:
    """Whether the role could be written; if not, the page says why and keeps what was chosen."""
    version = request.POST.get("version", "")
    try:
        save_role(role, values, by=request.user, version=number_from(version))
    except RoleChanged:
        problem = _("Somebody else has changed this role meanwhile. Load the page anew to see how.")
        form.add_error(None, problem) if form else messages.error(request, problem)
        return False
    except ValidationError as refused:
        form.add_error(None, refused) if form else messages.error(request, " ".join(refused.messages))
        return False
    messages.success(request, _("Saved."))
    return True
