"""Names of mapped objects and their fields, made of labels."""

from collections.abc import Mapping

from caruso.kernel.field_names import RESERVED, name_for
from caruso.objects.mapped.models import MappedObject
from caruso.objects.mapped.record import MappedRecord
from caruso.objects.modelling.naming import slug_for


def field_name(labels: Mapping[str, str], column: str, taken: set[str]) -> str:
    """Names are for conditions, addresses and the API; what a record has already is not one."""
    stem = name_for(labels.get("en") or next(iter(labels.values()), "") or column)
    if stem in RESERVED or hasattr(MappedRecord, stem) or stem in ("number", "version", "record"):
        stem = f"{stem}_value"
    name, count = stem, 1
    while name in taken or f"{name}_id" in taken or name.removesuffix("_id") in taken:
        count += 1
        name = f"{stem}_{count}"
    return name


def free_slug(plurals: Mapping[str, str], name: str) -> str:
    slug = stem = slug_for(plurals, name)
    number = 1
    while MappedObject.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem}-{number}"
    return slug
