"""Names of mapped objects and their fields, made of labels."""

import contextlib
from collections.abc import Mapping

from django.core.exceptions import ValidationError

from caruso.kernel.field_names import RESERVED, name_for
from caruso.objects.mapped.models import MappedObject
from caruso.objects.mapped.record import MappedRecord
from caruso.objects.modelling.naming import slug_for


def field_name(labels: Mapping[str, str], column: str, taken: set[str]) -> str:
    """Names are for conditions, addresses and the API; what a record has already is not one."""
    stem = _stem(labels.get("en") or next(iter(labels.values()), ""), column)
    if stem in RESERVED or hasattr(MappedRecord, stem) or stem in ("number", "version", "record"):
        stem = f"{stem}_value"
    name, count = stem, 1
    while name in taken or f"{name}_id" in taken or name.removesuffix("_id") in taken:
        count += 1
        name = f"{stem}_{count}"
    return name


def _stem(*wanted: str) -> str:
    """A name of the first that has letters to make one of."""
    for label in wanted:
        with contextlib.suppress(ValidationError):
            return name_for(label)
    return "field"


def free_slug(plurals: Mapping[str, str], name: str) -> str:
    slug = stem = slug_for(plurals, name)
    number = 1
    while MappedObject.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem}-{number}"
    return slug
