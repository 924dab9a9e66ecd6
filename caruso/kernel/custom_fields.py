"""Custom fields as every process knows them: read once, and again when the schema's version has risen."""

from typing import TYPE_CHECKING

from django.utils.translation import get_language

from caruso.kernel.fields import Field
from caruso.kernel.models.organisation import current_organisation

if TYPE_CHECKING:
    from caruso.kernel.objects import Collection

_known: dict[str | None, tuple[int, dict[str, dict[str, Field]]]] = {}


def custom_fields_of(object: str) -> dict[str, Field]:
    """The custom fields of a business object by name, labelled in the reader's language."""
    version = current_organisation().schema_version
    language = get_language()
    known = _known.get(language)
    if known is None or known[0] != version:
        known = _known[language] = (version, _read())
    return known[1].get(object, {})


def custom_collections_of(object: str) -> "dict[str, Collection]":
    """The records whose custom links lead to those of this object, by the name that side was given."""
    from caruso.kernel.objects import Collection

    custom_fields_of(object)
    found = {}
    for holder, fields in _known[get_language()][1].items():
        for field in fields.values():
            if field.links and field.target == object:
                name = field.reverse or f"{holder.rpartition('.')[2]}_{field.name}"
                found[name] = Collection(name, holder, field.name, links=field.links, label=field.reverse_label)
    return found


def _read() -> dict[str, dict[str, Field]]:
    from caruso.kernel.models.custom_field import CustomField

    found: dict[str, dict[str, Field]] = {}
    for row in CustomField.objects.filter(archived_at=None, column=""):
        found.setdefault(row.object, {})[row.name] = row.as_field()
    return found
