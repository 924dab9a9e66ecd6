"""What the codes in a column mean: a row for each, with its `value`, `labels`, and `colour` where it has one, in order."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from caruso.kernel.field_choices import COLOURS

Code = Mapping[str, Any]
MOST = 500
LONGEST = 250


def clean_codes(rows: Iterable[Code]) -> list[dict[str, Any]]:
    """The rows as the definition keeps them; a code without a label stands for itself.

    Raises ValidationError for a code that is there twice.
    """
    found: dict[str, dict[str, Any]] = {}
    for row in list(rows)[:MOST]:
        value = str(row["value"])[:LONGEST]
        if value in found:
            raise ValidationError(_("The code “%(code)s” is there twice.") % {"code": value})
        labels = {language: label for language, label in row.get("labels", {}).items() if label}
        found[value] = {"value": value, "labels": labels or {"en": value}}
        if row.get("colour") in COLOURS:
            found[value]["colour"] = row["colour"]
    return list(found.values())
