"""Connecting databases. Only who administers may."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caruso.kernel.events.administration import record_administration
from caruso.kernel.models import User
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.people.administering import lock_administration, require_administrator
from caruso.objects.mapped.introspection import has_schema, table_names
from caruso.objects.mapped.models import Connection
from caruso.screens.away import SourceAway

#: What an administrator sets; the password is set beside them and never shown.
SETTINGS = ("name", "vendor", "host", "port", "database", "schema", "username", "writable")
#: To another place the password that was typed for the former does not go along.
_PLACE = ("vendor", "host", "port", "username")


def connect(values: Mapping[str, Any], password: str, *, by: User) -> Connection:
    """A new connection, once the database has answered. Raises ValidationError for a place that is not allowed or a
    database that does not answer."""
    require_administrator(by)
    connection = Connection(**{name: values[name] for name in SETTINGS})
    connection.password = password
    _keep(connection, by, "created", {})
    return connection


def change_connection(connection: Connection, values: Mapping[str, Any], password: str, *, by: User) -> None:
    """Write the settings; an empty password leaves the one that is kept, as long as the place stays the same."""
    require_administrator(by)
    before = {name: getattr(connection, name) for name in SETTINGS}
    changes = {name: [before[name], values[name]] for name in SETTINGS if before[name] != values[name]}
    if not changes and not password:
        return
    if any(name in changes for name in _PLACE) and not password and connection.password_sealed:
        raise ValidationError({"password": _("For another place please type the password again.")})
    for name in SETTINGS:
        setattr(connection, name, values[name])
    if password:
        connection.password = password
    connection.version += 1
    _keep(connection, by, "changed", {"changes": changes})


def remove_connection(connection: Connection, *, by: User) -> None:
    """Raises ValidationError while objects are mapped onto it."""
    require_administrator(by)
    with transaction.atomic():
        lock_administration()
        if used := list(connection.objects_mapped.all()[:5]):
            names = ", ".join(str(one) for one in used)
            raise ValidationError(_("Objects are mapped onto it: %(names)s.") % {"names": names})
        record_administration(connection, "destroyed", by=by)
        connection.delete()
        current_organisation().schema_changed()


def _keep(connection: Connection, by: User, kind: str, data: dict[str, Any]) -> None:
    """Asked before the lock is taken: nobody waits for a database that does not answer."""
    connection.clean_fields(exclude=["reference"])
    connection.validate_unique()
    connection.check_place()
    try:
        alias = connection.open().alias
        table_names(alias)
        if connection.schema and not has_schema(alias, connection.schema):
            said = _("There is no schema “%(name)s” that this user sees.")
            raise ValidationError({"schema": said % {"name": connection.schema}})
    except SourceAway as away:
        raise ValidationError(str(away.reason)) from None
    with transaction.atomic():
        lock_administration()
        connection.problem, connection.problem_at, connection.rests_until = "", None, None
        connection.save()
        record_administration(connection, kind, by=by, **data)
