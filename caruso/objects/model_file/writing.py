"""A model as text."""

from typing import Any

from caruso.objects.model_file import mapped, rights, screens
from caruso.objects.model_file.marked import Line, dump
from caruso.objects.model_file.model import FieldModel, Model, ObjectModel

HEAD = (
    "# A model of Caruso: business objects with their fields, fields added to built-in objects, tables of other\n"
    "# programs, what roles may with them, and how screens are arranged. Nothing secret and no records are in it.\n"
)


def written(model: Model) -> str:
    """The file, with each of its parts, also an empty one, which says that there is nothing."""
    data: dict[str, Any] = {
        "caruso_model": 1,
        "objects": {name: _object(one) for name, one in model.objects.items()},
        "extended": {key: _fields(fields) for key, fields in sorted(model.extended.items())},
        "mapped": mapped.written(model),
        "rights": rights.written(model),
        "screens": screens.written(model),
    }
    return HEAD + dump(data)


def _object(one: ObjectModel) -> dict[str, Any]:
    """Settings are all there, also the empty ones, so that they arrive as they left."""
    said: dict[str, Any] = {"labels": Line(one.labels), "plurals": Line(one.plurals)}
    said |= one.settings
    if one.fields:
        said["fields"] = _fields(one.fields)
    return said


def _fields(fields: dict[str, FieldModel]) -> dict[str, Any]:
    return {name: _field(one) for name, one in fields.items()}


def _field(one: FieldModel) -> dict[str, Any]:
    said: dict[str, Any] = {"kind": one.kind, "labels": Line(one.labels)}
    if one.required:
        said["required"] = True
    if one.help:
        said["help"] = one.help["en"] if set(one.help) == {"en"} else one.help
    if one.choices:
        said["choices"] = {choice["value"]: _choice(choice) for choice in one.choices}
    return {**said, **one.options}


def _choice(choice: dict[str, Any]) -> dict[str, Any]:
    rest = {name: choice[name] for name in ("colour", "archived") if choice.get(name)}
    return Line({**choice["labels"], **rest})
