"""PostgreSQL: schema and rows replaced in one transaction; if anything fails, nothing has changed."""

import random
import time
from collections.abc import Iterator
from itertools import count, groupby
from pathlib import Path
from typing import Any, BinaryIO, cast

import psycopg
from django.db import Error, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from caruso.kernel.backup.archive import CHUNK, members
from caruso.kernel.backup.manifest import Manifest
from caruso.kernel.backup.postgres_dump import PREFIX
from caruso.kernel.backup.postgres_schema import Schema, create_missing, data_columns, read_schema
from caruso.kernel.backup.problem import BackupProblem

MOST_ATTEMPTS = 60

FUNCTIONS = """
    SELECT oid::regprocedure::text FROM pg_proc routine WHERE pronamespace = current_schema()::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = routine.oid AND deptype = 'e')
"""


def restore(source: Path, manifest: Manifest) -> None:
    """Make the schema as the backup had it, fill it, and bring it up to date. Raises BackupProblem."""
    try:
        for attempt in count(1):
            with transaction.atomic(), connection.cursor() as wrapper:
                if _lock_everything(wrapper.cursor):
                    _replace_everything(wrapper.cursor, source, manifest)
                    break
            if attempt == MOST_ATTEMPTS:
                raise BackupProblem("The system is too busy; nothing was changed. Try again, or stop it first.")
            time.sleep(random.uniform(0.05, 0.5))
    except (Error, psycopg.Error) as error:
        raise BackupProblem(f"The database refused the backup; nothing was changed.\n{error}") from error
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _lock_everything(cursor: Any) -> bool:
    """Wait for all tables; False if somebody held one for long.

    We give up before the database would look for a deadlock, so that it never ends a user's work for ours.
    """
    tables = ", ".join(f'"{table}"' for table in read_schema(cursor)["tables"])
    if not tables:
        return True
    cursor.execute("SET LOCAL lock_timeout = '500ms'")
    try:
        with cursor.connection.transaction():
            cursor.execute(f"LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE")
    except psycopg.errors.LockNotAvailable:
        return False
    cursor.execute("SET LOCAL lock_timeout = 0")
    return True


def _replace_everything(cursor: Any, source: Path, manifest: Manifest) -> None:
    schema = cast(Schema, manifest.schema)
    if not _is_built_as(cursor, manifest):
        _drop_everything(cursor)
        _migrate(_leaves([(app, name) for app, name in manifest.migrations]))
        create_missing(cursor, schema)
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    _fill(cursor, source, manifest.tables)
    for name, (value, given) in schema["sequences"].items():
        cursor.execute("SELECT setval(quote_ident(%s)::regclass, %s, %s)", [name, value, given])
    # Foreign keys are checked here, while the error can still be told.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in manifest.tables:
        cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
    _migrate(None)


def _is_built_as(cursor: Any, manifest: Manifest) -> bool:
    """Whether the tables are those of the backup already: to make them anew would keep everybody out for longer."""
    applied = set(MigrationRecorder(connection).applied_migrations())
    present, wanted = read_schema(cursor), cast(Schema, manifest.schema)
    parts = (present["tables"], present["constraints"], present["indexes"])
    return applied == {(app, name) for app, name in manifest.migrations} and parts == (
        wanted["tables"],
        wanted["constraints"],
        wanted["indexes"],
    )


def _drop_everything(cursor: Any) -> None:
    for table in read_schema(cursor)["tables"]:
        cursor.execute(f'DROP TABLE IF EXISTS "{table}" CASCADE')
    for (function,) in cursor.execute(FUNCTIONS).fetchall():
        cursor.execute(f"DROP ROUTINE IF EXISTS {function} CASCADE")


def _migrate(targets: list[tuple[str, str]] | None) -> None:
    """Run the migrations up to `targets`, or all; without the signals that would add rows of their own."""
    executor = MigrationExecutor(connection)
    executor.migrate(targets or executor.loader.graph.leaf_nodes())


def _leaves(recorded: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The newest recorded migration of each app. Naming an older one as well would mean going back to it."""
    nodes = MigrationLoader(None).graph.node_map
    within = set(recorded)
    return [
        key
        for key in recorded
        if key in nodes and not any(child.key in within and child.key[0] == key[0] for child in nodes[key].children)
    ]


def _fill(cursor: Any, source: Path, counts: dict[str, int]) -> None:
    for table in counts:
        # Triggers did their work when the rows were first written.
        cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
    cursor.execute("TRUNCATE " + ", ".join(f'"{table}"' for table in read_schema(cursor)["tables"]))
    parts = ((name, content) for name, content in members(source) if name.startswith(PREFIX))
    for table, members_of_table in groupby(parts, key=lambda part: part[0].split("/")[1]):
        rows = _copy(cursor, table, (content for _, content in members_of_table))
        if rows != counts[table]:
            raise BackupProblem(f"{table}: {rows} rows instead of {counts[table]}; nothing was changed.")


def _copy(cursor: Any, table: str, parts: Iterator[BinaryIO]) -> int:
    with cursor.copy(f'COPY "{table}" ({data_columns(cursor, table)}) FROM STDIN') as copy:
        for part in parts:
            while block := part.read(CHUNK):
                copy.write(block)
    return int(cursor.rowcount)
