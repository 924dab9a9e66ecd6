"""Fields of modelled objects, and of built-in ones by the same door."""

from collections.abc import Mapping
from typing import Any

from caruso.kernel import defining, link_tables
from caruso.kernel.fields.computed import COMPUTED_KINDS
from caruso.kernel.models import CustomField, User
from caruso.kernel.objects import business_object
from caruso.kernel.uniqueness import keep_index
from caruso.objects.modelled.building import build_columns
from caruso.objects.modelling import tables
from caruso.objects.modelling.locking import changing_objects
from caruso.objects.models import ModelledObject


def add_field(object: str, kind: str, labels: Mapping[str, str], *, by: User, **said: Any) -> CustomField:
    """A new field; a modelled object gets a column for it, a built-in one keeps its values in JSON.

    Raises ValidationError as `defining.add_field` does.
    """
    with changing_objects(by):
        definition = _definition(object)
        in_column = definition is not None and kind not in COMPUTED_KINDS
        row = defining.add_field(object, kind, labels, by=by, in_column=in_column, with_tables=True, **said)
        if definition is not None and in_column:
            tables.add_columns(build_columns(definition, row), row)
            definition.columns_changed()
        if row.links:
            target = business_object(row.options["target"])
            link_tables.create(row.links, business_object(object).model, target.model)
        if row.column and row.is_unique:
            keep_index(row)
    return row


def destroy_field(row: CustomField, *, by: User) -> None:
    """Remove a field in the bin for good, with everything in it."""
    with changing_objects(by):
        if row.archived_at and row.links:
            link_tables.drop(row.links)
        if row.archived_at and row.column and (definition := _definition(row.object)) is not None:
            tables.drop_columns(definition.table, row)
            definition.columns_changed()
        defining.destroy_field(row, by=by)


def _definition(object: str) -> ModelledObject | None:
    """The definition of a modelled object; None for a built-in one."""
    if not object.startswith("objects."):
        return None
    return ModelledObject.objects.filter(name=object.removeprefix("objects.")).first()
