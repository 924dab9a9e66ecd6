"""Indexes on custom fields, made in the background once a field is there or is first asked about.

The values of a custom field are keys of the record's JSON. An index on the very expression that conditions compare lets
the database find them among a million records without reading each.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.sql import Query

from caruso.kernel.conditions.bound import Bound, tests_in
from caruso.kernel.conditions.expressions import Fold, value_expression
from caruso.kernel.conditions.ordering import order_expression
from caruso.kernel.fields import Field
from caruso.kernel.jobs import JobKind, job_kind, start
from caruso.kernel.models.custom_field import OWN_ORDER, SORTED_KINDS, CustomField
from caruso.kernel.objects import business_object

#: Kinds with one value that is short enough to look up.
INDEXED_KINDS = {*SORTED_KINDS, "person", "relation"}
#: Kinds that are found by their folded text; a column of any other kind is also read in its order.
FOLDED_KINDS = {"text", "url"}
Index = CustomField.Index
Read = tuple[type[models.Model], Sequence[str]]
_reads: dict[str, Callable[[CustomField], Read | None]] = {}


def index_what_is_read(kind: str, reads: Callable[[CustomField], Read | None]) -> None:
    """Have an index for fields of a computed kind: over the columns of the table that `reads` says they read.

    All of them are in the index, so that the table itself is spared. None where no index serves.
    """
    _reads[kind] = reads


def want_index(row: CustomField) -> None:
    """Have the index made, or removed if the field is put away, by a worker soon."""
    if row.kind in _reads or (row.kind in INDEXED_KINDS and not row.is_many):
        row.index = Index.NONE if row.archived_at else Index.WANTED
        row.order_index = Index.NONE if row.archived_at else row.order_index
        CustomField.objects.filter(pk=row.pk).update(index=row.index, order_index=row.order_index)
        _start(row)


def want_indexes(bound: Bound) -> None:
    """Have indexes made for the custom fields that this condition asks about, where there are none yet."""
    for test in tests_in(bound):
        if test.field.custom and not test.field.indexed and test.field.kind.name in INDEXED_KINDS:
            key = test.hops[-1].object.key if test.hops else test.object.key
            for row in CustomField.objects.filter(object=key, name=test.field.name, index=Index.NONE):
                want_index(row)


def want_order(object: str, field: Field) -> None:
    """Have an index made by which lists are read in the order of this field, where there is none yet."""
    if not field.sorts or field.ordered:
        return
    row = CustomField.objects.filter(object=object, name=field.name, archived_at=None).first()
    if row is None:
        return
    if row.kind not in OWN_ORDER:
        if row.index == Index.NONE:
            want_index(row)
    elif row.order_index == Index.NONE:
        CustomField.objects.filter(pk=row.pk).update(order_index=Index.WANTED)
        _start(row)


def forget_order(row: CustomField) -> None:
    """Have the index for the order made anew once it is asked for: the order is another one."""
    row.order_index = Index.NONE
    CustomField.objects.filter(pk=row.pk).update(order_index=Index.NONE)


def _start(row: CustomField) -> None:
    start(FieldIndex.name, by=None, title=f"{row.object} {row.name}", field=row.pk)


@job_kind
class FieldIndex(JobKind):
    """Brings the indexes of one field in line with what is wanted; again is the same."""

    name = "kernel.field_index"

    def step(self, job: Any) -> bool:
        if row := CustomField.objects.filter(pk=job.parameters["field"]).first():
            if row.archived_at:
                _drop(row)
                return True
            if row.index != Index.MADE:
                _make(row)
                row.index = Index.MADE
            if row.order_index == Index.WANTED:
                _make_order(row)
                row.order_index = Index.MADE
            row.save(update_fields=["index", "order_index"])
        return True


def _make(row: CustomField) -> None:
    if row.kind in _reads:
        _drop(row)  # what it reads may be other than before
        if (read := _reads[row.kind](row)) is None:
            return
        model, columns = read
    else:
        model, columns = business_object(row.object).model, ()
    _make_anew(_name(row), model, lambda database, how: _statement(row, model, columns, database, how))


def _make_order(row: CustomField) -> None:
    model, name = business_object(row.object).model, _order_name(row.pk)

    def statement(database: Any, how: str) -> str:
        field = business_object(row.object).field(row.name)
        expression = _compiled(order_expression(field), model, database)
        return (
            f'CREATE INDEX {how} "{name}" ON "{model._meta.db_table}" (({expression}), "id") WHERE "binned_at" IS NULL'
        )

    _make_anew(name, model, statement)


def _make_anew(name: str, model: type[models.Model], statement: Callable[[Any, str], str]) -> None:
    if connection.vendor == "sqlite":
        _execute([_dropping(name), statement(connection, "")], connection)
        return
    # Beside the transaction of the job: so made, the index stops nobody from writing meanwhile.
    with closing(connections.create_connection(DEFAULT_DB_ALIAS)) as aside:
        made = statement(aside, "CONCURRENTLY")
        _execute([_dropping(name, "CONCURRENTLY"), made, f'ANALYZE "{model._meta.db_table}"'], aside)


def _drop(row: CustomField) -> None:
    _execute([_dropping(_name(row)), _dropping(_order_name(row.pk))], connection)


def _statement(
    row: CustomField, model: type[models.Model], columns: Sequence[str], database: Any, how: str = ""
) -> str:
    """Written by hand, because Django would wrap the expression in one that no condition has."""
    table = f'"{model._meta.db_table}"'
    if row.column and row.kind not in FOLDED_KINDS:
        column: Any = model._meta.get_field(f"{row.name}_base" if row.kind == "money" else row.name)
        columns = (column.column, "id")
    if columns:
        listed = ", ".join(f'"{name}"' for name in columns)
        return f'CREATE INDEX {how} IF NOT EXISTS "{_name(row)}" ON {table} ({listed}) WHERE "binned_at" IS NULL'
    field: Field = business_object(row.object).field(row.name) if row.column else row.as_field()
    value: Any = value_expression(field)
    text = _compiled(Fold(value) if field.kind.name == "text" else value, model, database)
    # Text may be longer than a tree of PostgreSQL holds.
    method = "USING hash" if database.vendor == "postgresql" and field.kind.name in ("text", "url") else ""
    listed = f"({text})" if method or row.kind not in SORTED_KINDS - OWN_ORDER else f'({text}), "id"'
    return f'CREATE INDEX {how} IF NOT EXISTS "{_name(row)}" ON {table} {method} ({listed}) WHERE "binned_at" IS NULL'


def _compiled(expression: Any, model: type[models.Model], database: Any) -> str:
    query = Query(model, alias_cols=False)
    text, _params = query.get_compiler(connection=database).compile(expression.resolve_expression(query))
    return str(text)


def _dropping(name: str, how: str = "") -> str:
    return f'DROP INDEX {how} IF EXISTS "{name}"'


def drop_index(number: int, name: str) -> None:
    """Remove the indexes that the field of this number and name may have; whoever renames it does so before."""
    _execute([_dropping(_index_name(number, name)), _dropping(_order_name(number))], connection)


def _name(row: CustomField) -> str:
    return _index_name(row.pk, row.name)


def _order_name(number: int) -> str:
    return f"order_{number}"


def _index_name(number: int, name: str) -> str:
    return f"custom_{number}_{name}"[:60]


def _execute(statements: Iterable[str], database: Any) -> None:
    with database.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
