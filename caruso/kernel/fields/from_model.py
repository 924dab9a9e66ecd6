"""Fields read from the columns of a Django model."""

from typing import Any

from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations

from caruso.kernel.fields.field import Field
from caruso.kernel.fields.kinds import kind_named

INTERNAL = {"id", "custom", "binned_at", "binned_by"}
#: Told to programs, which send it back; it says nothing to people.
FOR_PROGRAMS = "version"
READ_ONLY = {"created_at", "updated_at", "created_by", FOR_PROGRAMS}

# The first class that a column is an instance of tells its kind, so subclasses stand before their parents.
_KIND_OF_COLUMN: "list[tuple[type[models.Field[Any, Any]], str]]" = [
    (models.EmailField, "email"),
    (models.URLField, "url"),
    (models.CharField, "text"),
    (models.TextField, "long_text"),
    (models.BooleanField, "yes_no"),
    (models.DateTimeField, "datetime"),
    (models.DateField, "date"),
    (models.DurationField, "duration"),
    (models.IntegerField, "integer"),
    (models.DecimalField, "decimal"),
]


def fields_of(model: type[models.Model]) -> dict[str, Field]:
    """The fields of a model in the order of its columns; columns of no known kind are left out."""
    hidden = INTERNAL | set(getattr(model, "HIDDEN_COLUMNS", ()))
    described = {}
    for column in model._meta.concrete_fields:
        kind = _kind_of(column)
        if kind and column.name not in hidden:
            described[column.name] = _described(column, kind, model)
    return described


def _kind_of(column: Any) -> str | None:
    if hasattr(column, "kind"):
        return str(column.kind)
    if isinstance(column, models.ForeignKey):
        return _link_kind(column.related_model)
    if column.choices and isinstance(column, models.CharField):
        return "choice"
    return next((kind for cls, kind in _KIND_OF_COLUMN if isinstance(column, cls)), None)


def _link_kind(model: Any) -> str | None:
    label = model._meta.label_lower
    if label in ("kernel.user", "kernel.team"):
        return "person" if label == "kernel.user" else "team"
    return "relation" if hasattr(model, "OWN_PATHS") else None


def _choices(column: Any) -> Any:
    """What is on offer, not looked at yet: offered choices may be rows of a table that is not there yet."""
    offer = getattr(column, "offer", None)
    return list(column.choices or ()) if offer is None else offer


def _described(column: Any, kind: str, model: type[models.Model]) -> Field:
    is_link = isinstance(column, models.ForeignKey)
    is_text = isinstance(column, models.CharField)
    # Said here, because SQLite would keep what PostgreSQL refuses.
    least, most = BaseDatabaseOperations.integer_field_ranges.get(column.get_internal_type(), (None, None))
    return Field(
        name=column.name,
        label=column.verbose_name,
        kind=kind_named(kind),
        column=column.name,
        required=not column.blank and not column.null and not column.has_default(),
        editable=column.editable and column.name not in READ_ONLY,
        help=column.help_text,
        choices=_choices(column),
        colours=getattr(model, "COLOURS", {}).get(column.name, {}),
        target=column.related_model._meta.label_lower if is_link else "",
        columns=getattr(column, "entry", ()),
        currency_field=getattr(column, "currency_field", ""),
        base_column=getattr(column, "base_column", ""),
        parts_column=getattr(column, "parts_column", ""),
        parts_of=getattr(column, "parts_of", None),
        max_length=column.max_length if is_text else None,
        minimum=least,
        maximum=most,
        retired=getattr(column, "retired", ()),
        given_default=column.get_default if column.has_default() else None,
        never_empty=not column.blank and not column.null and column.has_default(),
        asks_about=getattr(column, "asks_about", ""),
        sort_column=getattr(model, "SORT_COLUMNS", {}).get(column.name, ""),
        visible_when=getattr(model, "VISIBLE_WHEN", {}).get(column.name, ""),
        required_when=getattr(model, "REQUIRED_WHEN", {}).get(column.name, ""),
        internal=column.name == FOR_PROGRAMS and not column.editable,
    )
