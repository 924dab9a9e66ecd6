"""Custom fields as every process knows them: read once, and again when the schema's version has risen."""

from django.utils.translation import get_language

from caruso.kernel.fields import Field
from caruso.kernel.models.organisation import current_organisation

_known: dict[str | None, tuple[int, dict[str, dict[str, Field]]]] = {}


def custom_fields_of(object: str) -> dict[str, Field]:
    """The custom fields of a business object by name, labelled in the reader's language."""
    version = current_organisation().schema_version
    language = get_language()
    known = _known.get(language)
    if known is None or known[0] != version:
        known = _known[language] = (version, _read())
    return known[1].get(object, {})


def _read() -> dict[str, dict[str, Field]]:
    from caruso.kernel.models.custom_field import CustomField

    found: dict[str, dict[str, Field]] = {}
    for row in CustomField.objects.filter(archived_at=None):
        found.setdefault(row.object, {})[row.name] = row.as_field()
    return found
