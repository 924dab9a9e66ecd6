"""Four eyes: who decides about a question is somebody else than who asked it and than the record's owner.

Only where nobody else may, they decide themselves. Whoever decides sees the record.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from caruso.kernel.access.queryset import reaches
from caruso.kernel.models import User

if TYPE_CHECKING:
    from caruso.sales.models.approval import Approval


def address(approval: "Approval", record: Any) -> list[User]:
    """To whom the question goes. Where that is nobody of those it is meant for, it becomes any administrator's."""
    meant, administrators = _seeing(meant_for(approval), record), _seeing(_administrators(), record)
    impartial = [one for one in meant if not is_partial(approval, record, one)]
    if impartial:
        return impartial
    others = [one for one in administrators if not is_partial(approval, record, one)]
    if others or not meant:
        approval.approver = approval.role = None
    return others or meant or administrators


def may_decide(approval: "Approval", record: Any, user: User) -> bool:
    """Who was asked may, and whoever administers, if they see the record; with four eyes where there are so many."""
    asked = approval.approver_id == user.pk or approval.role_id in user.access.role_numbers
    if not (asked or user.access.administers) or not reaches(record, user, "view"):
        return False
    return not is_partial(approval, record, user) or not _others(approval, record)


def is_partial(approval: "Approval", record: Any, user: User) -> bool:
    return user.pk in (approval.asked_by_id, record.owner_id)


def meant_for(approval: "Approval") -> Iterable[User]:
    active = User.objects.active().prefetch_related("roles")
    if approval.approver_id is not None:
        return active.filter(pk=approval.approver_id)
    if approval.role_id is not None:
        return active.filter(roles=approval.role_id)
    return _administrators()


def _others(approval: "Approval", record: Any) -> bool:
    candidates = (one for people in (meant_for(approval), _administrators()) for one in people)
    return any(not is_partial(approval, record, one) and reaches(record, one, "view") for one in candidates)


def _administrators() -> Iterable[User]:
    administering = Q(is_superuser=True) | Q(roles__administers=True)
    return User.objects.active().filter(administering).distinct().prefetch_related("roles")


def _seeing(people: Iterable[User], record: Any) -> list[User]:
    return [one for one in people if reaches(record, one, "view")]
