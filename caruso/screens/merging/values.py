"""Values of records put beside each other, and made one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from caruso.kernel.fields import Field
from caruso.kernel.models import User
from caruso.kernel.text import fold
from caruso.screens.description import Screen
from caruso.screens.doors import editable_fields, visible_fields
from caruso.screens.links import value_of

if TYPE_CHECKING:
    from caruso.kernel.models import Record

#: Kinds whose values are united; of every other one value is chosen.
UNITED = frozenset({"tags", "choices", "entries", "long_text", "relations"})


def stored(field: Field, record: "Record") -> Any:
    """The value as JSON keeps it."""
    return field.kind.dump(value_of(field, record))


def compared_fields(screen: Screen, user: User) -> list[Field]:
    """The fields shown side by side: those that people write and this person may see, in the order of the form."""
    order = [name for section in screen.form_sections() for name in section.fields]
    names = dict.fromkeys([*order, *screen.object.fields])
    return [screen.field(name) for name in visible_fields(screen, user, names) if screen.field(name).editable]


def propose(screen: Screen, main: "Record", others: "Sequence[Record]", user: User) -> dict[str, Any]:
    """The values that the main record would get: lists united, what is empty filled from the others.

    Fields that this person may not write keep the main record's value.
    """
    records = [main, *others]
    values = {}
    for name in editable_fields(screen, user):
        field = screen.field(name)
        found = [value_of(field, record) for record in records]
        values[name] = unite(field, found) if field.kind.name in UNITED else _first(found)
    return values


def unite(field: Field, values: Sequence[Any]) -> Any:
    """One value that says all that these say, each thing once; the first one's order and primary entry win."""
    if field.kind.name == "long_text":
        return "\n\n".join(dict.fromkeys(value.strip() for value in values if value and value.strip()))
    if field.kind.name != "entries":
        return list({fold(str(item)): item for value in reversed(values) for item in reversed(value or [])}.values())[
            ::-1
        ]
    return _united_entries(field, values)


def items(field: Field, value: Any) -> list[Any]:
    """The things that a united field says: each can be kept or left."""
    if field.kind.name == "long_text":
        return [value] if value else []
    return list(value or [])


def _united_entries(field: Field, values: Sequence[Any]) -> list[dict[str, Any]]:
    """Each entry once; one that says only part of another (a town, and a street in it) goes into that."""
    kept: list[tuple[set[tuple[str, str]], dict[str, Any]]] = []
    for entry in (dict(entry) for value in values for entry in value or []):
        said = {(part.name, fold(str(entry[part.name]))) for part in _telling(field) if entry.get(part.name)}
        fuller = next((index for index, (other, _entry) in enumerate(kept) if said <= other or other <= said), None)
        if fuller is None:
            kept.append((said, entry))
        elif kept[fuller][0] < said:
            kept[fuller] = (said, entry | {name: part for name, part in kept[fuller][1].items() if part})
    return _with_one_primary(field, [entry for _said, entry in kept])


def _with_one_primary(field: Field, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    primaries = [entry for entry in entries if entry.get("primary")]
    for entry in primaries[1:]:
        del entry["primary"]
    if entries and not primaries and any(part.name == "primary" for part in field.columns):
        entries[0]["primary"] = True
    return entries


def _telling(field: Field) -> list[Field]:
    """The parts of an entry that make it another one: its value where it has one, everything but the type otherwise."""
    own = [column for column in field.columns if column.name == "value"]
    return own or [column for column in field.columns if column.name not in ("type", "primary")]


def is_empty(value: Any) -> bool:
    return value in (None, "", [])


def _first(values: Sequence[Any]) -> Any:
    return next((value for value in values if not is_empty(value)), values[0])
