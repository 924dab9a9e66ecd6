"""A list of small entries in one field: e-mails, telephones, addresses, family members."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.kernel.fields.kind import Kind

if TYPE_CHECKING:
    from caruso.kernel.fields.field import Field

MOST_ENTRIES = 50


class Entries(Kind):
    """A list of dicts whose parts are described by `Field.columns`. Entries that say nothing are dropped."""

    name = "entries"
    family = "entries"
    column_class = models.JSONField
    sortable = False

    def parse(self, raw: Any, field: "Field") -> list[dict[str, Any]]:
        if raw in (None, ""):
            return []
        if not isinstance(raw, list) or not all(isinstance(entry, dict) for entry in raw):
            raise ValidationError(_("This should be a list of entries."), code="type")
        if len(raw) > MOST_ENTRIES:
            raise ValidationError(_("At most %(most)d entries fit here."), params={"most": MOST_ENTRIES})
        parsed = [self._entry(entry, field) for entry in raw]
        return _with_one_primary([entry for entry in parsed if entry], field)

    def _entry(self, raw: dict[str, Any], field: "Field") -> dict[str, Any] | None:
        entry: dict[str, Any] = {}
        for column in field.columns:
            value = column.kind.dump(column.kind.parse(raw.get(column.name), column))
            if value not in (None, "", False, []):
                entry[column.name] = value
        says_something = [name for name in entry if name not in ("type", "primary")]
        if not says_something:
            return None
        for column in field.columns:
            column.parse(entry.get(column.name))
        return entry

    def load(self, data: Any) -> list[dict[str, Any]]:
        return data or []

    def as_text(self, value: Any, field: "Field") -> str:
        return "; ".join(
            ", ".join(
                column.as_text(column.kind.load(entry[column.name]))
                for column in field.columns
                if column.name != "primary" and entry.get(column.name)
            )
            for entry in value or ()
        )


class Address(Entries):
    """One address: a list of at most one entry, so that its parts are asked for as those of any entry are."""

    name = "address"

    def parse(self, raw: Any, field: "Field") -> list[dict[str, Any]]:
        if isinstance(raw, dict):
            raw = [raw]
        if isinstance(raw, str) and raw.strip():
            raw = [{"street": raw}]
        entries = super().parse(raw, field)
        if len(entries) > 1:
            raise ValidationError(_("Only one address fits here."), code="several")
        return entries


def _with_one_primary(entries: list[dict[str, Any]], field: "Field") -> list[dict[str, Any]]:
    """The same entries, exactly one of them marked primary where the field has such a mark."""
    if not entries or not any(column.name == "primary" for column in field.columns):
        return entries
    first = next((index for index, entry in enumerate(entries) if entry.get("primary")), 0)
    for index, entry in enumerate(entries):
        entry.pop("primary", None)
        if index == first:
            entry["primary"] = True
    return entries
