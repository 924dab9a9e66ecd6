"""Writing roles."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caruso.kernel.access.rights import FIELD_RIGHTS, OTHERS, RIGHTS, SCOPES
from caruso.kernel.events.administration import record_administration
from caruso.kernel.models.role import Role
from caruso.kernel.models.user import User
from caruso.kernel.objects import BusinessObject, business_objects
from caruso.kernel.people.administering import (
    lock_administration,
    refuse_nobody_left,
    require_administrator,
)


class RoleChanged(Exception):
    """Somebody else has changed the role since it was read."""


def save_role(role: Role, values: Mapping[str, Any], *, by: User, version: int | None = None) -> None:
    """Write a new role, or these values of one; `version` is the one that the writer saw.

    Raises RoleChanged for an older version, ValidationError if nobody would administer any more.
    """
    require_administrator(by)
    with transaction.atomic():
        lock_administration()
        before = Role.objects.filter(pk=role.pk).first()
        if before and version is not None and before.version != version:
            raise RoleChanged
        for name, value in values.items():
            setattr(role, name, value)
        role.version = before.version + 1 if before else 1
        role.save()
        refuse_nobody_left()
        if before is None:
            record_administration(role, "created", by=by)
        elif changes := {
            name: [getattr(before, name), value] for name, value in values.items() if getattr(before, name) != value
        }:
            record_administration(role, "changed", by=by, changes=changes)


def remove_role(role: Role, *, by: User) -> None:
    """Remove a role that nobody has. Raises ValidationError for one that somebody has."""
    require_administrator(by)
    with transaction.atomic():
        lock_administration()
        if role.people.exists():
            raise ValidationError(_("Take the role from its people first."))
        record_administration(role, "destroyed", by=by)
        role.delete()


def clean_rights(raw: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Rights as a role keeps them: known objects, rights and scopes only, nothing said that is the default."""
    known = {described.key: described for described in business_objects()}
    cleaned: dict[str, dict[str, Any]] = {}
    for object, wanted in raw.items():
        if object != OTHERS and object not in known:
            continue
        rights: dict[str, Any] = {
            right: wanted[right] for right in RIGHTS if wanted.get(right) in SCOPES and wanted[right] != "none"
        }
        fields = _field_rights(known[object], wanted.get("fields", {})) if object in known else {}
        if fields:
            rights["fields"] = fields
        if object != OTHERS or rights:
            cleaned[object] = rights or {"view": "none"}
    return cleaned


def _field_rights(described: BusinessObject, wanted: Mapping[str, str]) -> dict[str, str]:
    """The restrictions among these. What names a record is seen by whoever sees the record; what repeats a hidden
    field (the first of the e-mails) is hidden with it."""
    repeating = {name: wanted[of] for name, of in described.repeated.items() if wanted.get(of) == "hidden"}
    return {
        name: right
        for name, right in {**wanted, **repeating}.items()
        if name in described.fields
        and right in FIELD_RIGHTS
        and right != "edit"
        and not (right == "hidden" and name == described.title)
    }
