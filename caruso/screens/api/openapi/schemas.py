"""Schemas of one object: its records read, created, changed and listed."""

from typing import Any

from caruso.kernel.fields import Field
from caruso.kernel.models import User
from caruso.screens.api.nested import nested_schema
from caruso.screens.api.representation import visible
from caruso.screens.api.shapes import LARGEST_NUMBER, LISTS, Schema, nullable, shape_of
from caruso.screens.description import Screen
from caruso.screens.doors import editable_fields

NUMBER: Schema = {"type": "integer", "minimum": 1, "maximum": LARGEST_NUMBER}
CURSOR: Schema = {"type": ["string", "null"]}


def name_of(screen: Screen, which: str) -> str:
    """`service-orders` and `Page` → `ServiceOrdersPage`."""
    return "".join(part.capitalize() for part in screen.slug.split("-")) + which


def ref(screen: Screen, which: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name_of(screen, which)}"}


def schemas_of(screen: Screen, person: User) -> dict[str, Schema]:
    fields = visible(screen, person)
    editable = set(editable_fields(screen, person))
    written = {field.name: _written(field) for field in fields if field.name in editable}
    written |= {one.name: nested_schema(one, screen, person, written=True) for one in screen.nested}
    change: Schema = {"type": "object", "properties": written, "additionalProperties": False}
    required = [field.name for field in fields if field.required and field.name in editable]
    create = {**change, "required": required} if required else change
    return {
        name_of(screen, "Record"): _record(screen, person, fields),
        name_of(screen, "Create"): create,
        name_of(screen, "Change"): change,
        name_of(screen, "Page"): _page(screen),
        name_of(screen, "Bulk"): _bulk(screen),
    }


def _record(screen: Screen, person: User, fields: list[Field]) -> Schema:
    properties = {field.name: {**_shown(field), "title": str(field.label), **_help(field)} for field in fields}
    properties |= {one.name: nested_schema(one, screen, person, written=False) for one in screen.nested}
    return {
        "type": "object",
        "properties": {"id": NUMBER, "version": NUMBER, **properties},
        "required": ["id", "version"],
        "additionalProperties": False,
    }


def _shown(field: Field) -> Schema:
    schema = shape_of(field).shown(field)
    return schema if field.kind.name in LISTS else nullable(schema)


def _written(field: Field) -> Schema:
    schema = shape_of(field).written(field)
    schema = schema if field.required else nullable(schema)
    if isinstance(field.default, (str, int)) and field.default != "":
        schema = {**schema, "default": field.default}
    return {**schema, "title": str(field.label), **_help(field)}


def _help(field: Field) -> Schema:
    return {"description": str(field.help)} if field.help else {}


def _page(screen: Screen) -> Schema:
    count = {
        "type": "object",
        "properties": {"value": {"type": "integer"}, "exact": {"type": "boolean"}},
        "required": ["value", "exact"],
    }
    return {
        "type": "object",
        "properties": {"items": {"type": "array", "items": ref(screen, "Record")}, "next": CURSOR, "count": count},
        "required": ["items", "next"],
        "additionalProperties": False,
    }


def _bulk(screen: Screen) -> Schema:
    version = {"anyOf": [NUMBER, {"const": "*"}]}
    kinds: list[Any] = [
        _operation("create", {"values": ref(screen, "Create")}, ["values"]),
        _operation("update", {"id": NUMBER, "version": version, "values": ref(screen, "Change")}, None),
        _operation("delete", {"id": NUMBER, "version": version}, ["id"]),
    ]
    operations = {"type": "array", "minItems": 1, "maxItems": 500, "items": {"oneOf": kinds}}
    return {
        "type": "object",
        "properties": {"operations": operations},
        "required": ["operations"],
        "additionalProperties": False,
    }


def _operation(name: str, parts: dict[str, Schema], required: list[str] | None) -> Schema:
    """One kind of operation; all parts are required unless said otherwise."""
    return {
        "type": "object",
        "properties": {"op": {"const": name}, **parts},
        "required": ["op", *(parts if required is None else required)],
        "additionalProperties": False,
    }
