"""What a roll-up reads of the records that it adds up: an index over it spares their table."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist

from caruso.kernel.conditions import ConditionProblem
from caruso.kernel.conditions.bound import fields_in
from caruso.kernel.field_indexes import Read
from caruso.kernel.fields import Field
from caruso.kernel.models.custom_field import CustomField
from caruso.kernel.objects import BusinessObject, business_object
from caruso.objects.formulas.roll_up import RollUp, check_roll_up

#: An index of more columns is hardly smaller than the table.
MOST_COLUMNS = 5
#: Kinds whose values are too long to stand in an index.
LONG = {"long_text", "rich_text"}


def columns_to_index(row: CustomField) -> Read | None:
    """The table and its columns, the link first; None where something else is read as well."""
    try:
        bound = check_roll_up(row.options.get("roll_up", {}), business_object(row.object))
    except (ConditionProblem, KeyError):
        return None
    if bound.collection.links:
        return None  # the table of links has its own
    model: Any = bound.target.model
    columns = _columns(bound)
    # SQLite looks at `binned_at` even where the index holds live records only.
    names = {field.name for field in model._meta.get_fields()}
    if columns is None or len(columns) > MOST_COLUMNS or "binned_at" not in names or not model._meta.managed:
        return None
    return model, (*columns, "binned_at")


def _columns(bound: RollUp) -> list[str] | None:
    asked = list(fields_in(bound.where)) if bound.where is not None else []
    if any(object != bound.target.key for object, _name in asked):
        return None
    fields = [bound.target.field(bound.collection.link), *filter(None, [bound.field])]
    fields += [bound.target.field(name) for _object, name in asked]
    columns = [_column(bound.target, field) for field in fields]
    return None if None in columns else list(dict.fromkeys(name for name in columns if name is not None))


def _column(object: BusinessObject, field: Field) -> str | None:
    """The column that is compared; None for a field that is not kept in one, or is too long."""
    if field.custom or field.computed is not None or field.expression is not None or field.kind.name in LONG:
        return None
    try:
        column: Any = object.model._meta.get_field(field.base_column or field.column)
    except FieldDoesNotExist:
        return None
    return str(column.column)
