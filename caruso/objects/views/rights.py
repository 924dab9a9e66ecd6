"""Who may what with the records of one object, written into the roles."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from caruso.kernel.access.rights import RIGHTS
from caruso.kernel.access.roles import RoleChanged, clean_rights, save_role
from caruso.kernel.models import Role
from caruso.kernel.numbers import number_from
from caruso.kernel.request import Request
from caruso.objects.views.found import definition_of, described_at
from caruso.screens.description import screen_of
from caruso.ui.office.doors import administration
from caruso.ui.office.matrix import Row, row_of


@administration
def rights(request: Request, object: str) -> HttpResponse:
    described, definition = described_at(object), definition_of(object)
    roles = list(Role.objects.order_by("name"))
    if request.method == "POST" and _saved(request, object, roles):
        return redirect("objects:rights", object)
    shown = [(role, row_of(object, str(role), role.rights)) for role in roles]
    rows = [(role, row, list(zip(RIGHTS, row.cells, strict=True))) for role, row in shown]
    context = {
        "described": described, "definition": definition, "screen": screen_of(object), "rows": rows,
        "rights": RIGHTS.items(), "here": "rights",
    }  # fmt: skip
    return render(request, "objects/rights.html", context)


def _saved(request: Request, object: str, roles: list[Role]) -> bool:
    """All roles or none; whether they could be written."""
    try:
        with transaction.atomic():
            for role in roles:
                if (said := _posted(request, object, role)) != role.rights:
                    version = number_from(request.POST.get(f"version-{role.pk}", ""))
                    save_role(role, {"rights": said}, by=request.user, version=version)
    except RoleChanged:
        messages.error(
            request, _("Somebody else has changed a role meanwhile; nothing was written. Here is how it is now.")
        )
        return True
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return True
    messages.success(request, _("Saved."))
    return True


def _posted(request: Request, object: str, role: Role) -> dict[str, dict[str, object]]:
    """The role's rights with those that the page says for this object; it has its own where ticked or changed."""
    row: Row = row_of(object, role.name, role.rights)
    chosen = {right: request.POST.get(f"{role.pk}-{right}", "none") for right in RIGHTS}
    differs = any(chosen[right] != cell.chosen for right, cell in zip(RIGHTS, row.cells, strict=True))
    rest = {key: value for key, value in role.rights.items() if key != object}
    if f"{role.pk}-own" in request.POST or (differs and not row.own):
        kept = role.rights.get(object, {}).get("fields", {})
        return clean_rights({**rest, object: {**chosen, "fields": kept}})
    return rest if row.own else role.rights
