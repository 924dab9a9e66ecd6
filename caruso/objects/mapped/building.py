"""The model class of a mapping."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from caruso.kernel.labels import later
from caruso.objects.mapped.columns import column_of
from caruso.objects.mapped.models import MappedObject
from caruso.objects.mapped.numbered import NumberOfKey
from caruso.objects.mapped.record import MappedRecord
from caruso.objects.modelled.registry import ModelledApps


def build_model(definition: MappedObject, models_of: Mapping[str, Any], apps: ModelledApps) -> Any:
    """A Django model over the table, unmanaged; `models_of` are those that relations may lead to, by key."""
    connection = definition.connection
    meta = type(
        "Meta",
        (),
        {
            "app_label": "mapped",
            "apps": apps,
            "managed": False,
            "db_table": definition.table,
            "verbose_name": later(definition.labels),
            "verbose_name_plural": later(definition.plurals or definition.labels),
            "base_manager_name": "objects",
            "indexes": [
                models.Index(fields=[one["name"]], name=f"mapped_{number}")
                for number, one in enumerate(definition.fields)
                if one.get("indexed") and one["column"] not in definition.missing
            ],
        },
    )
    writing = definition.writable and connection.writable
    attributes = {
        "__module__": __name__,
        "__qualname__": definition.name,
        "Meta": meta,
        "SOURCE": connection.alias,
        "WRITING": f"{connection.alias}_writing" if writing else "",
        "TITLE": definition.title,
        "KEYS": tuple(definition.keys),
        "id": _number(definition),
        **{
            one["name"]: column_of(one, models_of) for one in definition.fields if _is_there(definition, one, models_of)
        },
    }
    return type(definition.name, (MappedRecord,), attributes)


def _number(definition: MappedObject) -> Any:
    if definition.keys:
        return NumberOfKey(object=definition.pk, columns=definition.keys)
    return models.BigAutoField(primary_key=True, db_column=definition.key_column)


def _is_there(definition: MappedObject, described: Mapping[str, Any], models_of: Mapping[str, Any]) -> bool:
    if described["column"] in definition.missing:
        return False
    return described["kind"] != "relation" or described["target"] in models_of
