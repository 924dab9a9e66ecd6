"""The JSON of each kind of field: its schema, how a value is shown in it and what is taken for one.

Forms and files give text, which `Field.parse` reads generously; a program gives types, and a wrong one is its mistake.
"""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from caruso.kernel.fields import kind_named

if TYPE_CHECKING:
    from caruso.kernel.fields import Field

Schema = dict[str, Any]
LARGEST_NUMBER = 2**63 - 1


class Shape:
    """Text; the other shapes differ in what they say otherwise."""

    type: str = "string"
    message: Any = _("This should be text.")

    def written(self, field: "Field") -> Schema:
        """The schema of a value in a request, beside null."""
        schema: Schema = {"type": self.type}
        if field.max_length:
            schema["maxLength"] = field.max_length
        if field.required:
            schema.update(minLength=1, pattern=r"\S")
        return schema

    def shown(self, field: "Field") -> Schema:
        """The schema of a value in a response, beside null."""
        return {"type": self.type}

    def takes(self, raw: Any, field: "Field") -> bool:
        """Whether a value of a request that is not null has the right type."""
        return isinstance(raw, str)

    def show(self, value: Any) -> Any:
        """The value as JSON."""
        return value


class Formatted(Shape):
    """Text with a format that tools know."""

    def __init__(self, format: str) -> None:
        self.format = format

    def written(self, field: "Field") -> Schema:
        return {**super().written(field), "format": self.format}

    def shown(self, field: "Field") -> Schema:
        return {"type": "string", "format": self.format}

    def show(self, value: Any) -> Any:
        return value or None


class Whole(Shape):
    type = "integer"
    message = _("This should be a whole number.")

    def written(self, field: "Field") -> Schema:
        least = field.minimum if field.minimum is not None else -(10**15) + 1
        most = field.maximum if field.maximum is not None else 10**15 - 1
        return {"type": "integer", "minimum": int(least), "maximum": int(most)}

    def takes(self, raw: Any, field: "Field") -> bool:
        return isinstance(raw, int) and not isinstance(raw, bool)


class Minutes(Whole):
    message = _("This should be a whole number of minutes.")

    def written(self, field: "Field") -> Schema:
        return {"type": "integer", "minimum": 0, "maximum": 99_999_999}


class Exact(Shape):
    """Decimals as text, so that no program in between rounds them; numbers are taken as well."""

    message = _("This should be a decimal number, best as text: “1234.50”.")
    _PATTERN = r"^-?[0-9]{1,15}(\.[0-9]{1,10})?$"

    def written(self, field: "Field") -> Schema:
        text = {"type": "string", "pattern": self._PATTERN}
        return {"anyOf": [text, {"type": "number", "exclusiveMinimum": -(10**15), "exclusiveMaximum": 10**15}]}

    def shown(self, field: "Field") -> Schema:
        return {"type": "string", "format": "decimal"}

    def takes(self, raw: Any, field: "Field") -> bool:
        if isinstance(raw, str):
            return re.fullmatch(self._PATTERN, raw, re.ASCII) is not None
        return isinstance(raw, (int, Decimal)) and not isinstance(raw, bool)

    def show(self, value: Any) -> Any:
        return None if value is None else str(value)


class Day(Formatted):
    message = _("This should be a date such as 2026-11-30.")

    def takes(self, raw: Any, field: "Field") -> bool:
        return isinstance(raw, str) and _is_iso_date(raw)

    def show(self, value: Any) -> Any:
        return value.isoformat() if value else None


class AnnualDay(Shape):
    """A day of the year, as `1980-03-14` or, where the year is not known, `--03-14`."""

    message = _("This should be a day such as 1980-03-14, or --03-14 without the year.")
    _PATTERN = r"^--((0[1-9]|1[0-2])-(0[1-9]|[12][0-9])|(0[13-9]|1[0-2])-30|(0[13578]|1[02])-31)$"

    def written(self, field: "Field") -> Schema:
        return self.shown(field)

    def shown(self, field: "Field") -> Schema:
        return {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "pattern": self._PATTERN}]}

    def takes(self, raw: Any, field: "Field") -> bool:
        return isinstance(raw, str) and bool(re.fullmatch(self._PATTERN, raw, re.ASCII) or _is_iso_date(raw))

    def show(self, value: Any) -> Any:
        return kind_named("annual_day").dump(value)


class Moment(Formatted):
    """Shown in UTC; taken with any offset, but never without one."""

    message = _("This should be a date with time and offset such as 2026-11-30T14:00:00Z.")

    def takes(self, raw: Any, field: "Field") -> bool:
        if not isinstance(raw, str) or "T" not in raw.upper():
            return False
        try:
            return datetime.fromisoformat(raw.upper()).utcoffset() is not None
        except ValueError:
            return False

    def show(self, value: Any) -> Any:
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if value else None


class YesNo(Shape):
    type = "boolean"
    message = _("This should be true or false.")

    def written(self, field: "Field") -> Schema:
        return {"type": "boolean"}

    def takes(self, raw: Any, field: "Field") -> bool:
        return isinstance(raw, bool)


