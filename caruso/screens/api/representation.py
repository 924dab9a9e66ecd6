"""Records as JSON."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from caruso.kernel.fields import Field
from caruso.kernel.models import User
from caruso.screens.api.shapes import shape_of
from caruso.screens.description import Screen
from caruso.screens.doors import visible_fields
from caruso.screens.links import Links, link_number, link_numbers

Reading = Callable[[Any], Any]


def visible(screen: Screen, person: User, names: Iterable[str] | None = None) -> list[Field]:
    """The fields that a response shows, or those of the names."""
    fields = screen.object.fields
    return [fields[name] for name in visible_fields(screen, person, names) if name not in ("id", "version")]


def represent(records: Sequence[Any], fields: Sequence[Field], person: User) -> list[dict[str, Any]]:
    """The records with these fields; titles of links are read in one query per target."""
    links = Links(person, with_marks=False).collect(records, fields)
    readings = [(field.name, _reading(field, links)) for field in fields]
    return [
        {"id": record.pk, "version": record.version, **{name: read(record) for name, read in readings}}
        for record in records
    ]


def _reading(field: Field, links: Links) -> Reading:
    """How the field is read from a record; chosen once for a list, not once for a cell."""
    if field.kind.family == "link":
        return lambda record: _link(link_number(record, field), field.target, links)
    if field.kind.family == "records":
        return lambda record: [_link(number, field.target, links) for number in link_numbers(record, field)]
    show = shape_of(field).show
    if field.computed is not None:
        return lambda record: show(field.value_of(record))
    if field.custom:
        return lambda record: show(field.kind.load(record.custom.get(field.name)))
    name = field.name
    return lambda record: show(getattr(record, name))


def _link(number: int | None, target: str, links: Links) -> dict[str, Any] | None:
    return {"id": number, "title": links.title(target, number)} if number else None
