"""What every view asks first: may this person?

What one may not see does not exist (404); what one may see but not do is refused (403).
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils.translation import gettext as _

from caruso.kernel.access.queryset import reaches
from caruso.kernel.models import User
from caruso.screens.description import Action, Screen


def require(screen: Screen, user: User, right: str = "view") -> None:
    """Raises Http404 where the object is not for this person, PermissionDenied where only the right is missing."""
    if not user.access.may(screen.key, "view"):
        raise Http404
    user.access.require(screen.key, right)
    if right == "create" and not screen.creatable:
        raise PermissionDenied(_("These are made by Caruso itself."))


def may_make(screen: Screen, user: User) -> bool:
    """Whether the person may make such a record by hand."""
    return screen.creatable and user.access.may(screen.key, "create")


def record_or_404(screen: Screen, number: int, user: User, right: str = "view", *, binned: bool = False) -> Any:
    """The record, if the person may see it; PermissionDenied if the right does not reach it."""
    require(screen, user)
    record = screen.model.objects.visible_to(user, binned=binned).filter(pk=number).first()
    if record is None:
        raise Http404
    if right != "view" and not reaches(record, user, right):
        raise PermissionDenied(_("Your role does not allow this."))
    return record


def may_delete(screen: Screen, record: Any, user: User) -> bool:
    """Whether this person may delete the record and its own rules do not refuse it."""
    if not reaches(record, user, "delete"):
        return False
    try:
        # Rows of other databases have no bin, nor rules about it.
        if screen.has_bin:
            record.check_bin(by=user)
    except ValidationError:
        return False
    return True


def visible_fields(screen: Screen, user: User, names: Any = None) -> list[str]:
    """Those of the names (or of all fields) that are not hidden from this person, in order."""
    fields = screen.object.fields
    wanted = fields if names is None else names
    access = user.access
    if access.everything:
        return [name for name in wanted if name in fields]
    return [name for name in wanted if name in fields and access.field(screen.key, name) != "hidden"]


def offered_fields(screen: Screen, user: User) -> list[str]:
    """The fields from which this person chooses columns, orders and questions, in order."""
    return [name for name in visible_fields(screen, user) if not screen.field(name).internal]


def may_see(screen: Screen, user: User, names: Iterable[str]) -> bool:
    """Whether none of these fields is hidden from this person."""
    return all(user.access.field(screen.key, name) != "hidden" for name in names)


def may_write(screen: Screen, user: User, names: Iterable[str]) -> bool:
    """Whether none of these fields is hidden from this person or only to be read."""
    return all(user.access.field(screen.key, name) == "edit" for name in names)


def actions_for(screen: Screen, record: Any, user: User) -> list[Action]:
    """The verbs that the description offers for this record, and this person's field rights allow."""
    return [action for action in screen.actions if action.shown(record) and may_write(screen, user, action.writes)]


def require_writable(screen: Screen, user: User, names: Iterable[str]) -> None:
    """Raises PermissionDenied where a verb would write a field that this person may not."""
    if not may_write(screen, user, names):
        raise PermissionDenied(_("Your role does not allow this."))


def editable_fields(screen: Screen, user: User, names: Any = None) -> list[str]:
    """Those of the names (or of all fields) that this person may write."""
    fields = screen.object.fields
    return [
        name
        for name in (fields if names is None else names)
        if name in fields and fields[name].editable and user.access.field(screen.key, name) == "edit"
    ]