class OneChoice(Shape):
    message = _("This should be one of the choices by its value.")

    def written(self, field: "Field") -> Schema:
        return {"type": "string", "enum": [value for value, _label in field.choices]}

    def takes(self, raw: Any, field: "Field") -> bool:
        return isinstance(raw, str) and raw in {value for value, _label in field.choices}

    def show(self, value: Any) -> Any:
        return value or None


class Texts(Shape):
    type = "array"
    message = _("This should be a list of texts of at most 60 characters.")

    def written(self, field: "Field") -> Schema:
        return {"type": "array", "items": {"type": "string", "maxLength": 60}}

    def shown(self, field: "Field") -> Schema:
        return {"type": "array", "items": {"type": "string"}}

    def takes(self, raw: Any, field: "Field") -> bool:
        return isinstance(raw, list) and all(isinstance(one, str) and len(one) <= 60 for one in raw)

    def show(self, value: Any) -> Any:
        return value or []


class SeveralChoices(Texts):
    message = _("This should be a list of choices by their values.")

    def written(self, field: "Field") -> Schema:
        return {"type": "array", "items": {"type": "string", "enum": [value for value, _label in field.choices]}}

    def takes(self, raw: Any, field: "Field") -> bool:
        offered = {value for value, _label in field.choices}
        return isinstance(raw, list) and all(isinstance(one, str) and one in offered for one in raw)


class Link(Shape):
    """A number in a request; a number with a title in a response (see `representation`)."""

    type = "object"
    message = _("This should be the number of a record.")
    _NUMBER: Schema = {"type": "integer", "minimum": 1, "maximum": LARGEST_NUMBER}

    def written(self, field: "Field") -> Schema:
        return dict(self._NUMBER)

    def shown(self, field: "Field") -> Schema:
        properties = {"id": self._NUMBER, "title": {"type": ["string", "null"]}}
        return {"type": "object", "properties": properties, "required": ["id", "title"]}

    def takes(self, raw: Any, field: "Field") -> bool:
        return isinstance(raw, int) and not isinstance(raw, bool)


class FileLink(Link):
    message = _("This should be the number of a file of the record, or of one just sent.")


class LinkList(Shape):
    """Numbers in a request; numbers with titles in a response (see `representation`)."""

    type = "array"
    message = _("This should be a list of numbers of records.")

    def written(self, field: "Field") -> Schema:
        return {"type": "array", "items": LINK.written(field), "maxItems": 500}

    def shown(self, field: "Field") -> Schema:
        return {"type": "array", "items": LINK.shown(field)}

    def takes(self, raw: Any, field: "Field") -> bool:
        return isinstance(raw, list) and all(isinstance(one, int) and not isinstance(one, bool) for one in raw)


class EntryList(Shape):
    """A list of objects with a property for each part."""

    type = "array"
    message = _("This should be a list of entries.")

    def written(self, field: "Field") -> Schema:
        parts = {part.name: nullable(shape_of(part).written(part)) for part in field.columns}
        entry = {"type": "object", "properties": parts, "additionalProperties": False}
        return {"type": "array", "items": entry, "maxItems": 50}

    def shown(self, field: "Field") -> Schema:
        parts = {part.name: nullable(shape_of(part).shown(part)) for part in field.columns}
        return {"type": "array", "items": {"type": "object", "properties": parts}}

    def takes(self, raw: Any, field: "Field") -> bool:
        return isinstance(raw, list) and all(isinstance(entry, dict) for entry in raw)

    def show(self, value: Any) -> Any:
        return value or []


class OneEntry(EntryList):
    """An object with a property for each part."""

    type = "object"
    message = _("This should be an object with the parts of an address.")

    def written(self, field: "Field") -> Schema:
        return dict(super().written(field)["items"])

    def shown(self, field: "Field") -> Schema:
        return dict(super().shown(field)["items"])

    def takes(self, raw: Any, field: "Field") -> bool:
        return isinstance(raw, dict)

    def show(self, value: Any) -> Any:
        return value[0] if value else None


def _is_iso_date(text: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


TEXT, WHOLE, EXACT, LINK = Shape(), Whole(), Exact(), Link()
SHAPES: dict[str, Shape] = {
    "text": TEXT,
    "long_text": TEXT,
    "rich_text": TEXT,
    "email": Formatted("email"),
    "phone": TEXT,
    "url": TEXT,
    "integer": WHOLE,
    "rating": WHOLE,
    "duration": Minutes(),
    "decimal": EXACT,
    "percent": EXACT,
    "money": EXACT,
    "date": Day("date"),
    "annual_day": AnnualDay(),
    "datetime": Moment("date-time"),
    "yes_no": YesNo(),
    "choice": OneChoice(),
    "country": TEXT,
    "choices": SeveralChoices(),
    "tags": Texts(),
    "relation": LINK,
    "relations": LinkList(),
    "file": FileLink(),
    "image": FileLink(),
    "person": LINK,
    "team": LINK,
    "entries": EntryList(),
    "address": OneEntry(),
}
LISTS = ("choices", "tags", "entries", "relations")


def shape_of(field: "Field") -> Shape:
    return SHAPES[field.kind.name]


def nullable(schema: Schema) -> Schema:
    """The same schema, and null."""
    if "enum" in schema:
        return {**schema, "type": [schema["type"], "null"], "enum": [*schema["enum"], None]}
    if "type" in schema:
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [*schema["anyOf"], {"type": "null"}]}
