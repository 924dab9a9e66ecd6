"""Making what leads to records that are merged away lead to the main one, and back.

Moved rows get no event of their own (the merge is the event; a customer with a thousand calls would otherwise bury the
timeline), but their version rises and the keepers hear of the change. Rows that the merging person does not see move
as well: they would be lost otherwise.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F

from caruso.kernel.models import Record
from caruso.kernel.written import Written, tell_keepers
from caruso.screens.links import value_of
from caruso.screens.merging.absorbing import absorb
from caruso.screens.merging.links import Link, links_to, model_named
from caruso.screens.merging.uniqueness import Twins

if TYPE_CHECKING:
    from caruso.kernel.models import User

#: row → column → [old, new]
Moves = dict[int, dict[str, list[Any]]]


def move_links(main: Record, others: Sequence[Record], by: "User | None") -> dict[str, Any]:
    """Repoint everything; the account of it, for `Merge.moved`."""
    told: dict[str, Any] = {"links": [], "absorbed": [], "binned": []}
    numbers = [other.pk for other in others]
    for links in links_to(type(main)):
        model = links[0].model
        rows = {row.pk: row for link in links for row in link.pointing_to(main.described.key, numbers)}
        if model is type(main):
            rows = {pk: row for pk, row in rows.items() if pk not in (main.pk, *numbers)}
        moves = {pk: _moves(row, links, main, numbers) for pk, row in rows.items()}
        if issubclass(model, Record):
            _settle(rows, links, moves, told, by)
        if moves:
            _write(model, moves, rows)
            told["links"].append([model._meta.label_lower, moves])
    return told


def move_back(label: str, moved: Mapping[str, dict[str, list[Any]]]) -> int:
    """Put columns back that still hold what the merge gave them; the number of those that do not."""
    model = model_named(label)
    rows = {row.pk: row for row in model._default_manager.filter(pk__in=[int(number) for number in moved])}
    back: Moves = {}
    for number, columns in moved.items():
        row = rows.get(int(number))
        untouched = {name: [new, old] for name, (old, new) in columns.items() if row and getattr(row, name) == new}
        if untouched:
            back[int(number)] = untouched
    _leave_taken(model, back, rows)
    _write(model, back, rows)
    return sum(map(len, moved.values())) - sum(map(len, back.values()))


def _moves(row: Any, links: Sequence[Link], main: Record, numbers: Sequence[int]) -> dict[str, list[Any]]:
    return {
        link.record: [getattr(row, link.record), main.pk]
        for link in links
        if getattr(row, link.record) in numbers and (not link.object or getattr(row, link.object) == main.described.key)
    }


def _settle(
    rows: Mapping[int, Any], links: Sequence[Link], moves: Moves, told: dict[str, Any], by: "User | None"
) -> None:
    """Take out of `moves` what may not simply be moved: what is there already, or would lose its meaning."""
    twins = Twins(links[0].model, [link.record for link in links])
    twins.learn({pk: _new(columns) for pk, columns in moves.items()})
    for pk, columns in list(moves.items()):
        row = rows[pk]
        twin = twins.of(row, _new(columns))
        if twin is not None:
            del moves[pk]
            if not row.in_bin:
                told["absorbed"].append(absorb(twin, row, by))
        elif _would_break_rules(row, columns):
            _part_with(row, links, moves, told, by)
        else:
            twins.add(row, _new(columns))


def _part_with(row: Record, links: Sequence[Link], moves: Moves, told: dict[str, Any], by: "User | None") -> None:
    """A row that exists only for what it points to goes to the bin; any other one loses the link."""
    columns = moves[row.pk]
    if any(link.vital for link in links if link.record in columns):
        del moves[row.pk]
        if not row.in_bin:
            row.put_in_bin(by=by)
            told["binned"].append([row.described.key, row.pk])
    else:
        moves[row.pk] = {name: [old, None] for name, (old, _new) in columns.items()}


def _would_break_rules(row: Record, columns: Mapping[str, list[Any]]) -> bool:
    """Whether the model's own rules hold now and would not after the move (a person's spouse is that person)."""
    validate = getattr(row, "validate", None)
    if validate is None:
        return False
    fields = row.described.fields
    values = {name: value_of(field, row) for name, field in fields.items()}
    moved = {name: new for name, (_old, new) in _named(type(row), columns).items()}
    try:
        validate(dict(values), row)
    except ValidationError:
        return False
    try:
        validate({**values, **moved}, row)
    except ValidationError:
        return True
    return False


def _leave_taken(model: type[models.Model], back: Moves, rows: Mapping[int, Any]) -> None:
    """Where somebody has since made what a row would become again, the row stays."""
    changes = {pk: _new(columns) for pk, columns in back.items()}
    twins = Twins(model, {name for columns in back.values() for name in columns})
    twins.learn(changes)
    for pk, new in changes.items():
        if twins.of(rows[pk], new) is not None:
            del back[pk]


def _write(model: type[models.Model], moves: Moves, rows: Mapping[int, Any]) -> None:
    grouped: dict[tuple[str, Any], list[int]] = {}
    for pk, columns in moves.items():
        for name, (_old, new) in columns.items():
            grouped.setdefault((name, new), []).append(pk)
            setattr(rows[pk], name, new)
    raised = {"version": F("version") + 1} if issubclass(model, Record) else {}
    for (name, new), numbers in grouped.items():
        model._default_manager.filter(pk__in=numbers).update(**{name: new}, **raised)
    if issubclass(model, Record):
        live = [rows[pk] for pk in moves if not rows[pk].in_bin]
        if live:
            changes = [_named(model, moves[row.pk]) for row in live]
            tell_keepers(Written(live[0].described, "change", live, changes))


def _new(columns: Mapping[str, list[Any]]) -> dict[str, Any]:
    return {name: new for name, (_old, new) in columns.items()}


def _named(model: type[models.Model], columns: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    """The same by the names of fields (`contact`) instead of columns (`contact_id`)."""
    names = {column.attname: column.name for column in model._meta.concrete_fields}
    return {names[name]: change for name, change in columns.items()}
