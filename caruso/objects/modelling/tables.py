"""The tables of modelled objects. Everything here only adds, inside the transaction of the change.

The statements take a lock for a moment: a new column may be empty or has a default, which both databases note in their
catalogue without touching a row.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection, models

from caruso.kernel.models.custom_field import CustomField
from caruso.objects.modelled.record import TYPED_NAME, typed_name_column


def create_table(model: type[models.Model]) -> None:
    """The table of an object, with the columns and indexes that its model has."""
    editor = _editor()
    editor.create_model(model)
    _execute(str(statement) for statement in editor.deferred_sql)


def keep_index(model: type[models.Model], index: models.Index) -> None:
    """An index that the table may have already."""
    statement = str(index.create_sql(model, _editor()))
    _execute([statement.replace("CREATE INDEX", "CREATE INDEX IF NOT EXISTS", 1)])


def go_on_numbering(model: type[models.Model], last: int) -> None:
    """Number the records of a new table on from the last of one that was called so: what is told of those is not of these."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
        else:
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [f'"{table}"', last])


def add_columns(model: type[models.Model], row: CustomField) -> None:
    """The columns of one more field."""
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    for name in _attributes(row):
        column: Any = model._meta.get_field(name)
        kind = column.db_parameters(connection)["type"]
        default = "" if column.null else f" DEFAULT {_default(column)} NOT NULL"
        link = _reference(column) if column.remote_field else ""
        _execute([f"ALTER TABLE {table} ADD COLUMN {quote(column.column)} {kind}{default}{link}"])


def add_typed_names(table: str) -> None:
    """The column in which names rest that people had typed before a title took their place."""
    column = typed_name_column()
    column.set_attributes_from_name(TYPED_NAME)
    quote, kind = connection.ops.quote_name, column.db_parameters(connection)["type"]
    _execute([f"ALTER TABLE {quote(table)} ADD COLUMN {quote(column.column)} {kind}"])


def drop_table(table: str) -> None:
    _execute([f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)}"])


def drop_columns(table: str, row: CustomField) -> None:
    """The columns of a field, with all that is in them, and every index that they are in."""
    quote = connection.ops.quote_name
    names = [row.column, *([f"{row.column}_base"] if row.kind == "money" else [])]
    _execute([f"DROP INDEX IF EXISTS {quote(name)}" for name in [*_index_names(row), *_indexes_over(table, names)]])
    _execute([f"ALTER TABLE {quote(table)} DROP COLUMN {quote(name)}" for name in names])


def _reference(column: Any) -> str:
    """The guard of a link in the database itself: what is removed past Caruso leaves the link empty."""
    quote = connection.ops.quote_name
    target = column.target_field.model._meta.db_table
    return (
        f" REFERENCES {quote(target)} ({quote(column.target_field.column)})"
        " ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED"
    )


def _default(column: Any) -> str:
    """Lists are kept as JSON, everything else that may not be NULL as text."""
    if isinstance(column, models.JSONField):
        return "'[]'" if connection.vendor == "sqlite" else "'[]'::jsonb"
    return "''"


def _attributes(row: CustomField) -> list[str]:
    return [row.name, f"{row.name}_base"] if row.kind == "money" else [row.name]


def _index_names(row: CustomField) -> list[str]:
    return [f"custom_{row.pk}_{row.name}"[:60], f"order_{row.pk}", f"unique_{row.pk}"]


def _indexes_over(table: str, columns: Iterable[str]) -> list[str]:
    """The indexes that a roll-up may have over these columns; SQLite drops no column that one of them names."""
    with connection.cursor() as cursor:
        known = connection.introspection.get_constraints(cursor, table)
    return [
        name
        for name, said in known.items()
        if name.startswith("custom_") and said["index"] and not said["unique"] and set(columns) & set(said["columns"])
    ]


def _editor() -> Any:
    """A schema editor that joins the transaction under way instead of beginning one of its own."""
    editor = connection.SchemaEditorClass(connection, atomic=False)
    editor.deferred_sql = []
    return editor


def _execute(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
