"""The model class of a definition."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.db import models

from caruso.kernel.field_indexes import FOLDED_KINDS
from caruso.kernel.labels import later
from caruso.kernel.models.custom_field import CustomField
from caruso.objects.modelled.columns import columns_of
from caruso.objects.modelled.record import (
    MOMENTS,
    TYPED_NAME,
    ModelledRecord,
    number_index,
    standard_indexes,
    typed_name_column,
)
from caruso.objects.modelled.registry import ModelledApps
from caruso.objects.models import ModelledObject

#: What SQL makes of names is cut here, so that it is cut the same on every database.
PREFIX = "m"


def build_model(definition: ModelledObject, rows: Sequence[CustomField], apps: ModelledApps) -> Any:
    """A Django model over the table of this object, with the columns of these fields."""
    columns: dict[str, Any] = {}
    for row in rows:
        columns |= columns_of(row)
    links = [row for row in rows if row.kind == "relation" and not row.is_many]
    amounts = tuple(row.name for row in rows if row.kind == "money")
    hidden = ["name_key", *(f"{name}_base" for name in amounts)]
    hidden += [] if amounts else ["currency"]
    hidden += [] if definition.numbering else ["number"]
    if definition.keeps_typed_names:
        columns[TYPED_NAME] = typed_name_column()
        hidden.append(TYPED_NAME)
    # An object of before this may have a field that is called so: that is what it shows then.
    has_activities = "activities" in definition.readers and not MOMENTS & columns.keys()
    meta = type(
        "Meta",
        (),
        {
            "app_label": "objects",
            "apps": apps,
            "db_table": definition.table,
            "verbose_name": later(definition.labels),
            "verbose_name_plural": later(definition.plurals or definition.labels),
            "indexes": [*_own_indexes(definition), *map(index_of, filter(_is_ordered, rows))],
        },
    )
    attributes = {
        "__module__": __name__,
        "__qualname__": definition.name,
        "Meta": meta,
        "DEFINITION": (definition.pk, definition.version),
        "HIDDEN_COLUMNS": tuple(hidden),
        "HAS_ACTIVITIES": has_activities,
        "AMOUNTS": amounts,
        "MEASURES": tuple(row.name for row in rows if row.kind in ("decimal", "percent")),
        "TOLD_ALONG": tuple((row.name, row.options["target"]) for row in links),
        "NUMBERING": definition.numbering,
        "HAS_TITLE": bool(definition.title),
        "KEEPS_TYPED_NAMES": definition.keeps_typed_names,
        **columns,
    }
    return type(definition.name, (ModelledRecord,), attributes)


def made_of(definition: ModelledObject, rows: Sequence[CustomField]) -> list[Any]:
    """All that `build_model` reads: while it is the same, so is the class that comes of it."""
    one = definition
    said: list[Any] = [one.pk, one.version, one.name, one.labels, one.plurals, one.numbering, one.title, one.readers]
    return [
        *said,
        one.keeps_typed_names,
        *([row.pk, row.name, row.kind, row.column, row.options, row.index] for row in rows),
    ]


@cache
def bare_model() -> Any:
    """What every modelled object has, whatever fields are added: a class over no table."""
    return build_model(ModelledObject(pk=0, name="bare", labels={"en": "bare"}), [], ModelledApps())


def build_alone(definition: ModelledObject, rows: Sequence[CustomField]) -> Any:
    """The same in a registry of its own, in which the modelled objects are that these fields lead to."""
    apps = ModelledApps()
    names = {str(row.options.get("target", "")).removeprefix("objects.") for row in rows}
    for target in ModelledObject.objects.filter(name__in=names).exclude(pk=definition.pk):
        build_model(target, [], apps)
    return build_model(definition, rows, apps)


def build_columns(definition: ModelledObject, row: CustomField) -> Any:
    """A class with nothing but the columns of this field: enough to add them to the table."""
    apps = ModelledApps()
    target = str(row.options.get("target", "")).removeprefix("objects.")
    for one in ModelledObject.objects.filter(name=target).exclude(pk=definition.pk) if target else []:
        _of_table(one, {}, apps)
    return _of_table(definition, columns_of(row), apps)


def _of_table(definition: ModelledObject, columns: Mapping[str, Any], apps: ModelledApps) -> Any:
    meta = type("Meta", (), {"app_label": "objects", "apps": apps, "db_table": definition.table})
    return type(definition.name, (models.Model,), {"__module__": __name__, "Meta": meta, **columns})


def _own_indexes(definition: ModelledObject) -> list[models.Index]:
    table = f"{PREFIX}{definition.pk}"
    return [*standard_indexes(table), *([number_index(table)] if definition.numbering else [])]


def _is_ordered(row: CustomField) -> bool:
    """Whether an index holds the values in order; one on folded text finds, but does not order."""
    return row.index == CustomField.Index.MADE and row.kind not in FOLDED_KINDS


def index_of(row: CustomField) -> models.Index:
    name = f"{row.name}_base" if row.kind == "money" else row.name
    return models.Index(
        fields=[name, "id"], name=f"custom_{row.pk}_{row.name}"[:30], condition=models.Q(binned_at__isnull=True)
    )
