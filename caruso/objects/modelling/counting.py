"""How many records a change is about."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import connection, models

from caruso.kernel.models import CustomField
from caruso.kernel.objects import business_object
from caruso.objects.modelled.building import build_alone
from caruso.objects.models import ModelledObject


def records_of(definition: ModelledObject) -> int:
    """All records, those in the bin too; also of an object that is put away."""
    if definition.table not in connection.introspection.table_names():
        return 0
    return build_alone(definition, [])._base_manager.count()


def filled(row: CustomField) -> int:
    """In how many records the field says something, those in the bin too; also for a field that is put away."""
    if row.column:
        definition = ModelledObject.objects.get(name=row.object.removeprefix("objects."))
        try:
            return _filled_columns(build_alone(definition, [row]), row.name)
        except FieldDoesNotExist:
            return 0
    try:
        model = business_object(row.object).model
    except KeyError:
        return 0
    told = model._base_manager.filter(custom__has_key=row.name)
    return told.exclude(**{f"custom__{row.name}": None}).exclude(**{f"custom__{row.name}__in": ["", []]}).count()


def in_choice(row: CustomField, value: str) -> int:
    """How many records have this choice, whether it is one of several or the only one."""
    if row.kind == "choices":
        return 0
    if row.column:
        definition = ModelledObject.objects.get(name=row.object.removeprefix("objects."))
        return build_alone(definition, [row])._base_manager.filter(**{row.name: value}).count()
    return business_object(row.object).model._base_manager.filter(**{f"custom__{row.name}": value}).count()


def _filled_columns(model: Any, name: str) -> int:
    column = model._meta.get_field(name)
    if column.many_to_many:
        return model._base_manager.filter(**{f"{name}__isnull": False}).distinct().count()
    if column.null:
        return model._base_manager.filter(**{f"{name}__isnull": False}).count()
    # Not the default: that may be what new records begin with.
    return model._base_manager.exclude(**{name: [] if isinstance(column, models.JSONField) else ""}).count()
