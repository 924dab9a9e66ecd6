"""What a row changes of a record that is there already."""

from typing import Any

from caruso.kernel.fields import Field
from caruso.screens.links import link_number
from caruso.screens.transfer.importing.gathering import Gathered
from caruso.screens.transfer.importing.links import Links
from caruso.screens.transfer.list_text import text_of_entries

ADDED_TO = ("entries", "tags", "choices", "relations")


def changes_for(record: Any, row: Gathered, fields: dict[str, Field], links: Links, overwrite: bool) -> dict[str, Any]:
    """The values to write. Lists are added to, never shortened; other fields only where empty, unless `overwrite`."""
    changes: dict[str, Any] = {}
    for name, value in row.values.items():
        field = fields[name]
        current: Any
        if field.kind.family == "link":
            current = link_number(record, field)
            if links.is_same(row, name, current):
                continue
        else:
            current = field.value_of(record)
        if field.kind.name in ADDED_TO:
            if name in row.texts and text_of_entries(current or [], field) == row.texts[name].replace("\r\n", "\n"):
                continue
            value = joined(current, value, field)
        elif current not in (None, "", []) and not overwrite:
            continue
        if value != current:
            changes[name] = value
    return changes


def joined(current: list[Any] | None, more: list[Any], field: Field) -> list[Any]:
    """The list with what is new in the other; an entry that says no more than one there is not new."""
    current = current or []
    if field.kind.name != "entries":
        return list(dict.fromkeys([*current, *more]))
    parts = [part.name for part in field.columns if part.name not in ("type", "primary")]
    known = [_said(entry, parts) for entry in current]
    new = [entry for entry in more if not any(_said(entry, parts).items() <= one.items() for one in known)]
    if not new:
        return current
    marked = any(entry.get("primary") for entry in current)
    return [*current, *({k: v for k, v in entry.items() if k != "primary" or not marked} for entry in new)]


def _said(entry: dict[str, Any], parts: list[str]) -> dict[str, str]:
    return {name: str(entry[name]).lower() for name in parts if entry.get(name)}
