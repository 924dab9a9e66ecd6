"""The modelled objects as this process knows them: made anew when the schema is another one than they were made for.

The version is read once per request and job, so each follows a change at its next one, without a restart. What a request
began with it keeps to its end.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

from django.db import connection

from caruso.kernel.models.custom_field import CustomField
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.objects import ObjectSet
from caruso.objects.modelled.described import ModelledBusinessObject, collections_of
from caruso.objects.modelled.kin import Kin, kin_among
from caruso.objects.modelled.screen import ModelledScreen
from caruso.objects.models import ModelledObject
from caruso.screens.description import Screen


@dataclass(frozen=True)
class Live:
    """Everything that was made of the definitions of one version of the schema."""

    version: int | None = None
    objects: ObjectSet = field(default_factory=ObjectSet)
    screens: Mapping[str, Screen] = field(default_factory=dict)
    kin: Mapping[str, Kin] = field(default_factory=dict)


_EMPTY = Live()
_live = _EMPTY
_making = Lock()
_is_installed = False


def current() -> Live:
    """The modelled objects of the schema that this request or job found."""
    if not _installed():
        return _EMPTY
    organisation = current_organisation()
    # Kept with what the request read at its beginning: another thread may know of a change already.
    found = organisation.__dict__.get("live_objects")
    if found is None:
        found = organisation.__dict__["live_objects"] = _of_version(organisation.schema_version)
    return found


def _of_version(version: int) -> Live:
    global _live
    with _making:
        if _live.version != version:
            _live = _make(version, _live.kin)
        return _live


def forget() -> None:
    """Make everything anew at the next question."""
    global _live
    _live = _EMPTY


def _installed() -> bool:
    """Whether the tables of definitions are there; before the first migration nobody has modelled anything."""
    global _is_installed
    if not _is_installed:
        _is_installed = ModelledObject._meta.db_table in connection.introspection.table_names()
    return _is_installed


def _make(version: int, before: Mapping[str, Kin]) -> Live:
    """Everything read; the classes of models, which cost most, are made when they are asked for, if they are others."""
    rows: dict[str, list[CustomField]] = defaultdict(list)
    for row in CustomField.objects.filter(archived_at=None, object__startswith="objects."):
        rows[row.object].append(row)
    definitions = list(ModelledObject.objects.filter(archived_at=None))
    keys = {definition.key for definition in definitions}
    own = {key: [row for row in rows[key] if _leads_somewhere(row, keys)] for key in keys}
    kin = kin_among([(one, [row for row in own[one.key] if row.column]) for one in definitions], before)
    described = [ModelledBusinessObject(one, own[one.key], kin[one.key]) for one in definitions]
    objects = ObjectSet({one.key: one for one in described}, collections_of(described))
    return Live(version, objects, {one.key: ModelledScreen(one) for one in described}, kin)


def _leads_somewhere(row: CustomField, keys: set[str]) -> bool:
    """A link to an object that was put away is out of sight with it."""
    target = row.options.get("target", "")
    return not target.startswith("objects.") or target in keys
