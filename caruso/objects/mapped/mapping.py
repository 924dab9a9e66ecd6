"""Making business objects of tables that exist. Only who administers may; the table itself is not touched."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.kernel.events.administration import record_administration
from caruso.kernel.field_names import clean_labels, name_for
from caruso.kernel.models import User
from caruso.kernel.objects import business_object
from caruso.kernel.people.administering import lock_administration, require_administrator
from caruso.objects.mapped import computed
from caruso.objects.mapped.codes import clean_codes
from caruso.objects.mapped.guessing import family_of, fitting_kinds, may_lead_to
from caruso.objects.mapped.introspection import Column, Key, Table, each_once
from caruso.objects.mapped.models import Connection, MappedObject
from caruso.objects.mapped.naming import field_name, free_slug
from caruso.objects.mapped.types import ANY, LIST, ONLY_READ
from caruso.screens.away import SourceAway

Chosen = Mapping[str, Any]


def map_table(
    connection: Connection, table: Table, values: Mapping[str, Any], *, by: User, name: str = ""
) -> MappedObject:
    """A new business object over the table. `values` are as `change_mapping` takes them, and `key_column`, the name of
    one of the keys of the table.

    Its name comes from the English label, or the first there is, unless given.

    Raises ValidationError.
    """
    require_administrator(by)
    labels, plurals = clean_labels(values["labels"]), clean_labels(values["plurals"], "plurals")
    name = name_for(name or labels.get("en") or next(iter(labels.values())))[:40].strip("_")
    key = _key(connection, table, values["key_column"])
    with transaction.atomic():
        lock_administration()
        if MappedObject.objects.filter(name=name).exists():
            raise ValidationError(
                {"labels": _("There is an object “%(name)s” already, perhaps in the bin.") % {"name": name}}
            )
        definition = MappedObject(connection=connection, table=table.name, name=name, slug=free_slug(plurals, name))
        definition.key_column, definition.keys = key.name, [] if key.numbers else key.names
        _set(definition, table, {**values, "labels": labels, "plurals": plurals})
        definition.save()
        record_administration(definition, "created", by=by, object=definition.key)
    return definition


def change_mapping(definition: MappedObject, table: Table, values: Mapping[str, Any], *, by: User) -> None:
    """Write `labels`, `plurals`, `title`, `fields` (by column: `labels`, `kind`, `codes`, `target`, and `name` where a new one
    has one already), `computed`, `links`, `writable` and `in_search`. Raises ValidationError."""
    require_administrator(by)
    labels, plurals = clean_labels(values["labels"]), clean_labels(values["plurals"], "plurals")
    with transaction.atomic():
        lock_administration()
        _set(definition, table, {**values, "labels": labels, "plurals": plurals})
        definition.version += 1
        definition.save()
        record_administration(definition, "changed", by=by, object=definition.key)


def put_mapping_away(definition: MappedObject, *, by: User) -> None:
    """Out of sight, with its mapping kept. The table stays as it is."""
    _archive(definition, True, by)


def take_mapping_back(definition: MappedObject, *, by: User) -> None:
    _archive(definition, False, by)


def _archive(definition: MappedObject, archived: bool, by: User) -> None:
    require_administrator(by)
    with transaction.atomic():
        lock_administration()
        definition.archived_at = timezone.now() if archived else None
        definition.save()
        record_administration(definition, "archived" if archived else "restored", by=by, object=definition.key)


def _set(definition: MappedObject, table: Table, values: Mapping[str, Any]) -> None:
    columns = {one.name: one for one in table.columns}
    numbering = [] if definition.keys else definition.key_columns
    known = {one["column"]: one["name"] for one in definition.fields}
    taken = {*known.values(), *(one["name"] for one in definition.computed)}
    fields = []
    for column, chosen in values["fields"].items():
        if [column] == numbering or column not in columns:
            continue
        wanted = {"en": chosen["name"]} if chosen.get("name") else chosen["labels"]
        name = known.get(column) or field_name(wanted, column, taken)
        taken.add(name)
        fields.append(_field(definition, columns[column], name, chosen))
    if not fields:
        raise ValidationError({"fields": _("Choose at least one column.")})
    definition.labels, definition.plurals = values["labels"], values["plurals"]
    definition.fields = fields
    by_column = {one["column"]: one for one in fields}
    title = by_column.get(values["title"])
    if title is None or title["kind"] not in ("text", "email", "phone", "choice", "url", "long_text"):
        raise ValidationError({"title": _("Choose a column with text that names a record.")})
    definition.title = title["name"]
    definition.links = _links(values["links"], by_column)
    definition.writable = bool(values["writable"])
    if definition.writable and not definition.connection.writable:
        raise ValidationError({"writable": _("Let Caruso write to this database first.")})
    if definition.writable and not table.has_key(definition.key_columns):
        message = _(
            "Nothing in the database keeps these rows apart, so they are only read. Map the table behind to write."
        )
        raise ValidationError({"writable": message})
    definition.missing, definition.in_search = [], bool(values.get("in_search"))
    definition.computed = computed.checked(definition, values.get("computed", ()))


def _key(connection: Connection, table: Table, name: str) -> Key:
    """The key of this name. A view has none; then the rows are counted once, as they are now."""
    key = table.key_named(name)
    if key is None:
        raise ValidationError({"key_column": _("Please choose from the list.")})
    if table.has_key(key.names):
        return key
    try:
        once = each_once(connection.open().alias, table, name)
    except SourceAway as away:
        message = _("Whether each value stands there once could not be found out: %(reason)s")
        raise ValidationError({"key_column": message % {"reason": away.reason}}) from None
    if not once:
        message = _("This column is empty in a row, or has a value twice. Choose one that is different in each row.")
        raise ValidationError({"key_column": message})
    return key


def _field(definition: MappedObject, column: Column, name: str, chosen: Chosen) -> dict[str, Any]:
    kind, target = chosen["kind"], chosen.get("target", "")
    if kind == "relation":
        other = MappedObject.objects.filter(name=target.removeprefix("mapped.")).first()
        if other is None or other.connection_id != definition.connection_id:
            raise ValidationError({"fields": _("A relation leads to an object over the same database.")})
        if not may_lead_to(column, other):
            message = _("The column %(column)s cannot hold the key of “%(object)s”.")
            raise ValidationError({"fields": message % {"column": column.name, "object": other}})
    elif kind not in fitting_kinds(column):
        raise ValidationError({"fields": _("The column %(column)s is not of this kind.") % {"column": column.name}})
    return {
        "name": name,
        "column": column.name,
        "kind": kind,
        "labels": clean_labels(chosen["labels"]),
        "type": family_of(column),
        "length": column.length,
        "null": column.null,
        "has_default": column.has_default,
        "editable": column.type not in ONLY_READ,
        "indexed": column.is_indexed and kind != "relation" and not _is_mixed(column, kind),
        "codes": _codes(column, chosen) if kind == "choice" else [],
        "target": target if kind == "relation" else "",
    }


def _codes(column: Column, chosen: Chosen) -> list[dict[str, Any]]:
    try:
        return clean_codes(chosen.get("codes") or ())
    except ValidationError as problem:
        raise ValidationError({f"codes.{column.name}": problem.messages}) from None


def _is_mixed(column: Column, kind: str) -> bool:
    """Whether the source orders what stands in it otherwise than the text that is shown."""
    return column.type == LIST or (column.type == ANY and kind not in ("integer", "decimal", "date", "datetime"))


def _links(chosen: Sequence[Chosen], by_column: Mapping[str, Chosen]) -> list[dict[str, str]]:
    links = []
    for one in chosen:
        field, _dot, part = one["field"].partition(".")
        try:
            described = business_object(one["target"]).field(field)
        except KeyError:
            raise ValidationError({"links": _("Please choose from the list.")}) from None
        if one["by"] not in by_column or (part and part not in {column.name for column in described.columns}):
            raise ValidationError({"links": _("Please choose from the list.")})
        links.append({"target": one["target"], "field": one["field"], "by": by_column[one["by"]]["name"]})
    return links
