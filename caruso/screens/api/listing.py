"""A page of records as JSON, written straight from its rows.

A page has thousands of values: no model is made of a row, what the database keeps as JSON goes out as it is, and how a
field is written is decided once for the page.
"""

from collections.abc import Callable, Iterable, Sequence
from json import JSONEncoder
from json.encoder import encode_basestring as quoted
from typing import Any

from django.db import models
from django.db.models import ExpressionWrapper, F

from caruso.kernel.fields import Field
from caruso.kernel.fields.computed import computed_among, worked_out
from caruso.kernel.models import User
from caruso.screens.api.shapes import LISTS, shape_of
from caruso.screens.links import Links, link_number, link_numbers

Writing = Callable[[Any], str]
encoded = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def rows_with(records: Any, fields: Iterable[Field], order: str) -> Any:
    """The records as named tuples of what these fields and the order are read from."""
    names, texts = dict.fromkeys(("pk", *_versioned(records.model), order)), {}
    for field in fields:
        if field.computed is not None:
            continue
        if field.custom:
            names["custom"] = None
        elif field.kind.name in LISTS and field.kind.family != "records":
            texts[_text(field)] = ExpressionWrapper(F(field.name), output_field=models.TextField())
        else:
            names[f"{field.name}_id" if field.kind.family == "link" else field.name] = None
    return records.annotate(**texts).values_list(*names, *texts, named=True)


def written(model: Any, rows: Sequence[Any], fields: Sequence[Field], person: User) -> str:
    """The rows of `rows_with` as a JSON list; titles of links are read in one query per target, what is worked out in one."""
    links = Links(person, with_marks=False).collect(rows, [field for field in fields if field.computed is None])
    known = _worked_out(model, rows, fields)
    writings = [
        (f",{quoted(field.name)}:", _writing(field, links) if field.computed is None else _known(field, known))
        for field in fields
    ]
    version = getattr(model, "version_of", lambda row: row.version)
    items = [
        f'{{"id":{row.pk},"version":{version(row)}{"".join([name + write(row) for name, write in writings])}}}'
        for row in rows
    ]
    return f"[{','.join(items)}]"


def _versioned(model: Any) -> Iterable[str]:
    """What the version of a record is read from: the column of it, or all where another program keeps the record."""
    return [column.attname for column in model._meta.concrete_fields] if hasattr(model, "version_of") else ["version"]


def _text(field: Field) -> str:
    return f"{field.name}_as_text"


def _writing(field: Field, links: Links) -> Writing:
    if field.kind.family == "link":
        return lambda row: _link(link_number(row, field), field.target, links)
    if field.kind.family == "records":
        return lambda row: encoded(
            [{"id": number, "title": links.title(field.target, number)} for number in link_numbers(row, field)]
        )
    show = shape_of(field).show
    if field.custom:
        load, name = field.kind.load, field.name
        return lambda row: _value(show(load(row.custom.get(name))))
    if field.kind.name in LISTS:
        text = _text(field)
        return lambda row: getattr(row, text) or "[]"
    name = field.name
    return lambda row: _value(show(getattr(row, name)))


def _worked_out(model: Any, rows: Sequence[Any], fields: Sequence[Field]) -> dict[int, dict[str, Any]]:
    wanted = computed_among(fields)
    return worked_out(model, [row.pk for row in rows], wanted) if wanted else {}


def _known(field: Field, known: dict[int, dict[str, Any]]) -> Writing:
    show, name = shape_of(field).show, field.name
    return lambda row: _value(show(known.get(row.pk, {}).get(name)))


def _value(value: Any) -> str:
    if value.__class__ is str:
        return quoted(value)
    return "null" if value is None else encoded(value)


def _link(number: int | None, target: str, links: Links) -> str:
    return f'{{"id":{number},"title":{_value(links.title(target, number))}}}' if number else "null"
