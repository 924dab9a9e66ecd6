"""What every view asks first: may this person?

What one may not see does not exist (404); what one may see but not do is refused (403).
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from caruso.kernel.access.queryset import reaches
from caruso.kernel.models import User
from caruso.screens.description import Screen


def require(screen: Screen, user: User, right: str = "view") -> None:
    """Raises Http404 where the object is not for this person, PermissionDenied where only the right is missing."""
    if not user.access.may(screen.key, "view"):
        raise Http404
    user.access.require(screen.key, right)


def record_or_404(screen: Screen, number: int, user: User, right: str = "view", *, binned: bool = False) -> Any:
    """The record, if the person may see it; PermissionDenied if the right does not reach it."""
    require(screen, user)
    record = screen.model.objects.visible_to(user, binned=binned).filter(pk=number).first()
    if record is None:
        raise Http404
    if right != "view" and not reaches(record, user, right):
        raise PermissionDenied(_("Your role does not allow this."))
    return record


def visible_fields(screen: Screen, user: User, names: Any = None) -> list[str]:
    """Those of the names (or of all fields) that are not hidden from this person, in order."""
    fields = screen.object.fields
    wanted = fields if names is None else names
    return [name for name in wanted if name in fields and user.access.field(screen.key, name) != "hidden"]


def editable_fields(screen: Screen, user: User, names: Any = None) -> list[str]:
    """Those of the names (or of all fields) that this person may write."""
    fields = screen.object.fields
    return [
        name
        for name in (fields if names is None else names)
        if name in fields and fields[name].editable and user.access.field(screen.key, name) == "edit"
    ]
