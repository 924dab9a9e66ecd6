"""The model class of a definition."""

from collections.abc import Sequence
from typing import Any

from django.db import models

from caruso.kernel.field_indexes import FOLDED_KINDS
from caruso.kernel.labels import later
from caruso.kernel.models.custom_field import CustomField
from caruso.objects.formulas.formula import Formula
from caruso.objects.modelled.columns import columns_of
from caruso.objects.modelled.record import MOMENTS, ModelledRecord, number_index, standard_indexes
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
        "TITLE": Formula(definition.key, definition.title, "text") if definition.title else None,
        **columns,
    }
    return type(definition.name, (ModelledRecord,), attributes)


def build_alone(definition: ModelledObject, rows: Sequence[CustomField]) -> Any:
    """The same in a registry of its own, in which the modelled objects are that these fields lead to."""
    apps = ModelledApps()
    names = {str(row.options.get("target", "")).removeprefix("objects.") for row in rows}
    for target in ModelledObject.objects.filter(name__in=names).exclude(pk=definition.pk):
        build_model(target, [], apps)
    return build_model(definition, rows, apps)


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
