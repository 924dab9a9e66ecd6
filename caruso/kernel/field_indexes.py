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
from caruso.kernel.fields import Field
from caruso.kernel.jobs import JobKind, job_kind, start
from caruso.kernel.models.custom_field import CustomField
from caruso.kernel.objects import business_object

#: Kinds with one value that is short enough to look up.
INDEXED_KINDS = {
    "text", "choice", "integer", "decimal", "percent", "date", "datetime", "duration", "yes_no", "email", "phone",
    "url", "person", "money", "rating", "relation",
}  # fmt: skip
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
        CustomField.objects.filter(pk=row.pk).update(index=row.index)
        start(FieldIndex.name, by=None, title=f"{row.object} {row.name}", field=row.pk)


def want_indexes(bound: Bound) -> None:
    """Have indexes made for the custom fields that this condition asks about, where there are none yet."""
    for test in tests_in(bound):
        if test.field.custom and not test.field.indexed and test.field.kind.name in INDEXED_KINDS:
            key = test.hops[-1].object.key if test.hops else test.object.key
            for row in CustomField.objects.filter(object=key, name=test.field.name, index=Index.NONE):
                want_index(row)


@job_kind
class FieldIndex(JobKind):
    """Brings the index of one field in line with what is wanted; again is the same."""

    name = "kernel.field_index"

    def step(self, job: Any) -> bool:
        if row := CustomField.objects.filter(pk=job.parameters["field"]).first():
            if row.archived_at:
                _drop(row)
            elif row.index != Index.MADE:
                _make(row)
                row.index = Index.MADE
                row.save(update_fields=["index"])
        return True


def _make(row: CustomField) -> None:
    if row.kind in _reads:
        _drop(row)  # what it reads may be other than before
        if (read := _reads[row.kind](row)) is None:
            return
        model, columns = read
    else:
        model, columns = business_object(row.object).model, ()
    if connection.vendor == "sqlite":
        _execute([_statement(row, model, columns, connection)], connection)
        return
    # Beside the transaction of the job: so made, the index stops nobody from writing meanwhile.
    with closing(connections.create_connection(DEFAULT_DB_ALIAS)) as aside:
        statement = _statement(row, model, columns, aside, "CONCURRENTLY")
        _execute([_dropping(row, "CONCURRENTLY"), statement, f'ANALYZE "{model._meta.db_table}"'], aside)


def _drop(row: CustomField) -> None:
    _execute([_dropping(row)], connection)


def _statement(
    row: CustomField, model: type[models.Model], columns: Sequence[str], database: Any, how: str = ""
) -> str:
    """Written by hand, because Django would wrap the expression in one that no condition has."""
    table = f'"{model._meta.db_table}"'
    if row.column and row.kind not in FOLDED_KINDS:
        column: Any = model._meta.get_field(row.name)
        columns = (column.column, "id")
    if columns:
        listed = ", ".join(f'"{name}"' for name in columns)
        return f'CREATE INDEX {how} IF NOT EXISTS "{_name(row)}" ON {table} ({listed}) WHERE "binned_at" IS NULL'
    field: Field = business_object(row.object).field(row.name) if row.column else row.as_field()
    value: Any = value_expression(field)
    query = Query(model, alias_cols=False)
    expression = (Fold(value) if field.kind.name == "text" else value).resolve_expression(query)
    text, _params = query.get_compiler(connection=database).compile(expression)
    # Text may be longer than a tree of PostgreSQL holds.
    method = "USING hash" if database.vendor == "postgresql" and field.kind.name in ("text", "url") else ""
    return f'CREATE INDEX {how} IF NOT EXISTS "{_name(row)}" ON {table} {method} (({text})) WHERE "binned_at" IS NULL'


def _dropping(row: CustomField, how: str = "") -> str:
    return f'DROP INDEX {how} IF EXISTS "{_name(row)}"'


def drop_index(number: int, name: str) -> None:
    """Remove the index that the field of this number and name may have; whoever renames it does so before."""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP INDEX IF EXISTS "{_index_name(number, name)}"')


def _name(row: CustomField) -> str:
    return _index_name(row.pk, row.name)


def _index_name(number: int, name: str) -> str:
    return f"custom_{number}_{name}"[:60]


def _execute(statements: Iterable[str], database: Any) -> None:
    with database.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
