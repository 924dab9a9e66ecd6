"""Names of fields: made of labels, and refused where they would mean something else already."""

import keyword
import re
from collections.abc import Iterable, Mapping
from itertools import chain, count

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models.custom_field import CustomField
from caruso.kernel.objects import BusinessObject, business_object
from caruso.kernel.text import fold

#: Words that mean something else in conditions, addresses, files and code.
RESERVED = {
    "all", "and", "any", "between", "binned_at", "binned_by", "contains", "cursor", "custom", "delete", "empty",
    "error", "errors", "false", "fields", "filter", "has", "id", "in", "is", "like", "me", "no", "none", "not",
    "name_before_title", "now", "null", "object", "objects", "or", "order", "page", "pk", "q", "record", "sort", "starts", "today",
    "true", "url", "version", "view", "where", "with", "yes", *map(str.lower, keyword.kwlist),
}  # fmt: skip
LONGEST_NAME = 50
#: What is put behind a name that means something else already.
_OTHERWISE = "_value"
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


def derived_name(object: str, labels: Mapping[str, str], kind: str) -> str:
    """The name that a new field takes from its labels: another one where that would mean something else already.

    A label that has no letter from A to Z gives `field`. What another field is called is for `refuse_taken_name`.
    """
    label = labels.get("en") or next(iter(labels.values()))
    try:
        name = name_for(label)
    except ValidationError:
        rest = _NOT_NAME.sub("_", fold(label)).strip("_")
        name = f"field_{rest}"[:LONGEST_NAME].strip("_") if rest else _first_free(object, "field")
    if not _means_something_else(object, name, kind):
        return name
    stem = name[: LONGEST_NAME - len(_OTHERWISE) - 3].strip("_") + _OTHERWISE
    names = (stem, *(f"{stem}_{number}" for number in range(2, 99)))
    return next(one for one in names if not _means_something_else(object, one, kind))


def refuse_taken_name(object: str, name: str, kind: str) -> None:
    """Raises ValidationError for a name that is reserved, built in, or that of another field, also one put away."""
    described = business_object(object)
    if name in RESERVED:
        message = _("The name “%(name)s” has another meaning here; call the field %(other)s, for example.")
        raise ValidationError({"labels": message % {"name": name, "other": f"{name}{_OTHERWISE}"}})
    wanted = set(beside(name, kind))
    taken = _taken(object)
    if found := next((taken[one] for one in wanted if one in taken), None):
        message = _("There is a field “%(label)s” already. Call this one otherwise, such as “%(other)s”.")
        if found.archived_at:
            message = _(
                "A field “%(label)s” rests in the bin. Take it back, or call this one “%(other)s”, for example."
            )
        raise ValidationError({"labels": message % {"label": found.label, "other": f"{found.label} 2"}})
    if _has_already(described, name, wanted):
        known = described.built_in_fields.get(name)
        label = str(known.label).capitalize() if known else name
        message = _("Every record has “%(label)s” already. Call yours otherwise, such as “%(other)s”.")
        raise ValidationError({"labels": message % {"label": label, "other": f"{label} ({described.label})"}})


def _means_something_else(object: str, name: str, kind: str) -> bool:
    """Whether the name is a word of conditions or code, and not simply that of another field that people see."""
    if name in RESERVED:
        return True
    described, wanted = business_object(object), set(beside(name, kind))
    if not _has_already(described, name, wanted) or wanted & _taken(object).keys():
        return False
    return name not in described.built_in_fields


def _taken(object: str) -> dict[str, CustomField]:
    """What other fields are called, and what is called after them."""
    return {one: row for row in CustomField.objects.filter(object=object) for one in beside(row.name, row.kind)}


def _first_free(object: str, stem: str) -> str:
    taken = _taken(object)
    return next(one for one in chain((stem,), (f"{stem}_{number}" for number in count(2))) if one not in taken)


def _has_already(described: BusinessObject, name: str, wanted: set[str]) -> bool:
    """Whether every record has one of these, whichever fields there are: what those are called is for `_taken` to say."""
    model = described.unmodelled
    columns = {column.attname for column in model._meta.concrete_fields}
    return bool(wanted & ({column.name for column in model._meta.get_fields()} | columns)) or hasattr(model, name)


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
