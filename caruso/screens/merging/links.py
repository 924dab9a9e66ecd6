"""What points to a record: foreign keys of business objects, and columns that hold an object's name and a number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from caruso.kernel.models import Attachment, Notification
from caruso.kernel.objects import business_object, business_objects


@dataclass(frozen=True)
class Link:
    """A column of `model` that holds the number of a record; `object` is the column that says of which object.

    `vital`: the row exists only for what it points to (the database would delete it along).
    """

    model: type[models.Model]
    record: str
    object: str = ""
    vital: bool = False

    def pointing_to(self, key: str, numbers: Sequence[int]) -> models.QuerySet[Any]:
        """The rows that lead to these records."""
        of_object = {self.object: key} if self.object else {}
        return self.model._default_manager.filter(**{f"{self.record}__in": numbers}, **of_object)


_declared: list[Link] = []


def declare_link(model: type[models.Model], *, object: str = "object", record: str = "record") -> None:
    """Have rows of `model` follow the record they name when it is merged into another.

    Rows that a keeper writes (search, matching, tags) need no declaration: the keeper hears of the merge itself.
    """
    link = Link(model, record, object)
    if link not in _declared:
        _declared.append(link)


def links_to(model: type[models.Model]) -> list[list[Link]]:
    """Everything that may lead to records of this model, those of one model together.

    Rows that exist only for what they point to stand first: a keeper that makes them from other links finds them
    moved already, and makes no second ones.
    """
    found: dict[type[models.Model], list[Link]] = {}
    for link in [*_foreign_keys(model), *_declared]:
        found.setdefault(link.model, []).append(link)
    return sorted(found.values(), key=lambda links: not any(link.vital for link in links))


def model_named(label: str) -> Any:
    """The model with this label, a business object's or another. Raises LookupError for one that is gone."""
    try:
        return business_object(label).model
    except KeyError:
        return apps.get_model(label)


def _foreign_keys(model: type[models.Model]) -> Iterator[Link]:
    for described in business_objects():
        for column in described.model._meta.concrete_fields:
            if column.remote_field and column.related_model is model:
                vital = column.remote_field.on_delete is models.CASCADE
                yield Link(described.model, column.attname, vital=vital)


declare_link(Attachment)
declare_link(Notification)
