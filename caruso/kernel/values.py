"""The values of a record in memory, wherever they live: in a column, among the custom ones, or worked out."""

from typing import TYPE_CHECKING, Any

from caruso.kernel.fields import Field

if TYPE_CHECKING:
    from caruso.kernel.models.record import Record


def put(record: "Record", field: Field, value: Any) -> None:
    """Set one parsed value on the record in memory, wherever it lives."""
    if field.custom:
        custom = dict(record.custom)
        if value in (None, "", []):
            custom.pop(field.name, None)
            if field.given_default and record.pk is None:
                custom[field.name] = None
        else:
            custom[field.name] = field.kind.dump(value)
        record.custom = custom
    elif field.kind.family == "link":
        setattr(record, f"{field.name}_id", field.kind.dump(value))
    else:
        setattr(record, field.name, value)


def stored_value(record: "Record", name: str) -> Any:
    """The stored value as JSON; a link as its number, without reading what it leads to."""
    field = record.described.field(name)
    if field.computed is not None:
        return field.kind.dump(field.value_of(record))
    if field.custom:
        return record.custom.get(name)
    if field.kind.family == "link":
        return getattr(record, f"{name}_id")
    return field.kind.dump(getattr(record, name))
