"""Names of fields: made of labels, and refused where they would mean something else already."""

import keyword
import re
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models.custom_field import CustomField
from caruso.kernel.objects import business_object
from caruso.kernel.text import fold

#: Words that mean something else in conditions, addresses, files and code.
RESERVED = {
    "all", "and", "any", "between", "binned_at", "binned_by", "contains", "cursor", "custom", "delete", "empty",
    "error", "errors", "false", "fields", "filter", "has", "id", "in", "is", "like", "me", "no", "none", "not",
    "now", "null", "object", "objects", "or", "order", "page", "pk", "q", "record", "sort", "starts", "today",
    "true", "url", "version", "view", "where", "with", "yes", *map(str.lower, keyword.kwlist),
}  # fmt: skip
LONGEST_NAME = 50
_LABEL_LENGTH = 80
_NOT_NAME = re.compile(r"[^a-z0-9]+")


def name_for(label: str) -> str:
    """The name that a label gives: `Ulubiony kolor?` → `ulubiony_kolor`. Raises ValidationError where it gives none."""
    name = _NOT_NAME.sub("_", fold(label)).strip("_")[:LONGEST_NAME].strip("_")
    if not name or not name[0].isalpha():
        raise ValidationError({"labels": _("Begin the label with a letter from A to Z, so that it gives a name.")})
    return name


def clean_labels(labels: Mapping[str, str], name: str = "labels") -> dict[str, str]:
    """Labels by language, those that say something. Raises ValidationError, under `name`, where none does."""
    cleaned = {language: " ".join(label.split())[:_LABEL_LENGTH] for language, label in labels.items()}
    cleaned = {language: label for language, label in cleaned.items() if label}
    if not cleaned:
        raise ValidationError({name: _("Please fill this in.")})
    return cleaned


def refuse_unknown_object(object: str) -> None:
    """Raises ValidationError for what is no object, or one that takes no fields."""
    try:
        described = business_object(object)
    except KeyError:
        raise ValidationError({"object": _("Please choose from the list.")}) from None
    if not described.takes_fields:
        message = _(
            "Another program keeps these records, so a field cannot be added here. Map one of its columns instead."
        )
        raise ValidationError({"object": message})


def refuse_taken_name(object: str, name: str, kind: str) -> None:
    """Raises ValidationError for a name that is reserved, built in, or that of another field, also one put away."""
    described = business_object(object)
    attributes = {column.name for column in described.model._meta.get_fields()} | {
        column.attname for column in described.model._meta.concrete_fields
    }
    if name in RESERVED:
        raise ValidationError(
            {"labels": _("“%(name)s” has another meaning here; choose a longer label.") % {"name": name}}
        )
    wanted = set(beside(name, kind))
    others = CustomField.objects.filter(object=object).values_list("name", "kind")
    taken = {one for other, of_kind in others for one in beside(other, of_kind)}
    if wanted & taken:
        raise ValidationError({"labels": _("There is a field “%(name)s” already, perhaps put away.") % {"name": name}})
    if name in described.built_in_fields or wanted & attributes or hasattr(described.model, name):
        raise ValidationError({"labels": _("There is a built-in field “%(name)s” already.") % {"name": name}})


def free_column(object: str, name: str, kind: str) -> str:
    """A column for a field of this name; that of a field in the bin is not free."""
    taken = {
        one
        for column, of_kind in CustomField.objects.filter(object=object).values_list("column", "kind")
        for one in beside(column, of_kind)
    }
    number, column = 1, name
    while taken & set(beside(column, kind)):
        number += 1
        column = f"{name}_{number}"
    return column


def beside(name: str, kind: str) -> Iterable[str]:
    """What else is called after a field of this kind: the amount in the firm's currency, the number of a link."""
    yield name
    if kind == "money":
        yield f"{name}_base"
    if kind in ("relation", "person", "file", "image"):
        yield f"{name}_id"
