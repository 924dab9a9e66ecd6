"""Columns as the source itself writes them out, so that what is shown is what filters and searches compare."""

from typing import Any

from django.db.models import CharField, F

from caruso.objects.formulas.sql import Template
from caruso.objects.mapped.types import LIST

#: CONCAT writes a value as the database shows it; a cast to text would add a mask to every address.
_OF_POSTGRESQL = {
    LIST: "NULLIF(ARRAY_TO_STRING({0}, ', '), '')",
    "BooleanField": "({0})::text",
}
_USUAL = {"postgresql": "NULLIF(CONCAT({0}), '')", "sqlite": "CAST({0} AS TEXT)", "mysql": "CAST({0} AS CHAR)"}


def written(type: str, vendor: str) -> str:
    """The SQL around the column, which stands at `{0}`."""
    return _OF_POSTGRESQL.get(type, _USUAL["postgresql"]) if vendor == "postgresql" else _USUAL[vendor]


def as_text(name: str, type: str) -> Any:
    """The field of this name as text."""
    texts = {vendor: written(type, vendor) for vendor in _USUAL}
    return Template(F(name), **texts, output_field=CharField())
