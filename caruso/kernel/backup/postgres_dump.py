"""PostgreSQL: every table by COPY, all within one snapshot. No client program is needed."""

from typing import Any

from django.db import connection

from caruso.kernel.backup.archive import ArchiveWriter
from caruso.kernel.backup.manifest import Manifest
from caruso.kernel.backup.postgres_schema import data_columns, read_schema

PREFIX = "tables/"
PART = 16 << 20
"""Bytes after which a table goes on in a further member; what is kept in memory."""


def snapshot(archive: ArchiveWriter, manifest: Manifest) -> None:
    parameters = connection.get_connection_params()
    with connection.Database.connect(**parameters) as own, own.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        schema = read_schema(cursor)
        manifest.schema = dict(schema)
        for table in schema["tables"]:
            manifest.tables[table] = _copy(cursor, archive, table)


def _copy(cursor: Any, archive: ArchiveWriter, table: str) -> int:
    """Add the table's rows as members `tables/<name>/<number>`; returns how many rows there are."""
    part, number = bytearray(), 1
    with cursor.copy(f'COPY "{table}" ({data_columns(cursor, table)}) TO STDOUT') as rows:
        for row in rows:
            part += row
            if len(part) >= PART:
                archive.add_bytes(f"{PREFIX}{table}/{number:06}", bytes(part))
                part, number = bytearray(), number + 1
    archive.add_bytes(f"{PREFIX}{table}/{number:06}", bytes(part))
    return int(cursor.rowcount)
