"""Rows written with a record as a whole: checked, read and described for programs."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from caruso.kernel.fields import Field
from caruso.kernel.models import User
from caruso.screens.api.problem import fault
from caruso.screens.api.shapes import LARGEST_NUMBER, Schema, nullable, shape_of
from caruso.screens.description import Nested, Screen
from caruso.screens.links import Links

Parse = Callable[[Field, Any, str, list[dict[str, str]]], Any]
_NUMBER: Schema = {"type": "integer", "minimum": 1, "maximum": LARGEST_NUMBER}


def nested_of(screen: Screen) -> dict[str, Nested]:
    return {one.name: one for one in screen.nested}


def represent_nested(screen: Screen, record: Any, person: User) -> dict[str, list[dict[str, Any]]]:
    """The rows of a record by the name of the property."""
    return {one.name: _represented(one, screen, record, person) for one in screen.nested}


def _represented(one: Nested, screen: Screen, record: Any, person: User) -> list[dict[str, Any]]:
    columns, rows = one.columns(screen.model, person), one.read(record, person)
    links = Links(person)
    for name, field in columns.items():
        if field.kind.family == "link":
            links.read(field.target, {row[name] for row in rows if row[name]})
    return [{"id": row["id"], **{name: _shown(columns[name], row[name], links) for name in columns}} for row in rows]


def _shown(field: Field, value: Any, links: Links) -> Any:
    if field.kind.family == "link":
        return {"id": value, "title": links.title(field.target, value)} if value else None
    return shape_of(field).show(value)


def parse_nested(
    one: Nested, model: Any, person: User, raw: Any, parse: Parse, faults: list[dict[str, str]]
) -> list[dict[str, Any]]:
    """The rows with what was given of each; what is wrong is added to `faults` with its place."""
    if not isinstance(raw, list) or not all(isinstance(row, dict) for row in raw) or len(raw) > one.most:
        message = _("This should be a list of at most %(most)d objects.") % {"most": one.most}
        faults.append(fault("body", one.name, message, "type"))
        return []
    columns = one.columns(model, person)
    return [_row(columns, row, f"{one.name}[{at}]", parse, faults) for at, row in enumerate(raw)]


def _row(
    columns: Mapping[str, Field], raw: dict[str, Any], place: str, parse: Parse, faults: list[dict[str, str]]
) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name, value in raw.items():
        at, field = f"{place}.{name[:80]}", columns.get(name)
        if name == "id":
            if value is None or (isinstance(value, int) and not isinstance(value, bool)):
                row["id"] = value
            else:
                faults.append(fault("body", at, _("This should be the number of a record."), "type"))
        elif field is None:
            faults.append(fault("body", at, _("There is no such part."), "unknown"))
        elif not field.editable:
            faults.append(fault("body", at, _("This field is read only."), "read_only"))
        else:
            row[name] = parse(field, value, at, faults)
    return row


def nested_schema(one: Nested, screen: Screen, person: User, *, written: bool) -> Schema:
    """The list as OpenAPI describes it."""
    columns = one.columns(screen.model, person)
    if written:
        columns = {name: field for name, field in columns.items() if field.editable}
    properties: Schema = {"id": nullable(_NUMBER) if written else _NUMBER}
    for name, field in columns.items():
        schema = shape_of(field).written(field) if written else shape_of(field).shown(field)
        properties[name] = {**nullable(schema), "title": str(field.label)}
    row = {"type": "object", "properties": properties, "additionalProperties": False}
    schema = {"type": "array", "items": row, "title": str(one.label)}
    return {**schema, "maxItems": one.most} if written else schema
