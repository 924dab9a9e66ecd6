"""Links that have no column of their own: to several records, or those an administrator gave a built-in object.

Their values are lists or numbers of the record that leads; a table of links says the same for finding.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F, Value

from caruso.kernel import link_tables
from caruso.kernel.fields import Field
from caruso.kernel.models import Record
from caruso.kernel.objects import business_object
from caruso.kernel.values import put, stored_value
from caruso.kernel.written import Written, tell_keepers

#: number of the record → [what it led to before, what it leads to now]
Led = dict[int, list[Any]]


def leading_rows(key: str, numbers: Sequence[int]) -> list[tuple[Any, Field, Any]]:
    """For each such field the model it is of, and the records that lead to these, in the bin or not."""
    wanted = [Value(number) for number in numbers]
    return [
        (model, field, model._default_manager.filter(link_tables.LeadsTo(field.links, F("pk"), *wanted)))
        for model, field in link_tables.fields_leading_to(key)
    ]


def lead_to(main: Record, others: Sequence[Record]) -> list[list[Any]]:
    """Have what led to the others lead to the main record; the account of it, for `Merge.moved`."""
    merged, told = [other.pk for other in others], []
    for model, field, found in leading_rows(main.described.key, merged):
        rows = [row for row in found if model is not type(main) or row.pk not in (main.pk, *merged)]
        led = {}
        for row in rows:
            before = stored_value(row, field.name)
            led[row.pk] = [before, _instead(before, merged, main.pk)]
        if led:
            _write(field, rows, led)
            told.append([model._meta.label_lower, field.name, led])
    return told


def lead_back(told: Sequence[Sequence[Any]]) -> int:
    """Have them lead where they did, unless somebody has led them elsewhere since; the number of those."""
    left = 0
    for label, name, led in told:
        try:
            described = business_object(label)
            field = described.field(name)
        except KeyError:  # the object or the field was destroyed since
            continue
        rows: list[Any] = list(described.model._default_manager.filter(pk__in=[int(number) for number in led]))
        back = {row.pk: [new, old] for row in rows for old, new in [led[str(row.pk)]] if stored_value(row, name) == new}
        _write(field, [row for row in rows if row.pk in back], back)
        left += len(led) - len(back)
    return left


def _instead(before: Any, merged: Sequence[int], main: int) -> Any:
    """The main record in place of the first of those merged into it, once."""
    if not isinstance(before, list):
        return main
    return list(dict.fromkeys(main if number in merged else number for number in before))


def _write(field: Field, rows: Sequence[Any], led: Mapping[int, list[Any]]) -> None:
    if not rows:
        return
    for row in rows:
        put(row, field, led[row.pk][1])
        column = "custom" if field.custom else field.column
        type(row)._default_manager.filter(pk=row.pk).update(**{column: getattr(row, column)}, version=F("version") + 1)
    described = rows[0].described
    # The table of links speaks of records in the bin, too; the other keepers do not.
    link_tables.keep(Written(described, "change", rows, [{field.name: led[row.pk]} for row in rows]))
    if live := [row for row in rows if not row.in_bin]:
        tell_keepers(Written(described, "change", live, [{field.name: led[row.pk]} for row in live]))
