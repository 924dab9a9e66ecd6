"""Writing rows by the million past the ORM, on either database."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import connection, models

Rows = Iterable[Sequence[Any]]


def columns_of(model: type[models.Model]) -> list[str]:
    return [field.column for field in model._meta.concrete_fields]


def rows_of(model: type[models.Model], records: Iterable[models.Model]) -> Iterator[tuple[Any, ...]]:
    """Unsaved models as rows in the order of `columns_of`."""
    fields = [(field.attname, isinstance(field, models.JSONField)) for field in model._meta.concrete_fields]
    for record in records:
        values = record.__dict__
        yield tuple(json.dumps(values[name]) if is_json else _plain(values[name]) for name, is_json in fields)


def write(table: str, columns: Sequence[str], rows: Rows) -> None:
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(columns))
            connection.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)


@contextmanager
def in_bulk() -> Iterator[None]:
    """Without indexes and checks of links, which are quicker made at the end."""
    begin, end = (_postgres_begin, _postgres_end) if connection.vendor == "postgresql" else (_sqlite_begin, _sqlite_end)
    indexes = begin()
    yield
    with connection.cursor() as cursor:
        for statement in indexes:
            cursor.execute(statement)
    end()


def _sqlite_begin() -> list[str]:
    with connection.cursor() as cursor:
        for pragma in ("foreign_keys=OFF", "synchronous=OFF", "cache_size=-500000", "journal_mode=MEMORY"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
        found = cursor.fetchall()
        for name, _sql in found:
            cursor.execute(f'DROP INDEX "{name}"')
    return [sql for _name, sql in found]


def _sqlite_end() -> None:
    with connection.cursor() as cursor:
        # No ANALYZE: an office's SQLite has no statistics either, the indexes are chosen for its planner's own rules.
        cursor.execute("PRAGMA journal_mode=WAL")
    connection.close()


def _postgres_begin() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SET TIME ZONE 'UTC'; SET session_replication_role = replica; SET maintenance_work_mem = '1GB'")
        cursor.execute(
            """
            SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
            JOIN pg_class ON pg_class.oid = indrelid
            WHERE relnamespace = 'public'::regnamespace
              AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
            """
        )
        found = cursor.fetchall()
        for name, _sql in found:
            cursor.execute(f"DROP INDEX {name}")
    return [sql for _name, sql in found]


def _postgres_end() -> None:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for sequence in connection.introspection.get_sequences(cursor, table):
                place = f'max("{sequence["column"]}") FROM "{table}"'
                cursor.execute(f"SELECT setval('{sequence['name']}', greatest((SELECT {place}), 1))")
        cursor.execute("VACUUM ANALYZE")
    connection.close()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
