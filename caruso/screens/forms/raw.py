"""Values as inputs hold them, and as browsers post them."""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from caruso.kernel.fields import Field
from caruso.screens.description import Screen

#: Kinds whose inputs hold the value as it is.
AS_THEY_ARE = {
    "choice", "choices", "country", "tags", "entries", "address", "yes_no", "text", "long_text", "rich_text", "relations",
}  # fmt: skip


def from_address(screen: Screen, given: Mapping[str, str]) -> dict[str, Any]:
    """The values that an address gives to fields of a new record; what makes no sense is left out."""
    values = {}
    for name, text in given.items():
        if name in screen.object.fields:
            field = screen.field(name)
            try:
                # A plus sign that nobody escaped arrives as a space.
                is_moment = field.kind.name == "datetime"
                values[name] = field.kind.parse(text.replace(" ", "+") if is_moment and "T" in text else text, field)
            except ValidationError:
                continue
    return values


def raw_value(field: Field, value: Any) -> Any:
    """A stored value as an input holds it."""
    if value is None:
        return ""
    if field.kind.name in AS_THEY_ARE:
        return value
    return field.as_typed(value)


def posted(data: QueryDict, field: Field) -> Any:
    """What was posted for a field: text, a list of texts, or a list of entries."""
    if field.kind.family == "entries":
        return _posted_entries(data, field)
    if field.kind.asked == "file" and data.get(f"{field.name}-remove"):
        return ""
    if field.kind.name in ("choices", "relations"):
        return [value for value in data.getlist(field.name) if value]
    if field.kind.name == "tags":
        return [part for value in data.getlist(field.name) for part in value.split(",") if part.strip()]
    return data.get(field.name, "")


def numbers_in(raw: Any) -> list[int]:
    parts = raw if isinstance(raw, list) else []
    return [int(part) for part in parts if str(part).isascii() and str(part).isdigit() and len(str(part)) < 19]


def _posted_entries(data: QueryDict, field: Field) -> list[dict[str, str]]:
    pattern = re.compile(rf"{re.escape(field.name)}-(\d{{1,3}})-(\w+)")
    entries: dict[int, dict[str, str]] = {}
    for key in data:
        if match := pattern.fullmatch(key):
            entries.setdefault(int(match[1]), {})[match[2]] = str(data[key])
    primary = data.get(f"{field.name}-primary", "")
    for index, entry in entries.items():
        if str(index) == primary:
            entry["primary"] = "yes"
    return [entries[index] for index in sorted(entries)]
