"""Adding, changing and parting with people. Only who administers may; one administrator always stays."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caruso.kernel.events.administration import record_administration
from caruso.kernel.models.organisation import Organisation, current_organisation, forget_organisation
from caruso.kernel.models.role import Role
from caruso.kernel.models.user import User

#: What an administrator sets on a person; the rest is the person's own business.
FIELDS = ("name", "email", "job_title", "team", "is_superuser")
_is_held: ContextVar[bool] = ContextVar("administration_is_held", default=False)


def require_administrator(by: User) -> None:
    """Raises PermissionDenied for who does not administer, or sees as somebody else just now."""
    if by.seen_as or not by.access.administers:
        raise PermissionDenied(_("Only an administrator may do this."))


def add_person(values: Mapping[str, Any], roles: Iterable[Role] = (), *, by: User) -> User:
    """A new person, who cannot sign in before setting a password by invitation."""
    require_administrator(by)
    person = User(**{**values, "email": str(values["email"]).lower()})
    _refuse_making_superuser(person, False, by)
    person.set_unusable_password()
    with transaction.atomic():
        person.save()
        person.roles.set(roles)
        record_administration(person, "created", by=by, roles=_names(person))
    return person


def change_person(person: User, values: Mapping[str, Any], roles: Iterable[Role] | None = None, *, by: User) -> None:
    """Set these of FIELDS, and the roles. Raises ValidationError if nobody would administer any more."""
    require_administrator(by)
    was_superuser = User.objects.values_list("is_superuser", flat=True).get(pk=person.pk)
    with transaction.atomic():
        lock_administration()
        stored = User.objects.get(pk=person.pk)
        before, roles_before = _told(stored), _names(stored)
        for name in values:
            if name not in FIELDS:
                raise KeyError(name)
            setattr(person, name, values[name])
        person.email = person.email.lower()
        _refuse_making_superuser(person, was_superuser, by)
        person.save(update_fields=list(values))
        if roles is not None:
            person.roles.set(roles)
        refuse_nobody_left()
        after, roles_after = _told(person), _names(person)
        changes = {name: [before[name], after[name]] for name in FIELDS if before[name] != after[name]}
        if roles_before != roles_after:
            changes["roles"] = [roles_before, roles_after]
        if changes:
            record_administration(person, "changed", by=by, changes=changes)


def set_active(person: User, active: bool, *, by: User) -> None:
    """Let a person in again, or out for good; what the person has written and owns stays."""
    require_administrator(by)
    if person.is_active == active:
        return
    with transaction.atomic():
        lock_administration()
        _refuse_making_superuser(person, person.is_superuser, by)
        person.is_active = active
        person.save(update_fields=["is_active"])
        refuse_nobody_left()
        record_administration(person, "activated" if active else "deactivated", by=by)


@contextmanager
def holding_administration() -> Iterator[None]:
    """The lock for a change of many parts, had once for all of them; in a transaction that ends with it."""
    lock_administration()
    before = _is_held.set(True)
    try:
        yield
    finally:
        _is_held.reset(before)


def lock_administration() -> Organisation:
    """One change of who administers at a time, so that two cannot each remove the other's last administrator."""
    if _is_held.get():
        return current_organisation()
    forget_organisation()
    return Organisation.objects.select_for_update().get(pk=current_organisation().pk)


def administrators() -> Any:
    return User.objects.active().filter(Q(is_superuser=True) | Q(roles__administers=True)).distinct()


def refuse_nobody_left() -> None:
    if not administrators().exists():
        raise ValidationError(_("This is the last administrator; make somebody else one first."))


def _refuse_making_superuser(person: User, was: bool, by: User) -> None:
    """Otherwise who administers by a role could take over the account of who may do everything."""
    if (person.is_superuser or was) and not by.access.everything:
        raise PermissionDenied(_("Only an administrator of everything may do this."))


def _told(person: User) -> dict[str, Any]:
    return {name: person.team_id if name == "team" else getattr(person, name) for name in FIELDS}


def _names(person: User) -> list[str]:
    return sorted(person.roles.values_list("name", flat=True))
