"""Which fields of other records lead to the records of an object."""

from dataclasses import dataclass
from typing import Any

from django.db import models

from caruso.kernel.objects import business_objects


@dataclass(frozen=True)
class LinkTo:
    """The field `name` of `model`; what `belongs` to a record is destroyed with it, what does not loses the link."""

    model: Any
    name: str
    belongs: bool


def links_to(model: type[models.Model]) -> list[LinkTo]:
    """The links to this model's records that do not hold a record back from being destroyed.

    What goes along stands first, so that it loses no link before.
    """
    found = []
    for other in business_objects():
        for name, field in other.built_in_fields.items():
            if field.kind.name != "relation" or field.computed is not None:
                continue
            column: Any = other.model._meta.get_field(name)
            if column.related_model is model:
                on_delete = column.remote_field.on_delete
                if on_delete in (models.CASCADE, models.SET_NULL):
                    found.append(LinkTo(other.model, name, on_delete is models.CASCADE))
    return sorted(found, key=lambda link: not link.belongs)
